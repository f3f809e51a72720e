/** What a confusion matrix says of a choice: rows by actual class, columns by predicted class. */
import type { ConfusionMatrix } from '../../../workers/protocol.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Rows that are not on the diagonal. */
export function wrongOf(confusion: ConfusionMatrix): number {
  return sum(confusion.map((row, id) => sum(row) - row[id]));
}

/** @param costs [K] of a wrong row of each class; null: 1 each */
export function costOf(confusion: ConfusionMatrix, costs: readonly number[] | null): number {
  return sum(confusion.map((row, id) => (costs?.[id] ?? 1) * (sum(row) - row[id])));
}

export interface AgainstRest {
  /** Rows of the class, those that are taken for it, and those that are both. */
  rows: number;
  taken: number;
  found: number;
  /** Rows of other classes, and those of them that are taken for it. */
  others: number;
  falsely: number;
}

/** One class against all others. */
export function againstRest(confusion: ConfusionMatrix, id: number): AgainstRest {
  const rows = sum(confusion[id]);
  const taken = sum(confusion.map((row) => row[id]));
  const found = confusion[id][id];
  return { rows, taken, found, others: sum(confusion.map(sum)) - rows, falsely: taken - found };
}
