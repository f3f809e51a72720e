import { expect, it } from 'vitest';
import { untilDivergence } from './metrics.ts';
import type { StepMetrics } from './metrics.ts';

const sound: StepMetrics = { loss: 0.5, correct: 1, rows: 2, gradientNorm: 3 };

it.each<[string, Partial<StepMetrics>]>([
  ['loss that is no number', { loss: Number.NaN }],
  ['loss that is infinite', { loss: Number.POSITIVE_INFINITY }],
  ['gradient that is no number', { gradientNorm: Number.NaN }],
  ['gradient that is infinite', { gradientNorm: Number.POSITIVE_INFINITY }],
])('figures end before a %s, whatever comes after it', (_, broken) => {
  expect(untilDivergence([sound, sound, { ...sound, ...broken }, sound])).toEqual([sound, sound]);
  expect(untilDivergence([{ ...sound, ...broken }])).toEqual([]);
});

it('sound figures are all of them', () => {
  expect(untilDivergence([sound, sound])).toEqual([sound, sound]);
});
