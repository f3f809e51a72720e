import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { millisecondsPerStep } from './step-time.ts';

interface Device {
  /** Milliseconds. */
  step: number;
  read: number;
  /** What other work on the machine may add to a read, at most. */
  noise?: number;
  /** A read ends with the next tick of a timer, in milliseconds. */
  tick?: number;
}

/** A device that takes steps on at once and does them one after the other, with a clock of its own. */
function deviceOf({ step, read, noise = 0, tick = 0 }: Device) {
  const random = new Random(4, 2);
  let now = 0;
  let idleFrom = 0;
  let steps = 0;
  const work = {
    step() {
      steps++;
      now += 0.02;
      idleFrom = Math.max(idleFrom, now) + step;
    },
    read() {
      now = Math.max(now, idleFrom) + read + noise * random.uniform();
      if (tick > 0) now = Math.ceil(now / tick) * tick;
      return Promise.resolve();
    },
  };
  return {
    time: (best: number | null = null) => millisecondsPerStep(work, best, () => now),
    used: () => ({ now, steps }),
  };
}

describe('millisecondsPerStep', () => {
  it('does not count what a read costs: a GPU of 3 ms a step beats 20 ms, though each read takes 100', async () => {
    const gpu = await deviceOf({ step: 3, read: 100 }).time(20);
    const wasm = await deviceOf({ step: 20, read: 0 }).time();
    expect(gpu).toBeCloseTo(3, 1);
    expect(wasm).toBeCloseTo(20, 1);
  });

  it.each([
    { step: 3, read: 100 },
    { step: 3, read: 0 },
    { step: 0.4, read: 1 },
    { step: 30, read: 100 },
    { step: 250, read: 5 },
  ])('finds $step ms where a read takes $read', async (device) => {
    const found = await deviceOf(device).time();
    expect(Math.abs(found / device.step - 1)).toBeLessThan(0.1);
  });

  it('finds about the same where reads take 64 to 136 ms, or end by a timer', async () => {
    const noisy = await deviceOf({ step: 3, read: 64, noise: 72 }).time(20);
    expect(noisy).toBeGreaterThan(1);
    expect(noisy).toBeLessThan(6);
    const timed = await deviceOf({ step: 3, read: 0, tick: 100 }).time(20);
    expect(timed).toBeGreaterThan(1);
    expect(timed).toBeLessThan(6);
  });

  it('never takes a step for free, however noise hides it', async () => {
    const found = await deviceOf({ step: 0.05, read: 50, noise: 100 }).time();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(5);
  });

  it('takes few steps on a slow device, and is done in about two seconds', async () => {
    const slow = deviceOf({ step: 6_000, read: 1 });
    expect(await slow.time()).toBeCloseTo(6_001, -1);
    expect(slow.used().steps).toBe(2);
    const slower = deviceOf({ step: 300, read: 1 });
    await slower.time(20);
    expect(slower.used().steps).toBeLessThanOrEqual(4);
    const timed = deviceOf({ step: 3, read: 100 });
    await timed.time(20);
    expect(timed.used().now).toBeLessThan(2_200);
  });
});
