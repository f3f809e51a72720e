import { describe, expect, it } from 'vitest';
import { TrainingClock } from './clock.ts';
import type { StepMetrics } from './metrics.ts';
import { Pace } from './pace.ts';

const stepOf = (rows: number, change: Partial<StepMetrics> = {}): StepMetrics => {
  return { loss: 0.5, correct: rows, rows, gradientNorm: 1, ...change };
};

/** @param reviews that training has yet to read */
function timed(reviews: number, secondsBefore?: number) {
  // A clock may begin anywhere.
  let seconds = 5;
  const pace = new Pace(new TrainingClock(() => 1_000 * seconds), reviews, secondsBefore);
  /** Reads these steps after so many seconds. */
  const read = (after: number, ...steps: StepMetrics[]) => {
    seconds += after;
    pace.addSteps(steps);
  };
  return { pace, read, wait: (after: number) => (seconds += after) };
}

describe('the time that is left', () => {
  it('is that of the reviews that are left, at the rate of now', () => {
    const { pace, read } = timed(1_000);
    expect(pace.secondsLeft).toBe(0);
    read(1, stepOf(50));
    read(2, stepOf(100), stepOf(100));
    expect(pace.reviewsPerSecond).toBe(100);
    expect(pace.secondsLeft).toBeCloseTo(750 / 100, 10);
  });

  it('is also that of the validations that are left, each as long as the last', () => {
    const { pace, read } = timed(300);
    read(1, stepOf(100));
    pace.addValidation(4, 3);
    expect(pace.secondsLeft).toBeCloseTo(2 + 4 * 3, 10);
    pace.addValidation(5, 2);
    expect(pace.secondsLeft).toBeCloseTo(2 + 5 * 2, 10);
  });
});

describe('the rate', () => {
  it('forgets the first reading, which compiles, and then follows slowly', () => {
    const { pace, read } = timed(10_000);
    read(10, stepOf(10));
    expect(pace.reviewsPerSecond).toBe(1);
    read(1, stepOf(100));
    expect(pace.reviewsPerSecond).toBe(100);
    read(1, stepOf(200));
    expect(pace.reviewsPerSecond).toBeCloseTo(0.7 * 100 + 0.3 * 200, 10);
  });

  it('does not count what comes between two epochs', () => {
    const { pace, read, wait } = timed(10_000);
    read(1, stepOf(100));
    wait(60);
    pace.startEpoch();
    read(1, stepOf(100));
    expect(pace.reviewsPerSecond).toBe(100);
    expect(pace.epochSeconds).toBe(1);
    expect(pace.totalSeconds).toBe(62);
  });
});

describe('the steps that are read together', () => {
  it.each([
    [0.05, 1, 4],
    [0.4, 2, 1],
    [10, 1, 1],
    [0.000_01, 1, 64],
  ])('after %d seconds for %d of them are %d: a fifth of a second', (seconds, count, wanted) => {
    const { pace, read } = timed(10_000);
    read(seconds, ...Array.from({ length: count }, () => stepOf(10)));
    expect(pace.stepsPerRead).toBe(wanted);
  });
});

describe('an epoch', () => {
  it('has the means over its reviews, of those before an interruption too', () => {
    const { pace, read } = timed(1_000, 90);
    pace.startEpoch({ loss: 10, correct: 5, rows: 10 });
    read(1, stepOf(30, { loss: 2, correct: 15 }), stepOf(10, { loss: 1, correct: 0 }));
    expect(pace.epochSums).toEqual({ loss: 10 + 60 + 10, correct: 20, rows: 50 });
    expect(pace.epochMeans()).toEqual({ loss: 80 / 50, accuracy: 20 / 50 });
    pace.startEpoch();
    expect(pace.epochSums).toEqual({ loss: 0, correct: 0, rows: 0 });
    expect(pace.totalSeconds).toBe(91);
  });
});
