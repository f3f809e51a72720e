import { expect, it } from 'vitest';
import { sgdReference } from './reference.ts';

const step = { parameter: Float64Array.of(2), gradient: Float64Array.of(4), velocity: Float64Array.of(3) };

it('computes a step by hand, clipping before L2', () => {
  const rates = { learningRate: 0.1, momentum: 0.5, l2: 0.5, scale: 0.25 };
  const { parameter, velocity } = sgdReference({ ...step, ...rates });
  expect(velocity[0]).toBeCloseTo(3.5, 14);
  expect(parameter[0]).toBeCloseTo(1.65, 14);
});

it('without momentum follows the gradient alone', () => {
  const rates = { learningRate: 0.1, momentum: 0, l2: 0, scale: 1 };
  expect(sgdReference({ ...step, ...rates }).parameter[0]).toBeCloseTo(1.6, 14);
});
