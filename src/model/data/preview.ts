import type { TablePreview } from '../../contract/dataset.ts';
import { columnValues } from './column-values.ts';
import { guessColumns } from './guess-columns.ts';
import { shorten } from './shorten.ts';
import { rowMark, type Table } from './table.ts';

const rowsShown = 20;
const cellUnits = 300;

/** What a user sees of files before choosing their columns, with a guess at the choice. */
export function previewTable(table: Table): TablePreview {
  const { fileName, format, encoding, files, fileCount, rowCount, columns, cells, broken } = table;
  const found = cells.map(columnValues);
  const shown = Array.from({ length: Math.min(rowsShown, rowCount) }, (_, row) =>
    cells.map((column) => shorten(column.get(row), cellUnits)),
  );
  return {
    fileName,
    format,
    encoding,
    files,
    fileCount,
    rowCount,
    columns,
    rows: shown,
    guess: guessColumns(table, found),
    values: byName(columns, (column) => found[column].values),
    numbers: byName(columns, (column) => found[column].numbers),
    repairedRows: table.marks.reduce((sum, marks) => sum + (marks & rowMark.repaired ? 1 : 0), 0),
    broken,
  };
}

/** Without a prototype: a column called "__proto__" is a key like any other. */
function byName<T>(columns: readonly string[], valueOf: (column: number) => T): Record<string, T> {
  const values = Object.create(null) as Record<string, T>;
  columns.forEach((name, column) => (values[name] = valueOf(column)));
  return values;
}
