import type { Message } from '../../contract/messages/message.ts';
import type { ColumnGuess, LabelValue } from '../../contract/dataset.ts';
import {
  isAnswerName,
  isHumanName,
  isLabelName,
  isTextName,
  isToolName,
  sheetColumn,
} from './column-names.ts';
import { columnValues, mostValues, type ColumnValues } from './column-values.ts';
import { partOf } from './provided-split.ts';
import type { Table } from './table.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { TextHash } from './text-hash.ts';

/** Lengths are compared over so many rows, evenly spaced: enough to tell a text from a number. */
const rowsMeasured = 1_000;

interface Guess {
  name: string;
  why: Message;
  score: number;
}

/** Which columns hold the text, the label and the provided split, and why. */
export function guessColumns(table: Table, found: readonly ColumnValues[]): ColumnGuess {
  const split = best(table, (name, column) => splitGuess(table, name, found[column].values));
  const several = best(table, (name, column) =>
    name === split?.name ? null : labelGuess(table, name, found[column]),
  );
  const text = guessText(table, [several?.name, split?.name]);
  const label = several ?? labelOfOneClass(table, found, [text?.name, split?.name]);
  return {
    text: text?.name ?? null,
    label: label?.name ?? null,
    split: split?.name ?? null,
    why: { text: text?.why ?? null, label: label?.why ?? null, split: split?.why ?? null },
  };
}

/** Which column holds the text, and why. @param others columns that hold something else */
export function guessText(
  table: Table,
  others: readonly (string | undefined)[],
): { name: string; why: Message } | null {
  return best(table, (name, column) => (others.includes(name) ? null : textGuess(table, name, column)));
}

/** Columns that could be the label, the likeliest first: those whose values or names say so. */
export function labelCandidates(table: Table): string[] {
  const guesses = table.columns.flatMap((name, column) => {
    const { values, numbers } = columnValues(table.cells[column]);
    const guess = labelGuess(table, name, { values, numbers });
    const speaks = values?.some(({ value, guess: of }) => of !== null && /\p{L}{3}/u.test(value)) ?? false;
    const isLikely = isLabelName(name) || (speaks && !values?.every(({ value }) => isFlag(value)));
    return guess && isLikely && guess.name !== table.made.split ? [guess] : [];
  });
  return guesses.toSorted((a, b) => b.score - a.score).map(({ name }) => name);
}

/**
 * A column that has one label only, so that what is said is that there is no other: its name or its label says that it is
 * the label, or no other column could be.
 */
function labelOfOneClass(
  { columns }: Table,
  found: readonly ColumnValues[],
  others: readonly (string | undefined)[],
): Omit<Guess, 'score'> | null {
  const possible = columns.flatMap((name, column) => {
    const values = others.includes(name) ? [] : (found[column].values ?? []);
    return values.length > 0 ? [{ name, values }] : [];
  });
  const ones = possible.filter(({ values }) => values.length === 1);
  const one =
    ones.find(({ name }) => isLabelName(name)) ??
    ones.find(({ values: [{ guess }] }) => typeof guess === 'number') ??
    (possible.length === 1 ? ones.at(0) : undefined);
  if (!one) return null;
  return { name: one.name, why: { code: 'guess-values', name: one.name, values: valuesOf(one.values) } };
}

/** What many columns hold that say nothing of a review's verdict. */
const isFlag = (value: string) => /^(true|false|yes|no)$/i.test(value);

/** The guess with the highest score; of equal ones the first; null when none has one. */
function best(table: Table, guess: (name: string, column: number) => Guess | null): Guess | null {
  let found: Guess | null = null;
  for (const [column, name] of table.columns.entries()) {
    const next = guess(name, column);
    if (next && next.score > (found?.score ?? 0)) found = next;
  }
  return found;
}

const valuesOf = (values: readonly LabelValue[]) => values.map(({ value }) => value);

