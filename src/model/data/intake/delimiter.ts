import { isLabelName, isTextName } from '../column-names.ts';
import { hasEscapes, hideEscapes } from './backslash.ts';
import { delimiters, type Delimiter } from './cells.ts';
import { readHead } from './delimited-parser.ts';
import { commonWidth, findHeader } from './header.ts';

const sampleUnits = 1 << 17;
const sampleRows = 500;
/** So many of a file's rows must have two cells or more, or its delimiter is no delimiter. */
const leastSplit = 0.6;
/** What is more likely prose is a table only when so many rows agree on their cells, and there are a few of them. */
const leastAgreement = 0.8;
const leastRows = 5;

/**
 * The delimiter under which most rows of the file's start have the same width; null when none splits them.
 * @param likelyProse its commas may well belong to sentences: its name says text rather than table, and with
 * `many` it is one of several files, each of which may be a review
 */
export function findDelimiter(
  fileName: string,
  head: string,
  preferred: Delimiter | null,
  likelyProse: 'one' | 'many' | null,
): Delimiter | null {
  const sample = head.slice(0, sampleUnits);
  const isWhole = sample.length === head.length;
  let best: { delimiter: Delimiter; score: number } | null = null;
  for (const delimiter of delimiters) {
    if (!sample.includes(delimiter)) continue;
    for (const reading of ['quotes', 'plain', 'backslash'] as const) {
      const quotes = reading !== 'plain';
      const isEscaped = reading === 'backslash';
      if (isEscaped && !hasEscapes(sample, delimiter)) continue;
      const text = isEscaped ? hideEscapes(sample, delimiter) : sample;
      const read = readHead(text, { fileName, delimiter, quotes, isWhole });
      const rows = read.rows.slice(0, sampleRows);
      const split = rows.filter((row) => row.length > 1).length;
      if (rows.length === 0 || split < leastSplit * rows.length) continue;
      if (likelyProse && !isClearlyTable(rows, delimiter, likelyProse)) continue;
      const doubts = quotes ? Number(read.quoteProblems) : shareOfHalfQuotes(rows);
      // Sentences have commas and semicolons, but no tabs.
      const bonus = delimiter === preferred ? 0.05 : delimiter === '\t' ? 0.03 : 0;
      const score = agreement(rows) + bonus - 0.1 * doubts;
      if (!best || score > best.score) best = { delimiter, score };
    }
  }
  return best?.delimiter ?? null;
}

/**
 * The share of rows that have the most common width, less a little for each of the first rows that has another:
 * decimal commas and those of sentences split no header, and few files have a note above it.
 */
function agreement(rows: readonly string[][]): number {
  const { width, count } = commonWidth(rows);
  const first = rows.findIndex((row) => row.length === width);
  return count / rows.length - 0.12 * Math.min(2, first);
}

/** Of rows with a cell that only begins or only ends with a quote: its delimiter was none. */
function shareOfHalfQuotes(rows: readonly string[][]): number {
  const isHalf = (cell: string): boolean => cell.startsWith('"') !== cell.endsWith('"');
  return rows.filter((row) => row.some(isHalf)).length / rows.length;
}

function isClearlyTable(
  rows: readonly string[][],
  delimiter: Delimiter,
  likelyProse: 'one' | 'many',
): boolean {
  const { width, count } = commonWidth(rows);
  if (width < 2 || count < leastAgreement * rows.length || rows.length < 2) return false;
  if (delimiter === '\t') return true;
  const { names } = findHeader(rows);
  if (likelyProse === 'one') return rows.length >= leastRows || names.length > 0;
  return names.some((name) => isLabelName(name) || isTextName(name));
}

/** The separator that Excel names in a line "sep=;" of its own, and how long that line is. */
export function separatorLine(head: string): { delimiter: Delimiter | null; length: number } {
  const hint = /^sep=([,;|\t])\n/i.exec(head);
  if (!hint) return { delimiter: null, length: 0 };
  return { delimiter: delimiters.find((delimiter) => delimiter === hint[1]) ?? null, length: hint[0].length };
}
