import { describe, expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError } from '../helpers/differences.ts';
import { lossReference, lossReferenceGrad } from './reference.ts';

const losses = ['mean-squared-error', 'cross-entropy'] as const;

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

  it('has the gradient that finite differences give for four classes, with unequal weights', () => {
    const logits = randomSource(2)(12, 3);
    const input = { logits, labels: Float64Array.of(0, 3, 2), weights: Float64Array.of(1, 0.5, 2), loss };
    const gradient = lossReferenceGrad(input, 1.7);
    const expected = finiteDifferences(logits, () => 1.7 * lossReference(input)[0]);
    expect(relativeError(gradient, expected)).toBeLessThan(1e-6);
  });

  it('stays finite for huge logits', () => {
    const logits = Float64Array.of(1e4, -1e4, 1e4, -1e4);
    const input = { logits, labels: Float64Array.of(0, 1, 1, 0), weights: new Float64Array(4).fill(1), loss };
    expect(lossReference(input)[0]).toBeCloseTo(loss === 'mean-squared-error' ? 0.5 : 5000, 10);
    expect(lossReferenceGrad(input, 1).every(Number.isFinite)).toBe(true);
  });
});

it('counts rows whose weight is not 0; a logit of 0 means class 0', () => {
  const logits = Float64Array.of(0, 0, 2, 2, -1);
  const labels = Float64Array.of(0, 1, 1, 0, 1);
  const weights = Float64Array.of(1, 2, 0, 8, 16);
  const [, correct, rows] = lossReference({ logits, labels, weights, loss: 'mean-squared-error' });
  expect([correct, rows]).toEqual([1, 4]);
});

it('gives both losses as written down by hand', () => {
  const input = { logits: Float64Array.of(1), labels: Float64Array.of(1), weights: Float64Array.of(2) };
  const p = 1 / (1 + Math.exp(-1));
  expect(lossReference({ ...input, loss: 'mean-squared-error' })[0]).toBeCloseTo((1 - p) ** 2, 14);
  expect(lossReference({ ...input, loss: 'cross-entropy' })[0]).toBeCloseTo(-Math.log(p), 14);
});

it('gives the losses of three classes as written down by hand; of equal logits the first is the answer', () => {
  const input = {
    logits: Float64Array.of(1, 2, 0, 0, 0, 0),
    labels: Float64Array.of(1, 1),
    weights: Float64Array.of(1, 0),
  };
  const sum = Math.E + Math.E ** 2 + 1;
  const [p, q, r] = [Math.E / sum, Math.E ** 2 / sum, 1 / sum];
  const squares = lossReference({ ...input, loss: 'mean-squared-error' });
  expect(squares[0]).toBeCloseTo((p ** 2 + (1 - q) ** 2 + r ** 2) / 3, 14);
  expect(lossReference({ ...input, loss: 'cross-entropy' })[0]).toBeCloseTo(-Math.log(q), 14);
  const all = { ...input, weights: Float64Array.of(1, 1), loss: 'cross-entropy' } as const;
  expect([...lossReference(all).slice(1)]).toEqual([1, 2]);
});
