/** Data: files, columns, labels, and the dataset that they make. */

import type { Message } from './messages/message.ts';
import type { ClassId, ExclusionCount, ExclusionReason, LabelCode, Part } from './parts.ts';
import type { TokenKind, TokenRule } from './settings.ts';

export type { ClassId, ExclusionCount, ExclusionReason, LabelCode, Part };

/** Of text files, by the names of the WHATWG Encoding Standard, in the order in which they are offered. */
export const encodings = [
  'UTF-8',
  'UTF-16',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'GB18030',
  'Big5',
  'Shift_JIS',
  'EUC-JP',
  'EUC-KR',
  'KOI8-R',
  'ISO-8859-2',
  'ISO-8859-5',
  'IBM866',
  'macintosh',
] as const;
export type Encoding = (typeof encodings)[number];

/** Where nothing else is said, the two classes. */
export const sentimentNames = ['negative', 'positive'] as const;

/** What `scripts/build-datasets.mjs` makes; the command line takes the first where no data is named. */
export const sampleIds = ['uci-sentences', 'imdb'] as const;

/** `text`: a review a line; `text-files`: a review a file. */
export const fileFormats = [
  'csv',
  'tsv',
  'json',
  'json-lines',
  'arff',
  'text',
  'text-files',
  'xlsx',
  'parquet',
] as const;
export type FileFormat = (typeof fileFormats)[number];

/** How far a long piece of work has come. */
export interface Progress {
  phase: 'reading' | 'cleaning' | 'examining' | 'baseline' | 'classifying';
  /** 0 to 1; null when it can't be known. */
  share: number | null;
  /** Rows so far. */
  rows: number;
}

export interface ColumnGuess {
  text: string | null;
  label: string | null;
  /** A column that says which part each row belongs to, such as one made from `train` and `test` folders. */
  split: string | null;
  /** Why these; null where nothing was found. */
  why: { text: Message | null; label: Message | null; split: Message | null };
}

/** One of the files that a dataset came in, after unpacking. */
export interface FileReport {
  path: string;
  format: FileFormat;
  encoding: Encoding | null;
  rows: number;
}

/** What uploaded files look like before their columns are chosen. */
export interface TablePreview {
  /** The file's name, or how many files of which folder or archive. */
  fileName: string;
  /** Of the first file; all have the same in nearly every case. */
  format: FileFormat;
  encoding: Encoding | null;
  /** The first few files; `fileCount` is all of them. */
  files: FileReport[];
  fileCount: number;
  /** All rows of all files. */
  rowCount: number;
  columns: string[];
  /** The first rows, each with one cell a column, shortened to a few hundred characters. */
  rows: string[][];
  guess: ColumnGuess;
  /** Distinct values of each column with counts, most frequent first; null for a column with too many of them. */
  values: Record<string, LabelValue[] | null>;
  /** Of columns whose values are all numbers: the least and the greatest. */
  numbers: Record<string, { min: number; max: number } | null>;
  /** Of columns whose labels are 0, 1 and 2 and do not tell which of them is good. */
  codes: Record<string, LabelCode[] | null>;
  /** Rows whose text had been decoded twice and was repaired. */
  repairedRows: number;
  /** Lines that could not be read, and the first few of them. */
  broken: { count: number; samples: string[] };
  /** Rows whose cells that were too many were joined, and the first few of them with bars between their cells. */
  joined: { count: number; samples: string[] };
}

/** What a label means by itself: a class; `middle`: neither, as three stars of five; null: not known. */
export type LabelSide = ClassId | 'middle' | null;

export interface LabelValue {
  value: string;
  count: number;
  guess: LabelSide;
}

/** The cleaning options that change texts: a network reads all texts by those of its data, whoever asks it. */
export interface TextCleaning {
  /** Tags are taken out and entities such as `&amp;` become the characters that they mean. */
  stripMarkup: boolean;
}

/** What is done to the rows beyond the cleaning of every text; each is offered by a finding. */
export interface CleaningOptions extends TextCleaning {
  /** Of reviews that are nearly the same only the first one stays. */
  excludeNearDuplicates: boolean;
  /** A review of the provided test part that is also in its training part is excluded from training. */
  excludeCrossSplit: boolean;
  /** Reviews of the larger class are excluded, by chance, until both are equal. */
  balance: boolean;
}

/** Which columns to read, and what each label value means (null: exclude those rows). */
export interface ColumnChoice {
  text: string;
  label: string;
  classes: Record<string, ClassId | null>;
  /** Names of the classes, class 0 first; absent: negative and positive. */
  classNames?: readonly string[];
  /** For labels that are numbers, in place of `classes`: up to one is negative, from the other on positive. */
  threshold?: { negativeTo: number; positiveFrom: number } | null;
  /** A column with a given train/test split to keep; null or absent: split by chance. */
  split?: string | null;
  cleaning?: Partial<CleaningOptions>;
}

/** What a user says about a review: its right class, or that it should not be used. */
export type Correction = ClassId | 'exclude';

/** A dataset that is ready to train on. */
export interface DatasetSummary {
  name: string;
  rowsRead: number;
  rowsUsed: number;
  excluded: ExclusionCount[];
  /** Rows of each part of a split that the data came with; null: split by chance. */
  provided: Record<Part, number> | null;
  /** Reviews that a user has corrected. */
  corrections: number;
  /** Of texts and classes: equal when they are equal. */
  fingerprint: string;
  /** Rows of each class. */
  classCounts: readonly number[];
  /** Names of the classes, class 0 first, as the data has them. */
  classNames: readonly string[];
  /** The labels of each class, such as "4, 5". */
  classLabels: readonly string[];
  /** What *automatic* tokenization comes to for these texts. */
  tokenization: { rule: TokenRule; why: Message<'tokens-automatic' | 'tokens-spaced'> | null };
  /** English word vectors know their words. */
  isEnglish: boolean;
  /** Tokens a review under that rule: median and 95th percentile. */
  medianLength: number;
  p95Length: number;
  /** The 95th percentile with marks and emoji counted as tokens. */
  p95WithPunctuation: number;
  /** The same under each rule that a user may choose. */
  lengthsByKind: Record<TokenKind, Pick<DatasetSummary, 'medianLength' | 'p95Length' | 'p95WithPunctuation'>>;
  /** A few rows to look at. */
  examples: { text: string; class: ClassId }[];
}

/** What the site has to begin with: `public/datasets/catalogue.json`. */
export interface Catalogue {
  samples: SampleDataset[];
  /** The English word vectors were built, and can be loaded. */
  hasEnglishVectors: boolean;
}

/** A sample set. */
export interface SampleDataset {
  id: string;
  name: string;
  description: string;
  /** Relative to the page. */
  file: string;
  bytes: number;
  rows: number;
  source: string;
  citation: string;
  licence: string;
  /** Absent: it can be used. A local server lists samples that it still builds, or could not build. */
  state?: 'being-built' | 'failed';
  /** How its authors split it, where that differs from the settings' defaults. */
  shares?: { trainShare: number; validationShare: number };
}

/** A file or pasted text, with its path from the folder that it came in. */
export interface InputFile {
  path: string;
  file: Blob;
}
