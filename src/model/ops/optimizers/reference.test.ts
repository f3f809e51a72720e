import { expect, it } from 'vitest';
import type { StepInput } from './formula.ts';
import { updateReference } from './reference.ts';
import { formulas } from './registry.ts';
import type { OptimizerName } from './registry.ts';
import { stepNumbers } from './step.ts';

/** One element's new parameter and slots. */
function step(
  name: OptimizerName,
  element: Record<string, number>,
  { scale = 1, ...input }: Partial<StepInput> & { scale?: number },
  constants?: Record<string, number>,
): Record<string, number> {
  const values = Object.entries(element).map(([key, value]) => [key, Float64Array.of(value)]);
  const numbers = stepNumbers(formulas[name], { learningRate: 0.1, l2: 0, step: 1, ...input }, constants);
  const next = updateReference(formulas[name], Object.fromEntries(values), { ...numbers, scale });
  return Object.fromEntries(Object.entries(next).map(([key, [value]]) => [key, value]));
}

/** Clipped to a quarter, with half of L2: the gradient is 0.25 · 4 + 0.5 · 2 = 2. */
const element = { parameter: 2, gradient: 4 };
const clippedThenL2 = { scale: 0.25, l2: 0.5 };

it('Adam moves by about the learning rate in the first step, whatever the gradient’s size', () => {
  for (const [gradient, moved] of [
    [1e-3, 0.9],
    [-50, 1.1],
    [0, 1],
  ]) {
    expect(step('adam', { parameter: 1, gradient, m: 0, v: 0 }, {})['parameter']).toBeCloseTo(moved, 5);
  }
});

it('Adam computes a step by hand, clipping before L2', () => {
  const next = step('adam', { ...element, m: 0.5, v: 0.25 }, { ...clippedThenL2, step: 2 });
  expect(next['m']).toBeCloseTo(0.45 + 0.2, 14);
  expect(next['v']).toBeCloseTo(0.24975 + 0.004, 14);
  const size = Math.sqrt(0.25375 / (1 - 0.999 ** 2)) + 1e-8;
  expect(next['parameter']).toBeCloseTo(2 - (0.1 * (0.65 / 0.19)) / size, 13);
});

it('SGD computes a step by hand, clipping before L2', () => {
  const next = step('sgd', { ...element, velocity: 3 }, clippedThenL2, { momentum: 0.5 });
  expect(next['velocity']).toBeCloseTo(3.5, 14);
  expect(next['parameter']).toBeCloseTo(1.65, 14);
});

it('SGD without momentum follows the gradient alone', () => {
  expect(step('sgd', { ...element, velocity: 3 }, {}, { momentum: 0 })['parameter']).toBeCloseTo(1.6, 14);
});

it('RMSProp computes a step by hand, clipping before L2, epsilon outside the root', () => {
  const next = step('rmsprop', { ...element, meanSquare: 1 }, clippedThenL2, { rho: 0.75, epsilon: 0.5 });
  expect(next['meanSquare']).toBeCloseTo(0.75 + 0.25 * 4, 14);
  expect(next['parameter']).toBeCloseTo(2 - 0.2 / (Math.sqrt(1.75) + 0.5), 14);
});

it('RMSProp leaves an element without a gradient where it is', () => {
  expect(step('rmsprop', { parameter: 3, gradient: 0, meanSquare: 0 }, {})['parameter']).toBe(3);
});

it('Adadelta computes two steps by hand, dividing by the accumulator after its update', () => {
  const [input, constants] = [{ learningRate: 0.5 }, { rho: 0.9, epsilon: 1e-6 }];
  const start = { parameter: 1, accumulatedGradient: 0, accumulatedDelta: 0 };
  const one = step('adadelta', { ...start, gradient: 2 }, input, constants);
  const delta1 = 2 * Math.sqrt(1e-6 / (0.4 + 1e-6));
  expect(one['accumulatedGradient']).toBeCloseTo(0.4, 14);
  expect(one['parameter']).toBeCloseTo(1 - 0.5 * delta1, 14);
  expect(one['accumulatedDelta']).toBeCloseTo(0.1 * delta1 ** 2, 16);

  const two = step('adadelta', { ...one, gradient: -1 }, input, constants);
  const delta2 = -Math.sqrt((0.1 * delta1 ** 2 + 1e-6) / (0.46 + 1e-6));
  expect(two['parameter']).toBeCloseTo(1 - 0.5 * (delta1 + delta2), 14);
});

it('Adadelta clips before it adds L2', () => {
  const values = { ...element, accumulatedGradient: 0, accumulatedDelta: 0 };
  const next = step('adadelta', values, clippedThenL2, { rho: 0.9, epsilon: 1e-6 });
  expect(next['accumulatedGradient']).toBeCloseTo(0.4, 14);
});
