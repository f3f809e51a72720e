/** The words of the data panel, in English. */
import type { TokenKind } from '../../settings.ts';
import type { Encoding, FileFormat, Part, Progress } from '../../dataset.ts';
import { partNames } from '../../parts.ts';
import { exclusionReasons } from './exclusion-reasons.ts';
import { bound, count, list, percent, size } from './format.ts';
import {
  classWithLabels,
  columnName,
  plural,
  quoted,
  reviews,
  shorten,
  timeLeft,
  tokens,
  waitBefore,
  type BusyStatus,
} from './phrases.ts';

const rows = (value: number) => plural(value, 'row', 'rows');
const files = (value: number) => plural(value, 'file', 'files');

const formats: Record<FileFormat, string> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  'json-lines': 'JSON Lines',
  arff: 'ARFF',
  text: 'Text, a review a line',
  'text-files': 'Text, a review a file',
  xlsx: 'Excel',
  parquet: 'Parquet',
};

const encodings: Record<Encoding, string> = {
  'UTF-8': 'UTF-8',
  'UTF-16': 'UTF-16',
  'windows-1252': 'windows-1252 (Western Europe)',
  'windows-1250': 'windows-1250 (Central Europe)',
  'windows-1251': 'windows-1251 (Cyrillic)',
  'windows-1253': 'windows-1253 (Greek)',
  'windows-1254': 'windows-1254 (Turkish)',
  'windows-1255': 'windows-1255 (Hebrew)',
  'windows-1256': 'windows-1256 (Arabic)',
  'windows-1257': 'windows-1257 (Baltic)',
  'windows-1258': 'windows-1258 (Vietnamese)',
  'windows-874': 'windows-874 (Thai)',
  GB18030: 'GB18030, GBK (simplified Chinese)',
  Big5: 'Big5 (traditional Chinese)',
  Shift_JIS: 'Shift_JIS (Japanese)',
  'EUC-JP': 'EUC-JP (Japanese)',
  'EUC-KR': 'EUC-KR (Korean)',
  'KOI8-R': 'KOI8-R (Russian)',
  'ISO-8859-2': 'ISO-8859-2 (Central Europe)',
  'ISO-8859-5': 'ISO-8859-5 (Cyrillic)',
  IBM866: 'IBM866 (Russian, DOS)',
  macintosh: 'Mac Roman (Western Europe)',
};

const phases: Record<Progress['phase'], string> = {
  reading: 'Reading',
  cleaning: 'Cleaning',
  examining: 'Examining',
  baseline: 'Training a simple model to compare with',
  classifying: 'Classifying',
};

const parts: Record<Part, string> = {
  train: 'to learn from',
  validation: 'to validate',
  test: 'for the test',
};

