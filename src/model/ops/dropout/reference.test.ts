import { describe, expect, it } from 'vitest';
import { counterKey } from '../helpers/counter.ts';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { dropoutReference } from './reference.ts';

describe.each([0.05, 0.5, 0.9])('dropoutReference, keepProb %f', (keepProb) => {
  const attrs = { keepProb, ...counterKey(7, 3, 1) };
  const ones = new Float64Array(100_000).fill(1);

  it('keeps the share it is told to, and the mean', () => {
    const dropped = dropoutReference(ones, attrs);
    const kept = dropped.filter((value) => value !== 0);
    const fiveDeviations = 5 * Math.sqrt((keepProb * (1 - keepProb)) / ones.length);
    expect(Math.abs(kept.length / ones.length - keepProb)).toBeLessThan(fiveDeviations);
    expect(new Set(kept)).toEqual(new Set([1 / keepProb]));
  });

  it('keeps neighbours independently of each other', () => {
    const mask = dropoutReference(ones, attrs).map((value) => (value ? 1 - keepProb : -keepProb));
    for (const distance of [1, 2, 64, 128]) {
      let covariance = 0;
      for (let i = distance; i < mask.length; i++) covariance += mask[i] * mask[i - distance];
      const correlation = covariance / mask.length / (keepProb * (1 - keepProb));
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(mask.length));
    }
  });

  it('has itself as gradient', () => {
    const random = randomSource(2);
    const x = random(40);
    const dy = random(40);
    const loss = () => weightedSum(dropoutReference(x, attrs), dy);
    expect(relativeError(dropoutReference(dy, attrs), finiteDifferences(x, loss))).toBeLessThan(1e-6);
  });
});

it('draws another mask for another seed, step or place', () => {
  const ones = new Float64Array(64).fill(1);
  const masks = [counterKey(1, 1, 1), counterKey(2, 1, 1), counterKey(1, 2, 1), counterKey(1, 1, 2)].map(
    (key) => dropoutReference(ones, { keepProb: 0.5, ...key }).join(),
  );
  expect(new Set(masks).size).toBe(masks.length);
});
