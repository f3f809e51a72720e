import Papa from 'papaparse';
import { checkWidth, splitHeader } from './header.ts';

export interface ParsedRows {
  names: string[];
  /** Each row has as many cells as the widest kind of row. */
  rows: string[][];
  brokenRows: number;
}

const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const sampleUnits = 1 << 17;
const sampleRows = 500;
/** So many of a file's rows must have two cells or more, or its delimiter is no delimiter. */
const leastSplit = 0.6;
/** Quotes that never close: after so many of them the file is read without quotes. */
const mostRecoveries = 20;

interface Cells {
  rows: string[][];
  /** Where a quote opened that never closes, and how many rows came before it; null when all is well. */
  unclosed: { at: number; row: number } | null;
  quoteProblems: boolean;
}

function readCells(text: string, delimiter: Delimiter, quotes: boolean, preview = 0): Cells {
  const result = Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    skipEmptyLines: 'greedy',
    preview,
    // Papa Parse's fast mode splits and knows no quotes; undefined lets it look for them.
    fastMode: quotes ? undefined : true,
  });
  const problems = result.errors.filter((error) => error.type === 'Quotes');
  const unclosed = problems.find((error) => error.code === 'MissingQuotes');
  return {
    rows: result.data,
    unclosed: unclosed ? { at: unclosed.index ?? 0, row: unclosed.row ?? 0 } : null,
    quoteProblems: problems.length > 0,
  };
}

/** The number of cells that most rows have, and how many have it. */
function commonWidth(rows: readonly string[][]): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let best = { width: 0, count: 0 };
  for (const [width, count] of counts) if (count > best.count) best = { width, count };
  return best;
}

/** The delimiter under which most rows of the file's start have the same width; null when none splits them. */
export function findDelimiter(text: string, preferred: Delimiter | null): Delimiter | null {
  let sample = text.slice(0, sampleUnits);
  const lastEnd = sample.lastIndexOf('\n');
  if (text.length > sampleUnits && lastEnd > 0) sample = sample.slice(0, lastEnd);
  let best: { delimiter: Delimiter; score: number } | null = null;
  for (const delimiter of delimiters) {
    if (!sample.includes(delimiter)) continue;
    for (const quotes of [true, false]) {
      const { rows } = readCells(sample, delimiter, quotes, sampleRows);
      const split = rows.filter((row) => row.length > 1).length;
      if (rows.length === 0 || split < leastSplit * rows.length) continue;
      const score = commonWidth(rows).count / rows.length + (delimiter === preferred ? 0.05 : 0);
      if (!best || score > best.score) best = { delimiter, score };
    }
  }
  return best?.delimiter ?? null;
}

/** Reads on behind a line whose quote never closes; that line itself is read without quotes. */
function readRecovering(text: string, delimiter: Delimiter): Cells | null {
  const rows: string[][] = [];
  let rest = text;
  let quoteProblems = false;
  for (let recovery = 0; recovery <= mostRecoveries; recovery++) {
    const cells = readCells(rest, delimiter, true);
    quoteProblems ||= cells.quoteProblems;
    const good = cells.unclosed ? cells.rows.slice(0, -1) : cells.rows;
    for (const row of good) rows.push(row);
    if (!cells.unclosed) return { rows, unclosed: null, quoteProblems };
    const lineStart = rest.lastIndexOf('\n', Math.max(0, cells.unclosed.at - 1)) + 1;
    const lineEnd = rest.indexOf('\n', cells.unclosed.at);
    const line = rest.slice(lineStart, lineEnd < 0 ? rest.length : lineEnd);
    rows.push(...readCells(line, delimiter, false).rows);
    if (lineEnd < 0) return { rows, unclosed: null, quoteProblems };
    rest = rest.slice(lineEnd + 1);
  }
  return null;
}

/** Whether cells are wrapped in quotes, so that quotes must mean something in this file. */
function hasQuotedCells(rows: readonly string[][]): boolean {
  const sample = rows.slice(0, sampleRows);
  const quoted = sample.filter((row) => row.some((cell) => /^".*"$/s.test(cell.trim())));
  return quoted.length > 0.1 * sample.length;
}

/** Quotes are obeyed, unless the file breaks their rules and clearly reads better without them. */
function readRows(text: string, delimiter: Delimiter): string[][] {
  const withQuotes = readRecovering(text, delimiter);
  if (withQuotes && !withQuotes.quoteProblems) return withQuotes.rows;
  const { rows } = readCells(text, delimiter, false);
  if (!withQuotes) return rows;
  const better = commonWidth(rows).count > commonWidth(withQuotes.rows).count;
  return better && !hasQuotedCells(rows) ? rows : withQuotes.rows;
}

/** The column with the longest cells: where delimiters that are part of the text most likely belong. */
function longestColumn(rows: readonly string[][], width: number): number {
  const units = new Float64Array(width);
  for (const row of rows) {
    if (row.length === width) row.forEach((cell, column) => (units[column] += cell.length));
  }
  return units.reduce((longest, value, column) => (value > units[longest] ? column : longest), 0);
}

/** A cell that was cut at its delimiters keeps the quotes around it: off with them. */
function unquoted(cell: string): string {
  return /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** So many rows must agree to be believed when their width is not the header's. */
const agreement = 0.9;

/** The header's width, unless nearly all rows are wider: then it lacks names. */
function tableWidth(names: readonly string[], rows: readonly string[][]): number {
  const { width, count } = commonWidth(rows);
  if (names.length === 0 || count >= agreement * rows.length) return Math.max(width, names.length);
  return names.length;
}

/** Gives each row `width` cells: missing ones are empty, and cells too many go back to the longest column. */
function level(rows: readonly string[][], width: number, delimiter: Delimiter): string[][] {
  const longest = longestColumn(rows, width);
  return rows.map((row) => {
    if (row.length === width) return row;
    if (row.length < width) return [...row, ...Array<string>(width - row.length).fill('')];
    if (row.slice(width).every((cell) => cell.trim() === '')) return row.slice(0, width);
    const extra = row.length - width;
    const joined = row.slice(longest, longest + extra + 1).join(delimiter);
    return [...row.slice(0, longest), unquoted(joined), ...row.slice(longest + extra + 1)];
  });
}

/**
 * CSV and its kin. Rows with too few or too many cells are levelled, not lost.
 * @throws {InputError} for too many columns
 */
export function parseDelimited(text: string, delimiter: Delimiter): ParsedRows {
  const { names, rows } = splitHeader(readRows(text, delimiter));
  const width = tableWidth(names, rows);
  checkWidth(width);
  return { names, rows: level(rows, width, delimiter), brokenRows: 0 };
}

/** One kind of line end, and without the "sep=;" line that Excel puts first. */
export function normalizeLines(text: string): { text: string; separator: Delimiter | null } {
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const hint = /^sep=([,;|\t])\n/i.exec(unified);
  if (!hint) return { text: unified, separator: null };
  return {
    text: unified.slice(hint[0].length),
    separator: delimiters.find((delimiter) => delimiter === hint[1]) ?? null,
  };
}
