/** A text of cells cut into rows, without regard to what the cells mean. */
import Papa from 'papaparse';

export const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Cells {
  /** Without those that are empty. */
  rows: string[][];
  /** Behind the last row that has ended. */
  cursor: number;
  /** Where a quote opened that never closes; null when all is well. */
  unclosedAt: number | null;
  /** Quotes stand where they should not. */
  quoteProblems: boolean;
  /** How many of them do in a row that is left for later. */
  problemsLeft: number;
}

export interface CellOptions {
  delimiter: Delimiter;
  quotes: boolean;
  /** The text goes on: its last row is left for later. */
  ignoreLastRow?: boolean;
}

/** Rows of cells of a text whose lines end with `\n`. */
export function readCells(text: string, options: CellOptions): Cells {
  const parser = new Papa.Parser({
    delimiter: options.delimiter,
    newline: '\n',
    // Papa Parse's fast mode splits and knows no quotes; undefined lets it look for them.
    fastMode: options.quotes ? undefined : true,
  });
  const ignoreLastRow = options.ignoreLastRow ?? false;
  const result = parser.parse(text, 0, ignoreLastRow) as Papa.ParseResult<string[]>;
  const problems = result.errors.filter((error) => error.type === 'Quotes');
  const problemsLeft = problems.filter((error) => (error.row ?? 0) >= result.data.length).length;
  const unclosed = problems.find((error) => error.code === 'MissingQuotes');
  return {
    rows: result.data.filter((row) => !isBlank(row)),
    cursor: result.meta.cursor,
    unclosedAt: unclosed ? (unclosed.index ?? 0) : null,
    quoteProblems: problems.length > problemsLeft,
    problemsLeft,
  };
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell === '' || cell.trim() === '');
}
