import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { TimeSlicer } from '../data/time-slicer.ts';
import { chooseNgrams, sparseRows } from './ngrams.ts';
import type { Words } from './words.ts';

/** Rows of words' numbers; −1 stands for a word that has none. */
function wordsOf(rows: readonly (readonly number[])[], distinct: number): Words {
  const offsets = rows.reduce((sums, row) => [...sums, sums[sums.length - 1] + row.length], [0]);
  return {
    distinct: Array.from({ length: distinct }, (_, i) => `w${i}`),
    counts: new Int32Array(distinct),
    trainingWords: 0,
    lengths: new Int32Array(rows.length),
    tokens: Int32Array.from(rows.flat()),
    offsets: Int32Array.from(offsets),
  };
}

/** All n-grams of a row, as text, once each. */
function ngramsOf(row: readonly number[]): Set<string> {
  const found = new Set<string>();
  row.forEach((_, i) => {
    for (let length = 1; length <= 3 && i + length <= row.length; length++) {
      const words = row.slice(i, i + length);
      if (!words.includes(-1)) found.add(words.join(' '));
    }
  });
  return found;
}

async function choose(rows: readonly (readonly number[])[], distinct: number, train: number) {
  const words = wordsOf(rows, distinct);
  const chosen = await chooseNgrams(
    words,
    Int32Array.from({ length: train }, (_, i) => i),
    new TimeSlicer(),
  );
  const { prefixes, lasts, frequencies } = chosen.ngrams;
  const name = (feature: number): string =>
    prefixes[feature] < 0 ? `${lasts[feature]}` : `${name(prefixes[feature])} ${lasts[feature]}`;
  const others = Int32Array.from({ length: rows.length - train }, (_, i) => train + i);
  const namesOf = ({ ids, offsets }: { ids: Int32Array; offsets: Int32Array }) =>
    Array.from(offsets.subarray(1), (end, row) => [...ids.subarray(offsets[row], end)].map(name));
  return {
    frequencies: new Map(Array.from(frequencies, (count, feature) => [name(feature), count])),
    train: namesOf(chosen.part),
    others: namesOf(sparseRows(words, others, chosen.ngrams)),
  };
}

function expectEqual(found: Awaited<ReturnType<typeof choose>>, rows: readonly number[][], least: number) {
  const train = found.train.length;
  const counts = new Map<string, number>();
  for (const row of rows.slice(0, train))
    for (const ngram of ngramsOf(row)) counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  const features = new Map([...counts].filter(([, count]) => count >= least));
  expect(found.frequencies).toEqual(features);
  [...found.train, ...found.others].forEach((ngrams, at) => {
    expect(ngrams.toSorted()).toEqual([...ngramsOf(rows[at])].filter((one) => features.has(one)).toSorted());
  });
}

describe('n-grams', () => {
  it('are all words, pairs and triples of the training rows, as strings would have them, and never across rows', async () => {
    const row = fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 20 }), fc.nat(), async (rows, at) => {
        expectEqual(await choose(rows, 6, 1 + (at % (rows.length - 1))), rows, 1);
      }),
    );
  });

  it('are in two training rows at least where there are many words', async () => {
    const random = new Random(3);
    const rows = Array.from({ length: 2_600 }, () =>
      Array.from({ length: 100 }, () => Math.floor(3_000 * random.uniform() ** 3)),
    );
    expectEqual(await choose(rows, 3_000, 2_500), rows, 2);
  });
});
