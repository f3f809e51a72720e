import { InputError } from '../../errors.ts';
import { cleanText } from '../clean.ts';
import { isUsualName } from '../column-names.ts';
import { guessClass } from '../labels.ts';
import { columnKinds, isNumber, mostLabels } from './column-kinds.ts';

/** Names of columns are short, but for a survey's questions. */
const longestName = 60;
const longestQuestion = 300;
const rowsLookedAt = 200;

/**
 * Whether the first row names the columns. It does not when a cell of it looks like data: a long text, a
 * number, a known label such as "positive", or a value that comes again in a column of few values.
 */
function isHeader(rows: readonly string[][]): boolean {
  const [first, ...others] = rows.slice(0, rowsLookedAt);
  const names = first.map(cleanText);
  if (names.every((name) => name === '')) return false;
  const isSurvey = names.some((name) => isUsualName(name) || name.endsWith('?'));
  const longest = isSurvey ? longestQuestion : longestName;
  return names.every((name, column) => {
    if (name.length > longest || isNumber(name)) return false;
    const values = new Set(others.map((row) => cleanText(row[column] ?? '')));
    // Above numbers "No" is short for "number".
    if (guessClass(name) !== null && !(values.size > 0 && [...values].every(isNumber))) return false;
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
  throw new InputError({ code: 'too-many-columns', columns: width, most: mostColumns });
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

/** The number of cells that most rows have, and how many have it. */
export function commonWidth(rows: readonly string[][]): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let best = { width: 0, count: 0 };
  for (const [width, count] of counts) if (count > best.count) best = { width, count };
  return best;
}

/** A report's title, date and author stand in no more rows than these. */
const mostNoteRows = 20;

function filledCells(row: readonly string[]): string[] {
  return row.map(cleanText).filter((cell) => cell !== '');
}

function hasUsualNames(row: readonly string[]): boolean {
  const filled = filledCells(row);
  const usual = filled.filter(isUsualName).length;
  return filled.length > 1 && usual * 2 >= filled.length;
}

/** Of filled cells: a spreadsheet's short rows are filled up with empty ones. */
function widthOfMost(rows: readonly string[][]): number {
  return Math.max(2, commonWidth(rows.slice(0, rowsLookedAt).map(filledCells)).width);
}

/**
 * Whether a row is one of a table's, given the rows below its header: as wide as they are, and in some column of numbers
 * or of few values like the others there, if the table has such columns.
 */
function rowTest(below: readonly string[][], width: number): (row: readonly string[]) => boolean {
  const columns = columnKinds(below, width);
  const told = columns.filter((test) => test !== null).length;
  return (row) =>
    filledCells(row).length >= width &&
    (told === 0 || columns.some((test, column) => test?.(cleanText(row[column] ?? '')) === true));
}

/** The row that names the columns, when it stands below the first; null where there is none. */
function lateHeader(rows: readonly string[][], width: number): number | null {
  if (rows.length < 3 || hasUsualNames(rows[0])) return null;
  for (let at = 1; at < rows.length; at++) {
    if (!hasUsualNames(rows[at])) continue;
    const above = rows.slice(0, at);
    if (at <= mostNoteRows && !above.some(rowTest(rows.slice(at + 1), width))) return at;
    // Sorting or joining files moves a header into the table: what stands above it are rows like those below.
    if (isHeader([rows[at], ...above.slice(0, rowsLookedAt), ...rows.slice(at + 1)])) return at;
  }
  const full = rows.slice(0, mostNoteRows + 1).findIndex((row) => filledCells(row).length >= width);
  if (full <= 0 || full >= rows.length - 1) return null;
  const areNotes = rows.slice(0, full).every((row) => filledCells(row).length <= width / 2);
  return areNotes && isHeader(rows.slice(full)) ? full : null;
}

export interface Header {
  /** Empty when the rows have no header. */
  names: string[];
  /** Numbers of the rows that are no data: the header, and notes above it, as exports of spreadsheets have them. */
  passed: ReadonlySet<number>;
}

/**
 * The header of a table's first rows. Rows above it that are as wide as the table are data; narrower ones are notes
 * ("Report of March", a date).
 */
export function findHeader(rows: readonly string[][]): Header {
  const width = widthOfMost(rows);
  const at = lateHeader(rows, width) ?? 0;
  const isData = rowTest(rows.slice(at + 1), width);
  const notes = Array.from({ length: at }, (_, row) => row).filter((row) => !isData(rows[row]));
  const isNamed = at > 0 || (rows.length > 0 && isHeader(rows.slice(0, rowsLookedAt)));
  return isNamed
    ? { names: rows[at], passed: new Set([...notes, at]) }
    : { names: [], passed: new Set(notes) };
}

/** Rows that come in blocks, without those that a header takes. */
export function withoutHeader({ passed }: Header): (rows: string[][]) => string[][] {
  let before = 0;
  return (rows) => {
    const first = before;
    before += rows.length;
    return first > Math.max(-1, ...passed) ? rows : rows.filter((_, row) => !passed.has(first + row));
  };
}
