/** A file whose rows the loaded network classifies: which columns are read, and what came of it. */
import type { Encoding } from './dataset.ts';
import type { Message } from './messages/message.ts';
import type { TestReport } from './results.ts';

/** Which columns of the file are read. */
export interface ClassifiedColumns {
  /** The file's name, or how many files of which folder or archive. */
  fileName: string;
  rows: number;
  /** As the file has them. */
  columns: string[];
  text: string;
  /** Why this column is taken for the text; null where a user named it. */
  why: Message | null;
  /** The column with labels that are classes of the network; null where there is none. */
  label: string | null;
  /** Of text files: what they were read in. */
  encoding: Encoding | null;
}

/** How often the answers are right, on the rows with a label that the network has not seen. */
export type ClassifiedTest = Pick<
  TestReport,
  | 'rows'
  | 'accuracy'
  | 'interval'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'confusion'
  | 'perClass'
  | 'weighted'
  | 'excluded'
  | 'classNames'
>;

export interface ClassifiedSummary extends ClassifiedColumns {
  /** Columns that were added to the file's own, in their order. */
  added: string[];
  /** Rows without an answer: the network finds no word in their texts. */
  withoutWords: number;
  /** Lines of the file that could not be read, and are not in the answers. */
  broken: number;
  classNames: readonly string[];
  /** [K] Rows that were answered with each class. */
  counts: number[];
  /** Of the words that the network read, the share that it does not know; null where it read none. */
  unknownShare: number | null;
  /** Null without labels, or where `noTest` says why. */
  test: ClassifiedTest | null;
  /** Why there are labels and no test. */
  noTest: Message | null;
  /** What else a user should know of the file, a sentence each. */
  notes: Message[];
}

/** The answers to a file's rows, as a CSV file. */
export interface ClassifiedFile {
  summary: ClassifiedSummary;
  fileName: string;
  file: Blob;
}

/** What a user says of the columns; null: it is guessed. */
export interface ClassifyChoice {
  text: string | null;
  label: string | null;
}
