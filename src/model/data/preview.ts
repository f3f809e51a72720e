import type { ColumnGuess, LabelValue, TablePreview } from '../reports.ts';
import { cleanText } from './clean.ts';
import { guessClasses } from './labels.ts';
import { shorten } from './shorten.ts';
import { labelValueOf, type Table } from './table.ts';

const rowsShown = 20;
const cellUnits = 300;
const mostValues = 20;
/** Lengths are compared over the first rows only: enough to tell a text from a number. */
const rowsMeasured = 1_000;

const labelName = /label|sentiment|class|polarity|target|score|star|rating|overall|nhãn|cảm xúc|đánh giá/i;
const textName =
  /text|review|comment|sentence|content|body|message|tweet|phrase|nội dung|bình luận|nhận xét/i;

/** What a person sees of a file before choosing its columns, with a guess at the choice. */
export function previewTable(table: Table): TablePreview {
  const columns = table.columns.map((_, column) => labelValues(table, column));
  // Without a prototype: a column called "__proto__" is a key like any other.
  const values: TablePreview['values'] = Object.create(null);
  table.columns.forEach((name, column) => (values[name] = columns[column]));
  return {
    fileName: table.fileName,
    format: table.format,
    encoding: table.encoding,
    rowCount: table.rows.length,
    columns: table.columns,
    rows: table.rows.slice(0, rowsShown).map((row) => row.map((cell) => shorten(cleanText(cell), cellUnits))),
    guess: guessColumns(table, columns),
    values,
  };
}

/** Null for a column with more than 20 distinct values. Empty cells are no value. */
function labelValues(table: Table, column: number): LabelValue[] | null {
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const value = labelValueOf(row[column]);
    if (value === '') continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > mostValues) return null;
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]);
  const guesses = guessClasses(frequent.map(([value]) => value));
  return frequent.map(([value, count], index) => ({ value, count, guess: guesses[index] }));
}

function guessColumns(table: Table, values: readonly (LabelValue[] | null)[]): ColumnGuess {
  const label = best(table.columns, (name, column) => labelScore(name, values[column]));
  const text = best(table.columns, (name, column) => (name === label ? 0 : textScore(table, name, column)));
  return { text, label };
}

/** The column with the highest score; of equal ones the first; null when all are 0. */
function best(columns: readonly string[], score: (name: string, column: number) => number): string | null {
  let found: { name: string | null; score: number } = { name: null, score: 0 };
  columns.forEach((name, column) => {
    const value = score(name, column);
    if (value > found.score) found = { name, score: value };
  });
  return found.name;
}

/** Values that are known to mean both classes count most, then the name, then how few values there are. */
function labelScore(name: string, values: LabelValue[] | null): number {
  if (!values || values.length < 2) return 0;
  const known = [0, 1].every((wanted) => values.some((value) => value.guess === wanted));
  return (known ? 100 : 0) + (labelName.test(name) ? 60 : 0) + mostValues - values.length + 1;
}

function textScore(table: Table, name: string, column: number): number {
  const rows = table.rows.slice(0, rowsMeasured);
  const units = rows.reduce((sum, row) => sum + row[column].trim().length, 0);
  return (units / Math.max(1, rows.length)) * (textName.test(name) ? 3 : 1);
}
