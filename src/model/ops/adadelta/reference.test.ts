import { expect, it } from 'vitest';
import { adadeltaReference } from './reference.ts';

it('computes two steps by hand, dividing by the accumulator after its update', () => {
  const rates = { learningRate: 0.5, rho: 0.9, epsilon: 1e-6, l2: 0, scale: 1 };
  const start = {
    parameter: Float64Array.of(1),
    accumulatedGradient: Float64Array.of(0),
    accumulatedDelta: Float64Array.of(0),
  };
  const one = adadeltaReference({ ...rates, ...start, gradient: Float64Array.of(2) });
  const delta1 = 2 * Math.sqrt(1e-6 / (0.4 + 1e-6));
  expect(one.accumulatedGradient[0]).toBeCloseTo(0.4, 14);
  expect(one.parameter[0]).toBeCloseTo(1 - 0.5 * delta1, 14);
  expect(one.accumulatedDelta[0]).toBeCloseTo(0.1 * delta1 ** 2, 16);

  const two = adadeltaReference({ ...rates, ...one, gradient: Float64Array.of(-1) });
  const delta2 = -Math.sqrt((0.1 * delta1 ** 2 + 1e-6) / (0.46 + 1e-6));
  expect(two.parameter[0]).toBeCloseTo(1 - 0.5 * (delta1 + delta2), 14);
});

it('clips before it adds L2', () => {
  const state = { accumulatedGradient: new Float64Array(1), accumulatedDelta: new Float64Array(1) };
  const input = { parameter: Float64Array.of(2), gradient: Float64Array.of(4), l2: 0.5, scale: 0.25 };
  const next = adadeltaReference({ ...state, ...input, learningRate: 1, rho: 0.9, epsilon: 1e-6 });
  expect(next.accumulatedGradient[0]).toBeCloseTo(0.4, 14);
});
