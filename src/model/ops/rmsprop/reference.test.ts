import { expect, it } from 'vitest';
import { rmspropReference } from './reference.ts';

it('computes a step by hand, clipping before L2, epsilon outside the root', () => {
  const input = {
    parameter: Float64Array.of(2),
    gradient: Float64Array.of(4),
    meanSquare: Float64Array.of(1),
  };
  const rates = { learningRate: 0.1, rho: 0.75, epsilon: 0.5, l2: 0.5, scale: 0.25 };
  const { parameter, meanSquare } = rmspropReference({ ...input, ...rates });
  expect(meanSquare[0]).toBeCloseTo(0.75 + 0.25 * 4, 14);
  expect(parameter[0]).toBeCloseTo(2 - 0.2 / (Math.sqrt(1.75) + 0.5), 14);
});

it('leaves an element without a gradient where it is', () => {
  const input = {
    parameter: Float64Array.of(3),
    gradient: new Float64Array(1),
    meanSquare: new Float64Array(1),
  };
  const rates = { learningRate: 0.1, rho: 0.9, epsilon: 1e-8, l2: 0, scale: 1 };
  expect(rmspropReference({ ...input, ...rates }).parameter[0]).toBe(3);
});
