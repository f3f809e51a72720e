import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { datasetOf, Random, readSample, textColumn, type Dataset } from '../data/index.ts';
import { likelyLabelErrors } from '../evaluation/index.ts';
import { namedClassesDataset } from '../testing/named-classes.ts';
import { tinyDataset } from '../testing/tiny-data.ts';
import { dealRows, outOfFoldProbabilities } from './out-of-fold.ts';

const config = { ...presetConfig(), tokenization: 'words' as const };

/** A twentieth of the labels says another class. */
function withFlips({ classes, classNames, ...dataset }: Dataset, seed: number) {
  const random = new Random(seed, 9);
  const flipped = random.shuffle(Array.from(classes.keys())).slice(0, Math.round(classes.length / 20));
  const others = classes.slice();
  for (const row of flipped)
    others[row] = (others[row] + 1 + random.below(classNames.length - 1)) % classNames.length;
  return { dataset: { ...dataset, classes: others, classNames }, flipped: new Set(flipped) };
}

/** Of the first hundred that are found, the share that was flipped, over the share of all rows. */
async function gain(clean: Dataset, seed: number): Promise<number> {
  const { dataset, flipped } = withFlips(clean, seed);
  const probabilities = await outOfFoldProbabilities(dataset, { ...config, seed });
  const found = likelyLabelErrors(probabilities, dataset.classes, dataset.classNames.length);
  const hits = found.slice(0, 100).filter(({ row }) => flipped.has(row)).length;
  return hits / 100 / (flipped.size / dataset.classes.length);
}

describe('planted label errors', () => {
  it.each([1, 2, 3, 4, 5])('are found in the sentences, with seed %i', async (seed) => {
    const bytes = await readFile('public/datasets/uci-sentences.reviews');
    expect(await gain(readSample(bytes, { name: 'sentences' }), seed)).toBeGreaterThan(6);
  });

  it.each([1, 2, 3])('are found among three classes, with seed %i', async (seed) => {
    expect(await gain(namedClassesDataset(3, 3_000, seed), seed)).toBeGreaterThan(5);
  });
});

describe('out-of-fold probabilities', () => {
  it('are of regressions that know neither the row nor a row with the same words', async () => {
    // Each review has words of its own alone, and a twin in capitals: whoever learned from either would know its class.
    const random = new Random(5);
    const texts = Array.from({ length: 400 }, (_, i) => `only${i}a only${i}b only${i}c`);
    const labels = texts.map(() => random.below(2));
    const dataset = datasetOf({
      name: 'twins',
      texts: textColumn([...texts, ...texts.map((text) => text.toUpperCase())]),
      classes: Uint8Array.from([...labels, ...labels]),
      classNames: ['negative', 'positive'],
    });
    const dealt = dealRows(dataset, 1);
    expect(dealt.slice(0, 400)).toEqual(dealt.slice(400));
    const probabilities = await outOfFoldProbabilities(dataset, { ...config, seed: 1 });
    const sure = dataset.classes.filter((label, row) => probabilities[2 * row + label] > 0.6);
    expect(sure).toHaveLength(0);
  });

  it('add up to 1, and are right for most reviews', async () => {
    const dataset = tinyDataset(600, 4);
    const probabilities = await outOfFoldProbabilities(dataset, { ...config, seed: 1 });
    const right = dataset.classes.filter((label, row) => probabilities[2 * row + label] > 0.5);
    expect(right.length / dataset.classes.length).toBeGreaterThan(0.95);
    const sums = Array.from(dataset.classes, (_, row) => probabilities[2 * row] + probabilities[2 * row + 1]);
    for (const sum of sums) expect(sum).toBeCloseTo(1, 6);
    expect(await outOfFoldProbabilities(dataset, { ...config, seed: 1 })).toEqual(probabilities);
  });

  it('are there for all rows of data that is too large to learn from whole', async () => {
    const dataset = tinyDataset(80_000, 4);
    const probabilities = await outOfFoldProbabilities(dataset, { ...config, seed: 1 });
    const right = (from: number, to: number) =>
      dataset.classes.slice(from, to).filter((label, at) => probabilities[2 * (from + at) + label] > 0.5)
        .length /
      (to - from);
    const half = dataset.classes.length >> 1;
    expect(dataset.classes.length).toBeGreaterThan(60_000);
    expect(right(0, half)).toBeGreaterThan(0.95);
    expect(right(half, dataset.classes.length)).toBeGreaterThan(0.95);
  });

  it('are cancelled soon, and tell how far they are', async () => {
    const abort = new AbortController();
    const shares: number[] = [];
    const onProgress = ({ share }: { share: number | null }) => {
      shares.push(share ?? 0);
      if ((share ?? 0) > 0.4) abort.abort(new Error('no longer wanted'));
    };
    const asked = outOfFoldProbabilities(tinyDataset(20_000, 4), config, {
      signal: abort.signal,
      onProgress,
    });
    await expect(asked).rejects.toThrow('no longer wanted');
    expect(shares.length).toBeGreaterThan(1);
    expect(Math.max(...shares)).toBeLessThan(0.95);
  });
});
