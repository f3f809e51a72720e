import type { Message } from '../../contract/messages/message.ts';
import type { ColumnGuess, LabelValue } from '../../contract/dataset.ts';
import { labelName, textName } from './column-names.ts';
import { mostValues, type ColumnValues } from './column-values.ts';
import { partOf } from './provided-split.ts';
import type { Table } from './table.ts';
import { bytesReader } from './text-column.ts';

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
  const label = best(table, (name, column) =>
    name === split?.name ? null : labelGuess(table, name, found[column]),
  );
  const text = best(table, (name, column) =>
    name === label?.name || name === split?.name ? null : textGuess(table, name, column),
  );
  return {
    text: text?.name ?? null,
    label: label?.name ?? null,
    split: split?.name ?? null,
    why: { text: text?.why ?? null, label: label?.why ?? null, split: split?.why ?? null },
  };
}

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

/** Values that are known to mean both classes count most, then the name, then how few values there are. */
function labelGuess(table: Table, name: string, { values, numbers }: ColumnValues): Guess | null {
  const isNamed = labelName.test(name);
  if (!values) {
    if (!numbers || !isNamed) return null;
    return { name, score: 60, why: { code: 'guess-numbers', name, ...numbers } };
  }
  if (values.length < 2) return null;
  if (name === table.made.label) {
    return { name, score: 1_000, why: { code: 'guess-folders', values: valuesOf(values) } };
  }
  const known = [0, 1].every((wanted) => values.some((value) => value.guess === wanted));
  const score = (known ? 100 : 0) + (isNamed ? 60 : 0) + mostValues - values.length + 1;
  return { name, score, why: { code: 'guess-values', name, values: valuesOf(values) } };
}

function textGuess(table: Table, name: string, column: number): Guess | null {
  if (name === table.made.label || name === table.made.split) return null;
  const bytesOf = bytesReader(table.cells[column]);
  const step = Math.max(1, Math.floor(table.rowCount / rowsMeasured));
  let bytes = 0;
  let rows = 0;
  for (let row = 0; row < table.rowCount && rows < rowsMeasured; row += step, rows++)
    bytes += bytesOf(row).length;
  const isNamed = textName.test(name);
  const score = (bytes / Math.max(1, rows)) * (isNamed ? 3 : 1);
  return { name, score, why: { code: isNamed ? 'guess-name' : 'guess-longest', name } };
}
