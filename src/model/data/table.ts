import type { Encoding, FileFormat, FileReport, ExclusionCount } from '../../contract/dataset.ts';
import { cleanText } from './clean.ts';
import type { Texts } from './text-column.ts';

/** What was wrong with a row, or with its text before it was cleaned: bits of `Table.defects`. */
export const rowDefect = {
  /** A tag or an entity other than `<br>`, which cleaning takes out. */
  markup: 1,
  /** It had been decoded twice and was repaired. */
  repaired: 2,
  /** It has U+FFFD, or letters that a wrong encoding leaves behind. */
  wrongEncoding: 4,
  /** Its row had more cells than the table has columns: those too many were joined in one of them, mostly the text. */
  joined: 8,
} as const;

/** Files as rows of clean cells, before anybody has said what their columns mean. */
export interface Table {
  fileName: string;
  format: FileFormat;
  encoding: FileReport['encoding'];
  /** What the files rather are in, where a user has chosen another encoding. */
  likelier?: Encoding | null;
  /** The first few; `fileCount` is all. */
  files: FileReport[];
  fileCount: number;
  rowCount: number;
  /** Distinct names. */
  columns: string[];
  /** One a column, with `rowCount` texts each, through `cleanText`. */
  cells: Texts[];
  /** [rowCount] bits of `rowDefect`. */
  defects: Uint8Array;
  /** Columns made from folders' or files' names, where there are such: they are guessed first. */
  made: { label: string | null; split: string | null };
  /** The files that the rows come from, in their order; absent of one file alone, and where each file is one review. */
  rowsOfFiles?: readonly { path: string; rows: number }[];
  /** Lines that could not be read, and the first few of them. */
  broken: { count: number; samples: string[] };
  /** Rows that were excluded before there was a table: of data that comes already chosen, or of files without a label. */
  excludedBefore?: ExclusionCount[];
}

/** What a label cell says: the same key in a preview, in a choice and in a dataset. */
export function labelValueOf(cell: string): string {
  return cleanText(cell);
}
