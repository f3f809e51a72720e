import { InputError } from '../../errors.ts';
import { readCells, type Delimiter } from './cells.ts';

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

/** How the start of a text is read. */
export interface HeadOptions {
  fileName: string;
  delimiter: Delimiter;
  quotes: boolean;
  /** Nothing is cut off behind it. */
  isWhole: boolean;
}

/** The rows of a text's start. One that is cut ends within a row, which is left out, unless there is no other. */
export function readHead(head: string, options: HeadOptions): { rows: string[][]; quoteProblems: boolean } {
  const parser = new DelimitedParser(options.fileName, options.delimiter, options.quotes);
  const rows = [...parser.push(head)].flat();
  if (options.isWhole || rows.length === 0) rows.push(...[...parser.finish()].flat());
  return { rows, quoteProblems: parser.quoteProblems };
}
