import { describe, expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError } from '../helpers/differences.ts';
import { lossReference, lossReferenceGrad } from './reference.ts';

const losses = ['mean-squared-error', 'binary-cross-entropy'] as const;

describe.each(losses)('lossReference, %s', (loss) => {
  it('has the gradient that finite differences give, with unequal weights', () => {
    const logits = randomSource(1)(6, 3);
    const input = {
      logits,
      labels: Float64Array.of(0, 1, 1, 0, 1, 0),
      weights: Float64Array.of(1, 0.5, 2, 0, 3, 1),
      loss,
    };
    const gradient = lossReferenceGrad(input, 1.7);
    const expected = finiteDifferences(logits, () => 1.7 * lossReference(input)[0]);
    expect(relativeError(gradient, expected)).toBeLessThan(1e-6);
    expect(gradient[3]).toBe(0);
  });

  it('stays finite for huge logits', () => {
    const logits = Float64Array.of(1e4, -1e4, 1e4, -1e4);
    const input = { logits, labels: Float64Array.of(0, 1, 1, 0), weights: new Float64Array(4).fill(1), loss };
    expect(lossReference(input)[0]).toBeCloseTo(loss === 'mean-squared-error' ? 0.5 : 5000, 10);
    expect(lossReferenceGrad(input, 1).every(Number.isFinite)).toBe(true);
  });
});

it('counts correct rows by their weight; a logit of 0 means class 0', () => {
  const logits = Float64Array.of(0, 0, 2, 2, -1);
  const labels = Float64Array.of(0, 1, 1, 0, 1);
  const weights = Float64Array.of(1, 2, 4, 8, 16);
  const [, correct, weight] = lossReference({ logits, labels, weights, loss: 'mean-squared-error' });
  expect([correct, weight]).toEqual([5, 31]);
});

it('gives both losses as written down by hand', () => {
  const input = { logits: Float64Array.of(1), labels: Float64Array.of(1), weights: Float64Array.of(2) };
  const p = 1 / (1 + Math.exp(-1));
  expect(lossReference({ ...input, loss: 'mean-squared-error' })[0]).toBeCloseTo((1 - p) ** 2, 14);
  expect(lossReference({ ...input, loss: 'binary-cross-entropy' })[0]).toBeCloseTo(-Math.log(p), 14);
});
