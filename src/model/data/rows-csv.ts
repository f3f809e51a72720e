import { concat } from '../bytes.ts';
import { byteOrderMark, csvLine } from '../../contract/csv.ts';
import type { ClassId, Correction } from '../../contract/dataset.ts';
import type { Dataset } from './dataset.ts';
import { reviewRow } from './rows.ts';
import type { SplitConfig } from './split.ts';

const columns = ['text', 'label', 'class', 'part', 'left_out', 'correction'];
const partColumns = ['row', 'text', 'label', 'class', 'part', 'excluded'];

/** As the words that reading a file understands. */
function correctionWord(correction: Correction | null, names: readonly string[]): string {
  return correction === 'exclude' ? 'leave-out' : classWord(correction, names);
}

/** Characters between two encodings into bytes. */
const pieceUnits = 1 << 20;

/**
 * Rows of a dataset's table as a CSV file that is safe to open in a spreadsheet: UTF-8 with a byte order mark,
 * CRLF, all cells in quotes, and an apostrophe before what could be a formula.
 */
export function rowsCsv(dataset: Dataset, config: SplitConfig, rows: Int32Array): Uint8Array<ArrayBuffer> {
  const { classNames } = dataset;
  return csvOf(columns, rows, (row) => {
    const { text, label, class: ofClass, part, excluded, correction } = reviewRow(dataset, config, row);
    return [
      text,
      label,
      classWord(ofClass, classNames),
      part ?? '',
      excluded ?? '',
      correctionWord(correction, classNames),
    ];
  });
}

/**
 * All rows of a dataset's table, in the same way: each with its number in the files from 1, its part, or why it is
 * excluded.
 */
export function partsCsv(dataset: Dataset, config: SplitConfig): Uint8Array<ArrayBuffer> {
  const rows = Int32Array.from({ length: dataset.origin.table.rowCount }, (_, row) => row);
  return csvOf(partColumns, rows, (row) => {
    const { text, label, class: ofClass, part, excluded } = reviewRow(dataset, config, row);
    return [String(row + 1), text, label, classWord(ofClass, dataset.classNames), part ?? '', excluded ?? ''];
  });
}

function classWord(ofClass: ClassId | null, names: readonly string[]): string {
  return ofClass === null ? '' : names[ofClass];
}

function csvOf(
  header: readonly string[],
  rows: Int32Array,
  cellsOf: (row: number) => string[],
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let piece = byteOrderMark + csvLine(header);
  for (const row of rows) {
    piece += csvLine(cellsOf(row));
    if (piece.length < pieceUnits) continue;
    pieces.push(encoder.encode(piece));
    piece = '';
  }
  pieces.push(encoder.encode(piece));
  return concat(pieces);
}
