import { expect, it } from 'vitest';
import { meanInterval, studentQuantile } from './student.ts';

// From printed tables: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
it.each([
  [1, 12.7062],
  [2, 4.30265],
  [3, 3.18245],
  [4, 2.77645],
  [5, 2.57058],
  [9, 2.26216],
  [14, 2.14479],
  [29, 2.04523],
  [100, 1.98397],
])('with %i degrees of freedom a 95%% interval reaches %f standard errors', (freedom, quantile) => {
  expect(studentQuantile(freedom)).toBeCloseTo(quantile, 4);
});

it('gives a mean its interval, and a single value or equal ones none', () => {
  const { mean, deviation, interval } = meanInterval([0.8, 0.82, 0.84]);
  expect(mean).toBeCloseTo(0.82);
  expect(deviation).toBeCloseTo(0.02);
  // 4.30265 · 0.02 / √3
  expect(interval?.[0]).toBeCloseTo(0.82 - 0.049683, 5);
  expect(interval?.[1]).toBeCloseTo(0.82 + 0.049683, 5);
  const equal = meanInterval([0.1 + 0.2, 0.3, 0.3]);
  expect(equal.mean).toBeCloseTo(0.3);
  expect([equal.deviation?.toFixed(9), equal.interval]).toEqual(['0.000000000', null]);
  expect(meanInterval([0.7])).toEqual({ mean: 0.7, deviation: null, interval: null });
});
