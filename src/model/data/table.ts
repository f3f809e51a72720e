import type { TablePreview } from '../reports.ts';
import { cleanText } from './clean.ts';

/** A file as rows of text cells, before anybody has said what its columns mean. */
export interface Table {
  fileName: string;
  format: TablePreview['format'];
  encoding: string;
  /** Distinct names, one a column. */
  columns: string[];
  /** Each with one cell a column. */
  rows: string[][];
  /** Lines of the file that could not be read. */
  brokenRows: number;
}

/** What a label cell says: the same key in a preview, in a choice and in a dataset. */
export function labelValueOf(cell: string): string {
  return cleanText(cell);
}
