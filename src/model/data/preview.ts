import type { LabelCode, TablePreview } from '../../contract/dataset.ts';
import { columnValues, type ColumnValues } from './column-values.ts';
import { guessColumns } from './guess-columns.ts';
import { areCodes } from './labels.ts';
import { shorten } from './shorten.ts';
import { labelValueOf, rowDefect, type Table } from './table.ts';

const rowsShown = 20;
const cellUnits = 300;

/** What a user sees of files before choosing their columns, with a guess at the choice. */
export function previewTable(table: Table): TablePreview {
  const { fileName, format, encoding, files, fileCount, rowCount, columns, cells, broken } = table;
  const found = cells.map((column, i) => columnValues(column, columns[i]));
  const shown = Array.from({ length: Math.min(rowsShown, rowCount) }, (_, row) =>
    cells.map((column) => shorten(column.get(row), cellUnits)),
  );
  const guess = guessColumns(table, found);
  return {
    fileName,
    format,
    encoding,
    files,
    fileCount,
    rowCount,
    columns,
    rows: shown,
    guess,
    values: byName(columns, (column) => found[column].values),
    numbers: byName(columns, (column) => found[column].numbers),
    codes: byName(columns, (column) => codesOf(table, column, found[column], guess.text)),
    repairedRows: table.defects.reduce((sum, defects) => sum + (defects & rowDefect.repaired ? 1 : 0), 0),
    broken,
    joined: joinedRows(table),
  };
}

const joinedShown = 5;

function joinedRows({ defects, cells }: Table): TablePreview['joined'] {
  const samples: string[] = [];
  let count = 0;
  defects.forEach((bits, row) => {
    if ((bits & rowDefect.joined) === 0) return;
    count++;
    const shown =
      samples.length < joinedShown && cells.map((column) => shorten(column.get(row), exampleUnits));
    if (shown) samples.push(shown.join(' | '));
  });
  return { count, samples };
}

const examplesShown = 2;
const exampleUnits = 80;

/** Of a column whose labels are codes, each with the first texts that have it; null for all others. */
function codesOf(
  { cells, columns }: Table,
  column: number,
  { values }: ColumnValues,
  text: string | null,
): LabelCode[] | null {
  if (
    !values ||
    text === null ||
    !areCodes(
      values.map(({ value }) => value),
      columns[column],
    )
  )
    return null;
  const labels = cells[column];
  const texts = cells[columns.indexOf(text)];
  return values.map(({ value }) => {
    const examples: string[] = [];
    for (let row = 0; row < labels.length && examples.length < examplesShown; row++) {
      if (labelValueOf(labels.get(row)) === value) examples.push(shorten(texts.get(row), exampleUnits));
    }
    return { value, examples };
  });
}

/** Without a prototype: a column called "__proto__" is a key like any other. */
function byName<T>(columns: readonly string[], valueOf: (column: number) => T): Record<string, T> {
  const values = Object.create(null) as Record<string, T>;
  columns.forEach((name, column) => (values[name] = valueOf(column)));
  return values;
}
