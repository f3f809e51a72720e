import { describe, expect, it } from 'vitest';
import { TrainingClock } from './clock.ts';
import type { StepMetrics } from './metrics.ts';
import { ThroughputMeter } from './throughput.ts';

const stepOf = (rows: number, change: Partial<StepMetrics> = {}): StepMetrics => {
  return { loss: 0.5, correct: rows, rows, gradientNorm: 1, ...change };
};

/** @param reviews that training has yet to read */
function timed(reviews: number, secondsBefore?: number) {
  // A clock may begin anywhere.
  let seconds = 5;
  const meter = new ThroughputMeter(new TrainingClock(() => 1_000 * seconds), reviews, secondsBefore);
  /** Reads these steps after so many seconds. */
  const read = (after: number, ...steps: StepMetrics[]) => {
    seconds += after;
    meter.addSteps(steps);
  };
  return { meter, read, wait: (after: number) => (seconds += after) };
}

describe('the time that is left', () => {
  it('is that of the reviews that are left, at the rate of now', () => {
    const { meter, read } = timed(1_000);
    expect(meter.secondsLeft).toBe(0);
    read(1, stepOf(50));
    read(2, stepOf(100), stepOf(100));
    expect(meter.reviewsPerSecond).toBe(100);
    expect(meter.secondsLeft).toBeCloseTo(750 / 100, 10);
  });

  it('is also that of the validations that are left, each as long as the last', () => {
    const { meter, read } = timed(300);
    read(1, stepOf(100));
    meter.addValidation(4, 3);
    expect(meter.secondsLeft).toBeCloseTo(2 + 4 * 3, 10);
    meter.addValidation(5, 2);
    expect(meter.secondsLeft).toBeCloseTo(2 + 5 * 2, 10);
  });
});

describe('the rate', () => {
  it('forgets the first reading, which compiles, and then follows slowly', () => {
    const { meter, read } = timed(10_000);
    read(10, stepOf(10));
    expect(meter.reviewsPerSecond).toBe(1);
    read(1, stepOf(100));
    expect(meter.reviewsPerSecond).toBe(100);
    read(1, stepOf(200));
    expect(meter.reviewsPerSecond).toBeCloseTo(0.7 * 100 + 0.3 * 200, 10);
  });

  it('does not count what comes between two epochs', () => {
    const { meter, read, wait } = timed(10_000);
    read(1, stepOf(100));
    wait(60);
    meter.startEpoch();
    read(1, stepOf(100));
    expect(meter.reviewsPerSecond).toBe(100);
    expect(meter.epochSeconds).toBe(1);
    expect(meter.totalSeconds).toBe(62);
  });
});

describe('the steps that are read together', () => {
  it.each([
    [0.05, 1, 4],
    [0.4, 2, 1],
    [10, 1, 1],
    [0.000_01, 1, 64],
  ])('after %d seconds for %d of them are %d: a fifth of a second', (seconds, count, wanted) => {
    const { meter, read } = timed(10_000);
    read(seconds, ...Array.from({ length: count }, () => stepOf(10)));
    expect(meter.stepsPerRead).toBe(wanted);
  });
});

describe('an epoch', () => {
  it('has the means over its reviews, of those before an interruption too', () => {
    const { meter, read } = timed(1_000, 90);
    meter.startEpoch({ loss: 10, correct: 5, rows: 10 });
    read(1, stepOf(30, { loss: 2, correct: 15 }), stepOf(10, { loss: 1, correct: 0 }));
    expect(meter.epochSums).toEqual({ loss: 10 + 60 + 10, correct: 20, rows: 50 });
    expect(meter.epochMeans()).toEqual({ loss: 80 / 50, accuracy: 20 / 50 });
    meter.startEpoch();
    expect(meter.epochSums).toEqual({ loss: 0, correct: 0, rows: 0 });
    expect(meter.totalSeconds).toBe(91);
  });
});
