/** Which texts a network was trained and validated on, as canonical keys: what it must not be tested on. */
import { earlierKeysOf } from './canonical-key.ts';
import type { Texts } from './text-column.ts';

export interface SeenTexts {
  /** Canonical keys, ascending, none twice. */
  trained: Float64Array;
  /** Those that chose its epoch, or whose figures were shown on the way. The same. */
  validated: Float64Array;
}

/** Keys as a set: ascending, none twice. */
export function keySet(keys: Float64Array): Float64Array {
  const sorted = keys.toSorted();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (count === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i];
  }
  return sorted.slice(0, count);
}

/** @param set ascending */
export function hasKey(set: Float64Array, key: number): boolean {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[middle] < key) low = middle + 1;
    else high = middle;
  }
  return set[low] === key;
}

/** All keys of two sets. */
export function unionOf(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return keySet(all);
}

export function sameSeen(a: SeenTexts | null, b: SeenTexts | null): boolean {
  if (a === null || b === null) return a === b;
  const same = (x: Float64Array, y: Float64Array) =>
    x.length === y.length && x.every((key, i) => key === y[i]);
  return same(a.trained, b.trained) && same(a.validated, b.validated);
}

/**
 * What a network has seen, with today's keys of those texts that it may know by the keys of an earlier version. Only keys
 * of scripts without spaces have changed.
 */
export function withTodaysKeys(
  seen: SeenTexts,
  { texts, keys }: { texts: Texts; keys: Float64Array },
): SeenTexts {
  const earlier = earlierKeysOf(texts);
  const added = (set: Float64Array) =>
    unionOf(
      set,
      keys.filter((key, row) => key !== earlier[row] && hasKey(set, earlier[row])),
    );
  return { trained: added(seen.trained), validated: added(seen.validated) };
}

/** Rows of a dataset, ascending, by what a network has seen of them. */
export interface SeenRows {
  trained: Int32Array;
  /** Validated on and not trained on. */
  validated: Int32Array;
  /** Neither: these alone may test it. */
  unseen: Int32Array;
}

/**
 * What a network has seen of a dataset, whatever its order, format, corrections and other rows. A baseline beside the
 * network's test is trained on `trained` and tested on `unseen`.
 * @param keys [rows] the dataset's canonical keys
 */
export function rowsBySeen(keys: Float64Array, seen: SeenTexts): SeenRows {
  const rows: { [K in keyof SeenRows]: number[] } = { trained: [], validated: [], unseen: [] };
  keys.forEach((key, row) => {
    if (hasKey(seen.trained, key)) rows.trained.push(row);
    else if (hasKey(seen.validated, key)) rows.validated.push(row);
    else rows.unseen.push(row);
  });
  return {
    trained: Int32Array.from(rows.trained),
    validated: Int32Array.from(rows.validated),
    unseen: Int32Array.from(rows.unseen),
  };
}
