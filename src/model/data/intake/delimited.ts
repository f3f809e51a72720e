import type { RowBlock, RowSource } from './contract.ts';
import { EscapeHider, hasEscapes, hideEscapes, shown } from './backslash.ts';
import { readCells, type Delimiter } from './cells.ts';
import { DelimitedParser, readHead } from './delimited-parser.ts';
import { separatorLine } from './delimiter.ts';
import { checkWidth, commonWidth, findHeader, withoutHeader } from './header.ts';
import { emptyAtEnd, RowLeveller } from './level-rows.ts';
import type { TextSource } from './text-source.ts';

/** Rows that are looked at to tell whether cells are wrapped in quotes. */
const sampleRows = 500;
/** Whether cells are wrapped in quotes, so that quotes must mean something in this file. */
function hasQuotedCells(rows: readonly string[][]): boolean {
  const sample = rows.slice(0, sampleRows);
  const quoted = sample.filter((row) => row.some((cell) => /^".*"$/s.test(cell.trim())));
  return quoted.length > 0.1 * sample.length;
}

/** How a file writes cells with quotes and delimiters in them. */
interface Dialect {
  quotes: boolean;
  /** A backslash escapes them. */
  backslash: boolean;
}

interface Sample extends Dialect {
  rows: string[][];
}

/** Rows that are as wide as most are. */
const evenRows = (rows: readonly string[][]) => commonWidth(rows).count;

/**
 * Quotes are obeyed, unless the file's start breaks their rules and clearly reads better without them; backslashes
 * escape where it reads better so.
 */
function readSample(source: TextSource, delimiter: Delimiter, start: number): Sample {
  const head = source.head.slice(start);
  const read = (text: string) =>
    readHead(text, { fileName: source.path, delimiter, quotes: true, isWhole: source.isWhole });
  const { rows, quoteProblems } = read(head);
  if (hasEscapes(head, delimiter)) {
    const hidden = read(hideEscapes(head, delimiter));
    const uneven = (of: readonly string[][]) => of.length - evenRows(of);
    const isBetter = quoteProblems && !hidden.quoteProblems;
    if (isBetter || (quoteProblems >= hidden.quoteProblems && uneven(hidden.rows) < uneven(rows)))
      return { rows: hidden.rows, quotes: true, backslash: true };
  }
  if (!quoteProblems) return { rows, quotes: true, backslash: false };
  const lines = source.isWhole ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  const plain = readCells(lines, { delimiter, quotes: false }).rows;
  const isBetter = evenRows(plain) > evenRows(rows) && !hasQuotedCells(plain);
  return { rows: isBetter ? plain : rows, quotes: !isBetter, backslash: false };
}

/** So many rows must agree to be believed when their width is not the header's. */
const agreement = 0.9;

/** The header's width, unless nearly all rows are wider: then it lacks names. Without empty columns at the end. */
function tableWidth(names: readonly string[], rows: readonly string[][]): number {
  const { width, count } = commonWidth(rows);
  const named = names.length - emptyAtEnd(names, [], names.length);
  // A header that ends with delimiters shows how lines end: what rows have more of is in their texts.
  if (named > 0 && named < names.length && width > names.length) return named;
  const isAgreed = names.length === 0 || count >= agreement * rows.length;
  const all = isAgreed ? Math.max(width, names.length) : names.length;
  return all - emptyAtEnd(names, rows, all);
}

/**
 * CSV and its kin. Notes above the header are passed over; rows with too few or too many cells are levelled,
 * not lost; a quote that never closes costs no rows.
 * @throws {InputError} for too many columns
 */
export function openDelimited(source: TextSource, delimiter: Delimiter): RowSource {
  const start = separatorLine(source.head).length;
  const sample = readSample(source, delimiter, start);
  const header = findHeader(sample.rows);
  const rows = withoutHeader(header)(sample.rows);
  const width = tableWidth(header.names, rows);
  checkWidth(width);
  const names = header.names.slice(0, width);
  const leveller = new RowLeveller(rows, width, delimiter);

  async function* blocks(): AsyncGenerator<RowBlock> {
    const parser = new DelimitedParser(source.path, delimiter, sample.quotes);
    const hider = sample.backslash ? new EscapeHider(delimiter) : null;
    const data = withoutHeader(header);
    const block = (found: string[][]): RowBlock => {
      const joined = new Set<number>();
      const level = data(found).map((row, place) => {
        const { cells: levelled, isJoined } = leveller.level(row);
        if (isJoined) joined.add(place);
        const hasNothing = levelled.includes(nothing);
        const cells = hasNothing ? levelled.map((cell) => (cell === nothing ? '' : cell)) : levelled;
        return hider ? cells.map((cell) => shown(cell, delimiter)) : cells;
      });
      return { rows: level, joined };
    };
    let toPass = start;
    for await (const chunk of source.chunks()) {
      const text = chunk.slice(toPass);
      toPass -= chunk.length - text.length;
      for (const found of parser.push(hider?.push(text) ?? text)) yield block(found);
    }
    for (const found of parser.push(hider?.finish() ?? '')) yield block(found);
    for (const found of parser.finish()) yield block(found);
  }

  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    encoding: source.encoding,
    width,
    names: names.length > 0 ? [...names, ...Array<string>(width - names.length).fill('')] : null,
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}

/** What databases write for a cell without a value. */
const nothing = String.raw`\N`;