/** For the view Data. */
export const dataWords = {
  title: 'Data',
  lead: 'Reviews with labels, such as negative and positive.',
  dataset: 'Dataset',
  upload: 'Upload a dataset',
  folder: 'Choose a folder',
  paste: 'Paste text',
  uploadHint:
    'CSV, TSV, JSON, JSON Lines, text, Excel, ARFF or Parquet; zip, gzip or tar of them; folders such as pos and neg. Drop them anywhere on this page, or paste. They stay on your machine.',
  pasteTitle: 'Paste reviews',
  pasteLabel: 'Reviews with their labels',
  pasteHint: 'Cells copied from a spreadsheet, or lines of a CSV or JSON file, with their header.',
  pasteRead: 'Read this text',
  pasteClose: 'Close',
  gathering: 'what you uploaded',
  own: (name: string) => name,
  ownDescription: (value: number) => `Your data, ${rows(value)}. It is not sent anywhere.`,
  facts: (value: number, bytes: number) => `${reviews(value)}, ${size(bytes)}`,
  about: 'Source, citation and licence',
  source: 'Source',
  citation: 'Citation',
  licence: 'Licence',
  loading: (name: string) => `Reading ${name} …`,
  progress: {
    label: 'Reading the data',
    phase: (phase: Progress['phase'], value: number) =>
      value > 0 ? `${phases[phase]}, ${rows(value)}` : phases[phase],
    left: timeLeft,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
  },
  loadingSamples: 'Fetching the list of samples …',
  busy: (status: BusyStatus) => waitBefore(status, 'you change the data'),
  notReady: {
    'being-built': 'It is being built on this machine, and can be chosen here in a minute.',
    failed: 'It could not be built: run “npm run datasets” to see why.',
  },
  file: (format: FileFormat, value: number, fileCount: number) =>
    [formats[format], ...(fileCount > 1 ? [files(fileCount)] : []), rows(value)].join(', '),
  formats,
  encoding: 'Read as',
  encodings,
  encodingHelp: 'Wrong letters in the rows below? Try another one.',
  repaired: (value: number) =>
    `${plural(value, 'row was', 'rows were')} in a jumbled encoding, and could be repaired.`,
  broken: (value: number) => `${plural(value, 'line', 'lines')} could not be read`,
  joined: (value: number) => `${plural(value, 'row', 'rows')} had too many cells`,
  joinedHelp:
    'Those beyond the columns were joined, mostly in the text. Right where reviews have commas without quotes:',
  why: (reason: string) => `Guessed: ${reason.replace(/\.$/, '')}.`,
  textColumn: 'Text column',
  labelColumn: 'Label column',
  splitColumn: 'Test part',
  splitByChance: 'Split by chance',
  splitBy: (column: string) => `As the column ${quoted(column)} says`,
  splitProvided: 'The data has its own test part: it is used.',
  chooseColumn: 'Choose a column',
  meaning: 'What the labels mean',
  meaningOf: (value: string) => `Meaning of ${quoted(value)}`,
  emptyValue: '(empty)',
  value: 'Label',
  rows: 'Rows',
  means: 'Means',
  exclude: 'exclude',
  schemes: {
    label: 'Classes',
    two: 'negative and positive',
    three: 'negative, neutral and positive',
    each: (value: number) => `a class for each label (${count(value)})`,
  },
  codes:
    'These numbers do not tell which of them is good. Look at the examples, set what each means, then confirm.',
  confirmCodes: 'These meanings are right',
  middle: 'Reviews in the middle are excluded: they are neither negative nor positive.',
  negativeTo: 'Negative up to',
  positiveFrom: 'Positive from',
  thresholdHelp: (min: number, max: number) =>
    `The labels are numbers from ${bound(min)} to ${bound(max)}. What lies between the two is excluded.`,
  firstRows: 'First rows of the data',
  problems: {
    'no-text': 'Choose the column that holds the text of the reviews.',
    'no-label': 'Choose the column that says whether a review is negative or positive.',
    'same-column': 'Text and label are the same column. Choose two different ones.',
    'too-many-values':
      'This column has too many different values. Choose the one that says which class a review belongs to.',
    'threshold-number': 'Say with two numbers which labels are negative and which are positive.',
    'threshold-order': 'Negative must end below where positive starts.',
    thresholdRange: (min: number, max: number) =>
      `The labels go from ${bound(min)} to ${bound(max)}: both ends must lie within, or one class has no reviews.`,
    oneValue: (column: string, value: string) =>
      `The labels in the column ${columnName(column)} are all the same, ${quoted(shorten(value, 40))}. Two kinds are needed: choose another label column, or add reviews of the other kind.`,
    noClasses: (values: number) =>
      `This column has ${plural(values, 'label', 'labels')}. Two kinds are needed: say which mean negative and which mean positive.`,
    codes:
      'The labels are numbers that do not tell which of them is good: say below what each means, and confirm it.',
    emptyClass: (name: string) => `No label is of the class ${quoted(name)} yet. Say which one is.`,
    noNegative: 'No label means negative yet. Say which one does.',
    noPositive: 'No label means positive yet. Say which one does.',
  },
  saved: {
    offer: (bytes: number) =>
      `Save these reviews on this device, so that a reload finds them (${size(bytes)})?`,
    save: 'Save',
    saving: 'Saving …',
    notNow: 'Not now',
    description: (value: number) => `Saved on this device, ${rows(value)}.`,
    facts: (format: FileFormat, fileCount: number, bytes: number) =>
      [formats[format], ...(fileCount > 1 ? [files(fileCount)] : []), size(bytes)].join(', '),
    total: (value: number, bytes: number) =>
      `${plural(value, 'dataset is', 'datasets are')} saved on this device, ${size(bytes)} in all.`,
    delete: 'Delete',
    deleteName: (name: string) => `Delete ${name}`,
    sure: (name: string) => `Delete the saved copy of ${quoted(name)}? Your own file stays where it is.`,
    yes: 'Delete it',
    no: 'Keep it',
    unreadable: (value: number) =>
      `${plural(value, 'saved dataset', 'saved datasets')} can’t be read by this version of the page: ` +
      `${value === 1 ? 'it is' : 'they are'} not shown, and not deleted.`,
  },
  summary: {
    label: 'What will be used',
    used: (used: number) => reviews(used),
    length: (kind: TokenKind, median: number, p95: number) =>
      `Half have up to ${tokens(median, kind)}, 95% up to ${count(p95)}.`,
    balance: 'Balance of the labels',
    of: (name: string, labels: string, value: number, share: number) =>
      `${classWithLabels(name, labels)}: ${count(value)} (${percent(share)})`,
    excluded: (kinds: string[]) => `Excluded: ${list(kinds)}.`,
    exclusionReasons,
    provided: (provided: Record<Part, number>) => {
      const kinds = partNames.filter((part) => provided[part] > 0);
      return `Its provided split is used: ${list(kinds.map((part) => `${count(provided[part])} ${parts[part]}`))}.`;
    },
    corrected: (value: number) => `${plural(value, 'review is', 'reviews are')} corrected by you.`,
    examples: 'A few of them',
  },
};
