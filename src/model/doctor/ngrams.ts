/** The n-grams of reviews: which of them are features, and reviews as the features that they have. */
import type { TimeSlicer } from '../data/time-slicer.ts';
import { NumberList } from '../data/number-list.ts';
import { PairIndex } from './pair-index.ts';
import type { SparseRows } from './logistic.ts';
import type { Words } from './words.ts';

/** Words that stand side by side: one, two or three. */
const longestNgram = 3;
/** N-grams of a length that may be features, after those that only seem to be frequent enough are gone. */
const mostOfLength = 1_000_000;
/** An n-gram of fewer reviews is no feature where the reviews have so many words. */
const leastReviews = [
  { words: 2_000_000, reviews: 3 },
  { words: 200_000, reviews: 2 },
  { words: 0, reviews: 1 },
] as const;

/** Two words or three are features only where both n-grams within them that are one shorter are. */
interface Longer {
  /** By the feature of all words but the last, and that of the last. */
  pairs: PairIndex;
  /** [pairs] Its feature, or −1. */
  features: Int32Array;
}

/** The n-grams that a classifier sees. */
export interface Ngrams {
  /** [words.distinct] The feature of each word alone, or −1. */
  ofWord: Int32Array;
  /** Two words, three … */
  longer: readonly Longer[];
  /** [features] What is before the last word, as a feature; −1: nothing. */
  prefixes: Int32Array;
  /** [features] The last word, as an index into `words.distinct`. */
  lasts: Int32Array;
  /** [features] In how many reviews it is. */
  frequencies: Int32Array;
}

/** Some rows as what ends at each place of each of them: first words, then two words, and so on. */
interface Places {
  /** [rows + 1] */
  starts: Int32Array;
  /** By length [places]: a number, or −1. */
  levels: Int32Array[];
}

function placesOf({ tokens, offsets }: Words, rows: Int32Array, ofWord: Int32Array | null): Places {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => (starts[at + 1] = starts[at] + offsets[row + 1] - offsets[row]));
  const words = new Int32Array(starts[rows.length]);
  rows.forEach((row, at) => words.set(tokens.subarray(offsets[row], offsets[row + 1]), starts[at]));
  if (ofWord) renumber(words, ofWord);
  return { starts, levels: [words] };
}

function renumber(values: Int32Array, names: Int32Array): void {
  for (let i = 0; i < values.length; i++) if (values[i] >= 0) values[i] = names[values[i]];
}

/** In how many rows each number is. */
function countRows(values: Int32Array, starts: Int32Array, length: number): Int32Array {
  const counts = new Int32Array(length);
  const lastRow = new Int32Array(length);
  for (let row = 1; row < starts.length; row++) {
    for (let i = starts[row - 1]; i < starts[row]; i++) {
      const value = values[i];
      if (value < 0 || lastRow[value] === row) continue;
      lastRow[value] = row;
      counts[value]++;
    }
  }
  return counts;
}

/** Numbers those of at least so many reviews from `from` on, in their order. @returns [counts] −1 for the others */
function frequent(counts: Int32Array, least: number, from: number): { features: Int32Array; next: number } {
  let next = from;
  const features = counts.map((count) => (count >= least ? next++ : -1));
  return { features, next };
}

/** [places] What is before the last word of the n-gram that ends there, as a feature; −1 unless both shorter ones are features. */
function prefixesAt({ starts, levels }: Places, length: number): Int32Array {
  const shorter = levels[length - 2];
  const prefixes = new Int32Array(shorter.length).fill(-1);
  for (let row = 1; row < starts.length; row++) {
    for (let i = starts[row - 1] + length - 1; i < starts[row]; i++)
      if (shorter[i] >= 0) prefixes[i] = shorter[i - 1];
  }
  return prefixes;
}

/**
 * The n-grams of some reviews that are features, and these reviews as those that they have. No label is looked at.
 * @throws the signal's reason once it is aborted
 */
export async function chooseNgrams(
  words: Words,
  rows: Int32Array,
  slicer: TimeSlicer,
): Promise<{ ngrams: Ngrams; part: Omit<SparseRows, 'classes'> }> {
  const places = placesOf(words, rows, null);
  const [level] = places.levels;
  const least = leastReviews.find((each) => level.length >= each.words)?.reviews ?? 1;
  const counts = countRows(level, places.starts, words.distinct.length);
  let { features: ofWord, next } = frequent(counts, least, 0);
  renumber(level, ofWord);
  const [prefixes, lasts, frequencies] = [new NumberList(), new NumberList(), new NumberList()];
  const add = (prefix: number, last: number, count: number) => {
    prefixes.push(prefix);
    lasts.push(last);
    frequencies.push(count);
  };
  counts.forEach((count, word) => {
    if (count >= least) add(-1, word, count);
  });
  const longer: Longer[] = [];
  for (let length = 2; length <= longestNgram; length++) {
    await slicer.pause();
    const numbers = prefixesAt(places, length);
    const pairs = new PairIndex(numbers, level, { least, most: mostOfLength });
    pairs.number(numbers, level);
    await slicer.pause();
    const inRows = countRows(numbers, places.starts, pairs.length);
    const { features, next: end } = frequent(inRows, least, next);
    inRows.forEach((count, pair) => {
      if (count >= least) add(pairs.firstOf(pair), lasts.view()[pairs.secondOf(pair)], count);
    });
    renumber(numbers, features);
    places.levels.push(numbers);
    longer.push({ pairs, features });
    next = end;
  }
  await slicer.pause();
  const ngrams = {
    ofWord,
    longer,
    prefixes: prefixes.view(),
    lasts: lasts.view(),
    frequencies: frequencies.view(),
  };
  return { ngrams, part: sparse(places, next) };
}

/**
 * Rows as the features that they have. @param ofWord of each of the words' `distinct`, where they are not those that the
 * n-grams were chosen from
 */
export function sparseRows(
  words: Words,
  rows: Int32Array,
  { longer, prefixes, ofWord }: Ngrams,
): Omit<SparseRows, 'classes'> {
  const places = placesOf(words, rows, ofWord);
  longer.forEach(({ pairs, features }, at) => {
    const numbers = prefixesAt(places, at + 2);
    pairs.find(numbers, places.levels[0]);
    renumber(numbers, features);
    places.levels.push(numbers);
  });
  return sparse(places, prefixes.length);
}

/** Every feature once a row. */
function sparse({ starts, levels }: Places, features: number): Omit<SparseRows, 'classes'> {
  const ids = new Int32Array(levels.length * levels[0].length);
  const offsets = new Int32Array(starts.length);
  const lastRow = new Int32Array(features);
  let used = 0;
  for (let row = 1; row < starts.length; row++) {
    for (const level of levels) {
      for (let i = starts[row - 1]; i < starts[row]; i++) {
        const id = level[i];
        if (id < 0 || lastRow[id] === row) continue;
        lastRow[id] = row;
        ids[used++] = id;
      }
    }
    offsets[row] = used;
  }
  return { ids: ids.slice(0, used), offsets };
}
