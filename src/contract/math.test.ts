import { expect, it } from 'vitest';
import { meanAndDeviation, median, quantile, sigmoid, softplus } from './math.ts';

it('has the deviation of a sample, and none of one value', () => {
  expect(meanAndDeviation([2, 4, 9])).toEqual({ mean: 5, deviation: Math.sqrt(13) });
  expect(meanAndDeviation([3])).toEqual({ mean: 3, deviation: null });
});

it('takes quantiles and medians from the values that are there', () => {
  expect([0, 0.5, 0.95, 1].map((share) => quantile([1, 2, 3, 4, 5], share))).toEqual([1, 3, 5, 5]);
  expect(quantile([], 0.5)).toBe(0);
  expect(median([9, 1, 4])).toBe(4);
  expect(median([4, 3, 2, 1])).toBe(3);
  expect(median([])).toBeNaN();
});

it('neither overflows nor loses what is next to nothing', () => {
  expect(sigmoid(-1_000)).toBe(0);
  expect(sigmoid(1_000)).toBe(1);
  expect(sigmoid(-50) / Math.exp(-50)).toBeCloseTo(1, 14);
  expect(sigmoid(0.3) + sigmoid(-0.3)).toBeCloseTo(1, 15);
  expect(softplus(1_000)).toBe(1_000);
  expect(softplus(-50) / Math.exp(-50)).toBeCloseTo(1, 14);
});
