import { cleanText } from '../clean.ts';

const rowsLookedAt = 200;
/** A column with more distinct values than this is no label column. */
export const mostLabels = 20;

export const isNumber = (cell: string): boolean => /^[+-]?\d+([.,]\d+)?$/.test(cell);

/** Whether a clean cell is one of a column's. */
type CellTest = (cell: string) => boolean;

/** For each column what tells its cells from those of others: numbers, or few values. Null: nothing does. */
export function columnKinds(rows: readonly (readonly string[])[], width: number): (CellTest | null)[] {
  const sample = rows.slice(0, rowsLookedAt);
  return Array.from({ length: width }, (_, column) => {
    const cells = sample.map((row) => cleanText(row[column] ?? '')).filter((cell) => cell !== '');
    if (cells.length === 0) return null;
    const values = new Set(cells);
    if (values.size <= mostLabels && values.size * 2 <= cells.length) return (cell) => values.has(cell);
    return cells.every(isNumber) ? isNumber : null;
  });
}
