import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { budgetSeconds, parseRunConfig, withinBudget } from '../settings.ts';

const asked = parseRunConfig({ epochs: 10, timeBudget: '2-minutes' });

it('plans as many whole epochs as the time budget has room for', () => {
  // 10 epochs in 400 s are 40 s each: three in two minutes.
  expect(withinBudget(asked, 400)).toEqual({ ...asked, epochs: 3 });
  expect(withinBudget({ ...asked, timeBudget: '30-seconds' }, 400).epochs).toBe(1);
  expect(withinBudget({ ...asked, timeBudget: '10-minutes' }, 400).epochs).toBe(10);
});

it('leaves the epochs as they are without a budget, or where nothing was measured', () => {
  const unlimited = parseRunConfig({ ...asked, timeBudget: 'none' });
  expect(withinBudget(unlimited, 4_000_000)).toEqual(unlimited);
  expect(withinBudget(asked, null)).toEqual(asked);
});

it('never plans more time than the budget, unless one epoch alone takes more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      (epochs, seconds) => {
        const planned = withinBudget({ ...asked, epochs }, seconds);
        const takes = (seconds * planned.epochs) / epochs;
        expect(planned.epochs === 1 || takes <= (budgetSeconds(asked) ?? 0) * (1 + 1e-9)).toBe(true);
        expect(planned.epochs).toBeLessThanOrEqual(epochs);
      },
    ),
  );
});
