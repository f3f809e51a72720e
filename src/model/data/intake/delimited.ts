import { InputError } from '../../errors.ts';
import type { RowBlock, RowSource } from './contract.ts';
import { EscapeHider, hasEscapes, hideEscapes, shown } from './backslash.ts';
import { readCells, separatorLine, type Delimiter } from './delimiter.ts';
import { checkWidth, commonWidth, findHeader, withoutHeader } from './header.ts';
import { emptyAtEnd, RowLeveller } from './level-rows.ts';
import type { TextSource } from './text-source.ts';

/** Rows that are looked at to tell whether cells are wrapped in quotes. */
const sampleRows = 500;
/** Quotes that never close: after so many of them the rest is read without quotes. */
const mostRecoveries = 20;
/** So many quotes that stand wrongly in one row mean nothing. */
const mostProblems = 10_000;
/** A row that is longer has a quote that never closes, or is no row. UTF-16 units. */
const longestRow = 1 << 23;
/** Units that are read at a time, so that a worker is never silent for long. */
const pieceUnits = 1 << 20;

/** Cuts a text that comes in pieces into rows of cells. Rows do not depend on how it is cut. */
export class DelimitedParser {
  private rest = '';
  /** A row that goes on is looked at again only when twice as much of it has come: no quadratic cost. */
  private wanted = 0;
  private recoveries = 0;
  /** Whether quotes stood where they should not. */
  quoteProblems = false;

  constructor(
    private readonly fileName: string,
    private readonly delimiter: Delimiter,
    private quotes: boolean,
  ) {}

  /** The rows that have ended, some at a time. @throws {InputError} for a line that is too long */
  *push(text: string): Generator<string[][]> {
    for (let at = 0; at < text.length; at += pieceUnits) {
      this.rest += text.slice(at, at + pieceUnits);
      if (this.rest.length < this.wanted) continue;
      yield this.readOn();
      if (this.rest.length > longestRow) yield* this.passTooLong();
    }
  }

  /** The rows that are left, when all has come. */
  *finish(): Generator<string[][]> {
    while (this.rest !== '') {
      yield* this.readAgain();
      yield this.readOn();
      if (this.rest === '') return;
      yield this.recover() ?? this.readLast();
    }
  }

  private *passTooLong(): Generator<string[][]> {
    const recovered = this.recover();
    if (!recovered) {
      throw new InputError({ code: 'line-too-long', fileName: this.fileName, millions: longestRow >> 20 });
    }
    yield recovered;
    yield* this.readAgain();
  }

  /** What was held back for a row that turned out to have ended long ago. */
  private *readAgain(): Generator<string[][]> {
    const text = this.rest;
    this.rest = '';
    this.wanted = 0;
    yield* this.push(text);
  }

  private readLast(): string[][] {
    const { rows } = readCells(this.rest, { delimiter: this.delimiter, quotes: this.quotes });
    this.rest = '';
    return rows;
  }

  /** The rows that have ended, all of them: what is left has not. */
  private readOn(): string[][] {
    const { delimiter, quotes } = this;
    const cells = readCells(this.rest, { delimiter, quotes, ignoreLastRow: true });
    this.quoteProblems ||= cells.quoteProblems;
    if (cells.problemsLeft > mostProblems) {
      this.quoteProblems = true;
      this.quotes = false;
      this.rest = this.rest.slice(cells.cursor);
      return [...cells.rows, ...this.readOn()];
    }
    this.rest = this.rest.slice(cells.cursor);
    this.wanted = cells.cursor > 0 ? 0 : Math.min(2 * this.rest.length, longestRow);
    return cells.rows;
  }

  /** Reads on behind a line whose quote never closes; up to its end quotes mean nothing. Null: there is none. */
  private recover(): string[][] | null {
    if (!this.quotes) return null;
    const { delimiter } = this;
    const { unclosedAt } = readCells(this.rest, { delimiter, quotes: true });
    if (unclosedAt === null) return null;
    const lineEnd = this.rest.indexOf('\n', unclosedAt);
    const end = lineEnd < 0 ? this.rest.length : lineEnd;
    if (end > longestRow) return null;
    const { rows } = readCells(this.rest.slice(0, end), { delimiter, quotes: false });
    this.quoteProblems = true;
    this.rest = this.rest.slice(end + 1);
    this.wanted = 0;
    if (++this.recoveries > mostRecoveries) this.quotes = false;
    return rows;
  }
}

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
  const read = (text: string) => {
    const parser = new DelimitedParser(source.path, delimiter, true);
    let rows = [...parser.push(text)].flat();
    // A head that is cut ends within a row: it is excluded, unless there is no other.
    if (source.isWhole || rows.length === 0) rows = rows.concat(...parser.finish());
    return { rows, problems: parser.quoteProblems };
  };
  const { rows, problems } = read(head);
  if (hasEscapes(head, delimiter)) {
    const hidden = read(hideEscapes(head, delimiter));
    const uneven = (of: readonly string[][]) => of.length - evenRows(of);
    const isBetter = problems && !hidden.problems;
    if (isBetter || (problems >= hidden.problems && uneven(hidden.rows) < uneven(rows)))
      return { rows: hidden.rows, quotes: true, backslash: true };
  }
  if (!problems) return { rows, quotes: true, backslash: false };
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
    const block = (found: string[][]): RowBlock => ({
      rows: data(found).map((row) => {
        const level = leveller.level(row);
        const cells = level.includes(nothing) ? level.map((cell) => (cell === nothing ? '' : cell)) : level;
        return hider ? cells.map((cell) => shown(cell, delimiter)) : cells;
      }),
    });
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
