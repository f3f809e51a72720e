/** Tables for tests, as if a file had been read. */
import { cleanText } from '../data/clean.ts';
import type { Table } from '../data/table.ts';
import { textColumn } from '../data/text-column.ts';

/** @param rows one cell a column each */
export function tableOf(columns: string[], rows: readonly (readonly string[])[], brokenRows = 0): Table {
  return {
    fileName: 'x.csv',
    format: 'csv',
    encoding: 'UTF-8',
    files: [{ path: 'x.csv', format: 'csv', encoding: 'UTF-8', rows: rows.length }],
    fileCount: 1,
    rowCount: rows.length,
    columns,
    cells: columns.map((_, column) => textColumn(rows.map((row) => cleanText(row[column])))),
    defects: new Uint8Array(rows.length),
    made: { label: null, split: null },
    broken: { count: brokenRows, samples: [] },
  };
}
