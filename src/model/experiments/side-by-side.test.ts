import { expect, it } from 'vitest';
import { compareRates } from './side-by-side.ts';

/** Rates of each round, the first of which is the warm-up of those side by side. */
const ratesOf = (alone: number[], beside: number[][]) => ({
  alone: async () => alone.shift() ?? 0,
  beside: async () => beside.shift() ?? [0, 0],
});

it('counts the round that was best for those side by side, and not the first, which prepares', async () => {
  const warmUp = [900, 900];
  const rates = ratesOf([100, 50, 20, 100], [warmUp, [30, 1], [20, 40], [9, 9], [9, 9]]);
  expect(await compareRates(rates)).toEqual({ faster: 1.2, areFaster: true });
});

it('is content with nearly as many steps, but not with fewer', async () => {
  const beside = () => [
    [0, 0],
    [48, 48],
    [48, 48],
    [48, 48],
    [48, 48],
  ];
  expect((await compareRates(ratesOf([100, 100, 100, 100], beside()))).areFaster).toBe(true);
  expect((await compareRates(ratesOf([120, 120, 120, 120], beside()))).areFaster).toBe(false);
});
