import { InputError } from '../errors.ts';
import { cleanText } from './clean.ts';
import { guessClass } from './labels.ts';

/** Names of columns are short. */
const longestName = 60;
const rowsLookedAt = 200;
/** A column with more distinct values than this is no label column. */
const mostLabels = 20;

/**
 * Whether the first row names the columns. It does not when a cell of it looks like data: a long text, a
 * number, a known label such as "positive", or a value that comes again in a column of few values.
 */
function isHeader(rows: readonly string[][]): boolean {
  const [first, ...others] = rows.slice(0, rowsLookedAt);
  const names = first.map(cleanText);
  if (names.every((name) => name === '')) return false;
  return names.every((name, column) => {
    if (name.length > longestName || guessClass(name) !== null || /^[+-]?\d+([.,]\d+)?$/.test(name))
      return false;
    const values = new Set(others.map((row) => cleanText(row[column] ?? '')));
    return name === '' || values.size > mostLabels || !values.has(name);
  });
}

const mostColumns = 1_000;

/**
 * Asked before rows are given a cell for each column: many rows times many columns would fill the memory.
 * @throws {InputError} for too many columns
 */
export function checkWidth(width: number): void {
  if (width <= mostColumns) return;
  throw new InputError(
    `The file has ${width} columns. Bring one with at most ${mostColumns}; two of them are used.`,
  );
}

/** Names for all columns: those without one by number, and a number behind one that comes again. */
export function nameColumns(names: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, column) => {
    const name = cleanText(names[column] ?? '') || `Column ${column + 1}`;
    let distinct = name;
    for (let copy = 2; taken.has(distinct); copy++) distinct = `${name} (${copy})`;
    taken.add(distinct);
    return distinct;
  });
}

/** Rows of cells as named columns and the rows below. */
export function splitHeader(rows: string[][]): { names: string[]; rows: string[][] } {
  return rows.length > 0 && isHeader(rows) ? { names: rows[0], rows: rows.slice(1) } : { names: [], rows };
}
