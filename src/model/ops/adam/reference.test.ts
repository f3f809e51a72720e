import { expect, it } from 'vitest';
import { adamReference } from './reference.ts';

const rates = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

it('moves each element by about the learning rate in the first step, whatever the gradient’s size', () => {
  const input = {
    parameter: Float64Array.of(1, 1, 1),
    gradient: Float64Array.of(1e-3, -50, 0),
    l2: 0,
    scale: 1,
  };
  const first = { m: new Float64Array(3), v: new Float64Array(3), correction1: 0.1, correction2: 0.001 };
  const next = adamReference({ ...rates, ...input, ...first });
  expect(next.parameter[0]).toBeCloseTo(0.9, 5);
  expect(next.parameter[1]).toBeCloseTo(1.1, 5);
  expect(next.parameter[2]).toBe(1);
});

it('computes a step by hand, clipping before L2', () => {
  const state = { m: Float64Array.of(0.5), v: Float64Array.of(0.25), correction1: 0.19, correction2: 0.002 };
  const step = { parameter: Float64Array.of(2), gradient: Float64Array.of(4), scale: 0.25, l2: 0.5 };
  const { parameter, m, v } = adamReference({ ...rates, ...state, ...step });
  expect(m[0]).toBeCloseTo(0.45 + 0.2, 14);
  expect(v[0]).toBeCloseTo(0.24975 + 0.004, 14);
  expect(parameter[0]).toBeCloseTo(2 - (0.1 * (0.65 / 0.19)) / (Math.sqrt(0.25375 / 0.002) + 1e-8), 14);
});
