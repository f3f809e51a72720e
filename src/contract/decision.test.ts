import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  atTemperature,
  defaultDecision,
  isDecision,
  isDefaultDecision,
  thresholdOf,
  withThreshold,
} from './decision.ts';

it('has a default that changes nothing, whatever its weights are as long as they are equal', () => {
  expect(defaultDecision(3)).toEqual({ temperature: 1, weights: [1, 1, 1] });
  expect(isDefaultDecision({ temperature: 1, weights: [0.5, 0.5] })).toBe(true);
  expect(isDefaultDecision({ temperature: 1, weights: [0.5, 0.6] })).toBe(false);
  expect(isDefaultDecision({ temperature: 1.1, weights: [1, 1] })).toBe(false);
});

it('is one only with a temperature in range and a weight for each class, of which one is above 0', () => {
  expect(isDecision({ temperature: 0.05, weights: [0, 1] }, 2)).toBe(true);
  expect(isDecision({ temperature: 20, weights: [1e6, 0, 0] }, 3)).toBe(true);
  for (const temperature of [0, 0.049, 20.1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(isDecision({ temperature, weights: [1, 1] }, 2)).toBe(false);
  for (const weights of [[1], [1, 1, 1], [0, 0], [-1, 1], [Number.NaN, 1], [1, 2e6]])
    expect(isDecision({ temperature: 1, weights }, 2)).toBe(false);
});

it('keeps every class at another temperature', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.record({ logit: number(-6, 6), weight: number(0.001, 1) }), { minLength: 2, maxLength: 6 }),
      number(0.2, 5),
      number(0.2, 5),
      (classes, before, after) => {
        const weights = classes.map(({ weight }) => weight);
        const moved = atTemperature({ temperature: before, weights }, after);
        const score = (temperature: number, own: readonly number[]) =>
          classes.map(({ logit }, id) => logit / temperature + Math.log(own[id]));
        const found = score(after, moved.weights);
        const first = score(before, weights).map((one, _, all) => one - Math.max(...all));
        // The order is the same, up to the change of scale.
        const scaled = found.map((one) => (one - Math.max(...found)) * (after / before));
        scaled.forEach((one, id) => expect(one).toBeCloseTo(first[id], 6));
      },
    ),
  );
});

it('stays a threshold with two classes, and equal weights stay equal', () => {
  const { temperature, weights } = atTemperature({ temperature: 1, weights: [0.8, 0.2] }, 2);
  expect(temperature).toBe(2);
  expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
  // logit 0.8 is ln 4, and half of that is ln 2.
  expect(weights[0]).toBeCloseTo(2 / 3, 12);
  expect(atTemperature({ temperature: 3, weights: [0.5, 0.5] }, 1)).toEqual(defaultDecision(2));
});

it('has a threshold for each class, which moves its weight alone', () => {
  expect(thresholdOf([1, 1], 1)).toBe(0.5);
  expect(thresholdOf([0.8, 0.2], 1)).toBeCloseTo(0.8, 12);
  expect(thresholdOf([0.8, 0.2], 0)).toBeCloseTo(0.2, 12);
  expect(withThreshold([1, 1], 1, 0.3)).toEqual([0.3, 0.7]);
  expect(withThreshold([1, 1], 0, 0.3)).toEqual([0.7, 0.3]);
  const three = withThreshold([1, 2, 3], 0, 0.75);
  expect(three.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(three[2] / three[1]).toBeCloseTo(1.5, 12);
  expect(thresholdOf(three, 0)).toBeCloseTo(0.75, 12);
  // Where all other weights are 0 they become equal ones.
  expect(withThreshold([0, 0, 1], 2, 0.5)).toEqual([1 / 3, 1 / 3, 1 / 3]);
});
