import { describe, expect, it } from 'vitest';
import { presetConfig } from '../presets.ts';
import { learningRateAt } from './schedule.ts';

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
  const rates = Array.from({ length: 100 }, (_, step) => learningRateAt(cycle, step, 10));

  // Values of torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=100), PyTorch 1.13.
  it('gives what PyTorch gives', () => {
    expect(rates[0]).toBeCloseTo(0.004, 12);
    expect(rates[29]).toBeCloseTo(0.1, 12);
    expect(rates[10]).toBeCloseTo(0.029516394846410082, 10);
    expect(rates[64]).toBeCloseTo(0.0500002, 10);
    expect(rates[99]).toBeCloseTo(4e-7, 12);
  });

  it('rises to the learning rate and falls from it', () => {
    const peak = rates.indexOf(Math.max(...rates));
    for (let step = 1; step < rates.length; step++) {
      if (step <= peak) expect(rates[step]).toBeGreaterThan(rates[step - 1]);
      else expect(rates[step]).toBeLessThan(rates[step - 1]);
    }
  });
});
