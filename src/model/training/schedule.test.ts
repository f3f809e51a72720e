import { describe, expect, it } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { learningRateAt, nextCycleAfter, ratePlan, resumedCycles } from './schedule.ts';

const config = { ...presetConfig(), learningRate: 0.1, epochs: 10 };

describe('exponential', () => {
  it('multiplies by the decay at each epoch and not between', () => {
    const decaying = { ...config, learningRateDecay: 0.5 };
    expect([0, 6, 7, 13, 14].map((step) => learningRateAt(decaying, step, 7))).toEqual([
      0.1, 0.1, 0.05, 0.05, 0.025,
    ]);
  });
});

describe('one-cycle', () => {
  const cycle = { ...config, schedule: 'one-cycle' as const };
  // Not computed before a test runs: npm run mutate changes the code when one begins.
  const ratesOfRun = () => Array.from({ length: 100 }, (_, step) => learningRateAt(cycle, step, 10));

  // Values of torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=100), PyTorch 1.13.
  it('gives what PyTorch gives', () => {
    const rates = ratesOfRun();
    expect(rates[0]).toBeCloseTo(0.004, 12);
    expect(rates[29]).toBeCloseTo(0.1, 12);
    expect(rates[10]).toBeCloseTo(0.029516394846410082, 10);
    expect(rates[64]).toBeCloseTo(0.0500002, 10);
    expect(rates[99]).toBeCloseTo(4e-7, 12);
  });

  it('rises to the learning rate and falls from it', () => {
    const rates = ratesOfRun();
    const peak = rates.indexOf(Math.max(...rates));
    for (let step = 1; step < rates.length; step++) {
      if (step <= peak) expect(rates[step]).toBeGreaterThan(rates[step - 1]);
      else expect(rates[step]).toBeLessThan(rates[step - 1]);
    }
  });
});

describe('the cycles of a run that resumes', () => {
  const first = { epochs: 3, peak: 1 };
  const added = { epochs: 6, peak: 0.25 };

  it.each([
    ['as planned', [first], 1.4, 3, [first]],
    ['after its end for more', [first], 3, 9, [first, added]],
    ['before its end for more', [first], 2.5, 9, [first, added]],
    ['in the added cycle', [first, added], 4, 9, [first, added]],
    ['before the added cycle has begun, for more', [first, added], 3, 12, [first, { epochs: 9, peak: 0.25 }]],
    ['before the added cycle has begun, for none', [first, added], 3, 3, [first]],
    ['in the added cycle, for more', [first, added], 3.2, 12, [first, added, { epochs: 3, peak: 0.25 }]],
    ['before its first step', [first], 0, 5, [{ epochs: 5, peak: 1 }]],
    ['for fewer', [first], 1, 2, [first]],
  ])('%s', (_, before, done, epochs, cycles) => {
    expect(resumedCycles(before, done, epochs)).toEqual(cycles);
  });

  it('say whether one is still to begin', () => {
    expect(nextCycleAfter([first], 3)).toBeNull();
    expect(nextCycleAfter([first, added], 3)).toBe(3);
    expect(nextCycleAfter([first, added], 3.2)).toBeNull();
    expect(nextCycleAfter([first], 0)).toBeNull();
    expect(nextCycleAfter([first, added, added], 9)).toBe(9);
  });

  it('are one of the whole length and the full rate for a new run', () => {
    expect(ratePlan(config, null, 7)).toEqual({ cycles: [{ epochs: 10, peak: 1 }], scale: 1 });
  });

  it('come with the scale that the run had', () => {
    const from = { cycles: [first], step: 21, learningRateScale: 0.25 };
    expect(ratePlan({ ...config, epochs: 9 }, from, 7)).toEqual({ cycles: [first, added], scale: 0.25 });
    const inFirst = { ...from, cycles: [first, added], step: 14 };
    expect(ratePlan({ ...config, epochs: 12 }, inFirst, 7).cycles).toEqual([
      first,
      { epochs: 9, peak: 0.25 },
    ]);
    expect(ratePlan({ ...config, epochs: 3 }, { ...from, step: 20 }, 7).cycles).toEqual([first]);
  });

  it('leave the rate at its end after the last one', () => {
    const cycle = { ...config, schedule: 'one-cycle' as const };
    const plan = { cycles: [first, added], scale: 0.5 };
    const rate = (step: number) => learningRateAt(cycle, step, 10, plan);
    expect(rate(500)).toBe(rate(89));
    expect(rate(89)).toBeCloseTo((0.5 * 0.25 * 0.1) / 250_000, 15);
    expect(rate(30)).toBeCloseTo((0.5 * 0.25 * 0.1) / 25, 12);
    expect(rate(29)).toBeCloseTo((0.5 * 0.1) / 250_000, 15);
  });
});
