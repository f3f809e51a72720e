import { cleanText } from '../clean.ts';
import { columnKinds } from './column-kinds.ts';

type Rows = readonly (readonly string[])[];

const isEmpty = (cell: string | undefined) => cell === undefined || cell.trim() === '';

/** Tables with more columns have their extra cells joined in the longest, without trying the others. */
const mostTried = 30;

/** Columns at the end without a name and without a cell: lines that end with delimiters make them. */
export function emptyAtEnd(names: readonly string[], rows: Rows, width: number): number {
  let empty = 0;
  while (empty < width - 1 && isEmpty(names[width - 1 - empty])) {
    const column = width - 1 - empty;
    if (rows.some((row) => row.length <= width && !isEmpty(row[column]))) break;
    empty++;
  }
  return empty;
}

/** The column with the longest cells: where delimiters that are part of the text most likely belong. */
function longestColumn(rows: Rows, width: number): number {
  const units = new Float64Array(width);
  for (const row of rows) row.forEach((cell, column) => (units[column] += cell.length));
  return units.reduce((longest, value, column) => (value > units[longest] ? column : longest), 0);
}

/** A cell that was cut at its delimiters keeps the quotes around it: off with them. */
function unquoted(cell: string): string {
  return /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Of the rows: with fewer even ones the others tell how they are to be joined. */
const leastEven = 0.1;

/** Without the empty cells at its end that are too many. */
function ended(row: readonly string[], width: number): readonly string[] {
  let end = row.length;
  while (end > width && isEmpty(row[end - 1])) end--;
  return row.slice(0, end);
}

interface Levelled {
  cells: string[];
  /** Some of them are of several cells of the file. */
  isJoined: boolean;
}

/** Gives every row as many cells as the table has columns. */
export class RowLeveller {
  private longest: number;
  private kinds: ReturnType<typeof columnKinds>;

  /** @param rows of the table's beginning */
  constructor(
    rows: Rows,
    private readonly width: number,
    private readonly delimiter: string,
  ) {
    const whole = rows.filter((row) => row.length === width);
    const almost = rows.filter((row) => row.length >= width && row.slice(width).every(isEmpty));
    const even = (whole.length * 2 >= almost.length ? whole : almost).map((row) => row.slice(0, width));
    this.longest = longestColumn(even, width);
    this.kinds = columnKinds(even, width);
    if (even.length < leastEven * rows.length && width <= mostTried) this.learnFromUneven(rows);
  }

  /** Where nearly every text has delimiters: the column that leaves the others alike when cells are joined in it. */
  private learnFromUneven(rows: Rows): void {
    let most = -1;
    for (let place = 0; place < this.width; place++) {
      const joined = rows
        .filter((row) => row.length >= this.width)
        .map((row) => this.joined(ended(row, this.width), place));
      const kinds = columnKinds(joined, this.width);
      const told = kinds.filter((kind) => kind !== null).length;
      if (told < most || (told === most && longestColumn(joined, this.width) !== place)) continue;
      most = told;
      this.longest = place;
      this.kinds = kinds;
    }
  }

  /**
   * Missing cells are empty. Cells too many are delimiters inside a text that nobody quoted: they are joined where the
   * others then stand in their columns, in the longest one if nothing tells; empty ones at the end may belong to none.
   */
  level(row: string[]): Levelled {
    const { width } = this;
    if (row.length === width) return { cells: row, isJoined: false };
    if (row.length < width)
      return { cells: [...row, ...Array<string>(width - row.length).fill('')], isJoined: false };
    if (row.slice(width).every(isEmpty)) {
      const cut = row.slice(0, width);
      if (width > mostTried || this.fitOf(cut) === this.mostFit) return { cells: cut, isJoined: false };
    }
    return this.best(row);
  }

  private best(row: string[]): Levelled {
    const { width, longest } = this;
    const places = width > mostTried ? [longest] : Array.from({ length: width }, (_, column) => column);
    let best = { cells: row.slice(0, width), isJoined: false, fit: Number.NEGATIVE_INFINITY };
    for (let end = row.length; end >= width; end--) {
      for (const place of places) {
        const cells = this.joined(row.slice(0, end), place);
        const fit = this.fitOf(cells) + (place === longest ? 0.5 : 0) + (row.length - end) * 0.01;
        if (fit > best.fit) best = { cells, isJoined: end > width, fit };
      }
      if (!isEmpty(row[end - 1])) break;
    }
    return best;
  }

  private joined(row: readonly string[], place: number): string[] {
    const extra = row.length - this.width;
    if (extra === 0) return [...row];
    const cell = unquoted(row.slice(place, place + extra + 1).join(this.delimiter));
    return [...row.slice(0, place), cell, ...row.slice(place + extra + 1)];
  }

  private get mostFit(): number {
    return this.kinds.filter((kind) => kind !== null).length;
  }

  /** How many cells are like the others of their columns, less those that are unlike them. */
  private fitOf(row: readonly string[]): number {
    return this.kinds.reduce((sum, isLike, column) => {
      const cell = cleanText(row[column]);
      return isLike === null || cell === '' ? sum : sum + (isLike(cell) ? 1 : -1);
    }, 0);
  }
}