/** All values name parts, and one of them is the test or the validation part. */
function splitGuess(table: Table, name: string, values: LabelValue[] | null): Guess | null {
  if (!values) return null;
  const parts = values.map(({ value }) => partOf(value));
  const isSplit = !parts.includes(null) && new Set(parts).size > 1;
  if (name === table.made.split && parts.some((part) => part !== null)) {
    return { name, score: 200, why: { code: 'guess-folders', values: valuesOf(values) } };
  }
  return isSplit ? { name, score: 100, why: { code: 'guess-values', name, values: valuesOf(values) } } : null;
}

/**
 * Values that are known to mean both classes count most, then the name, then how few values there are. What a program
 * found counts less than what a reader said; a column whose values are all different, as ids are, is no label.
 */
function labelGuess(table: Table, name: string, { values, numbers }: ColumnValues): Guess | null {
  const isNamed = isLabelName(name);
  const byWhom = (isToolName(name) ? -80 : 0) + (isHumanName(name) ? 10 : 0);
  if (!values) {
    if (!numbers || !isNamed) return null;
    return { name, score: Math.max(1, 60 + byWhom), why: { code: 'guess-numbers', name, ...numbers } };
  }
  if (values.length < 2) return null;
  if (name === table.made.label) {
    return { name, score: 1_000, why: { code: 'guess-folders', values: valuesOf(values) } };
  }
  const areIds = values.length > 5 && values.every(({ count }) => count === 1);
  const known = !areIds && [0, 1].every((wanted) => values.some((value) => value.guess === wanted));
  if ((areIds || name === sheetColumn) && !isNamed && !known) return null;
  const score = (known ? 100 : 0) + (isNamed ? 60 : 0) + byWhom + mostValues - values.length + 1;
  return { name, score: Math.max(1, score), why: { code: 'guess-values', name, values: valuesOf(values) } };
}

/**
 * Long texts, each another one, in every row; three times as likely where the name says so. Answers of a shop are long
 * too, but many rows have none, and many are alike.
 */
function textGuess(table: Table, name: string, column: number): Guess | null {
  if (name === table.made.label || name === table.made.split) return null;
  const { length, filled, prose, distinct } = measure(table.cells[column]);
  const isNamed = isTextName(name);
  const byName = (isNamed ? 3 : 1) * (isAnswerName(name) ? 0.1 : 1);
  const score = length * filled ** 3 * (0.1 + 0.9 * prose) * Math.min(1, 2 * distinct) * byName;
  return { name, score, why: { code: isNamed ? 'guess-name' : 'guess-longest', name } };
}

interface TextMeasures {
  /** Bytes of a cell that is not empty, on average. */
  length: number;
  /** Of all cells. */
  filled: number;
  /** Of the filled: those with words, unlike addresses, codes and nested data. */
  prose: number;
  /** Of the filled. */
  distinct: number;
}

function measure(cells: Texts): TextMeasures {
  const bytesOf = bytesReader(cells);
  const hash = new TextHash();
  const step = Math.max(1, Math.floor(cells.length / rowsMeasured));
  const distinct = new Set<number>();
  let [rows, filled, bytes, prose] = [0, 0, 0, 0];
  for (let row = 0; row < cells.length && rows < rowsMeasured; row += step, rows++) {
    const cell = bytesOf(row);
    if (cell.length === 0) continue;
    filled++;
    bytes += cell.length;
    if (isProse(cell)) prose++;
    distinct.add(hash.of(cell).low);
  }
  const of = (count: number, all: number) => count / Math.max(1, all);
  return {
    length: of(bytes, filled),
    filled: of(filled, rows),
    prose: of(prose, filled),
    distinct: of(distinct.size, filled),
  };
}

/** Letters for the most part, with a space or beyond ASCII; no JSON and no address. */
function isProse(bytes: Uint8Array): boolean {
  if (bytes[0] === openBracket || bytes[0] === openBrace) return false;
  const start = bytes.subarray(0, 200);
  let letters = 0;
  let hasSpace = false;
  for (const byte of start) {
    const small = byte | 0x20;
    if (byte >= 0x80 || (small >= 0x61 && small <= 0x7a)) letters++;
    if (byte === 0x20 || byte >= 0x80) hasSpace = true;
  }
  return hasSpace && letters * 2 > start.length;
}

const openBracket = 0x5b;
const openBrace = 0x7b;
