import { describe, expect, it } from 'vitest';

import type { StepEvent } from '../contract/training.ts';
import { createCurve } from './curve.ts';

const step = (n: number, loss: number): StepEvent => ({
  type: 'step',
  epoch: 1,
  step: n,
  totalSteps: 1_000,
  loss,
  accuracy: loss / 2,
  gradientNorm: 1,
  learningRate: 0.1,
  reviewsPerSecond: 1,
  secondsLeft: 1,
});

const steps = (count: number) => Array.from({ length: count }, (_, i) => step(i + 1, i + 1));

describe('a curve', () => {
  it('keeps every step while there are few', () => {
    const curve = createCurve(8);
    curve.add(steps(3));
    expect(curve.points(10)).toEqual([
      { epoch: 0.1, loss: 1, accuracy: 0.5 },
      { epoch: 0.2, loss: 2, accuracy: 1 },
      { epoch: 0.3, loss: 3, accuracy: 1.5 },
    ]);
  });

  it('never grows over its capacity, and loses no step’s share in the mean', () => {
    const curve = createCurve(8);
    for (const one of steps(1_000)) curve.add([one]);
    const points = curve.points(1);
    expect(points.length).toBeLessThanOrEqual(8);
    expect(points.length).toBeGreaterThan(3);
    expect(points.at(-1)?.epoch).toBe(1_000);
    let seen = 0;
    let sum = 0;
    for (const { epoch, loss } of points) {
      sum += loss * (epoch - seen);
      seen = epoch;
    }
    expect(sum).toBeCloseTo((1_000 * 1_001) / 2, 6);
  });

  it('drops what came after a place, and continues from there', () => {
    const curve = createCurve(8);
    curve.add(steps(20));
    curve.cutAfter(13);
    const lastKept = curve.points(1).at(-1)?.epoch ?? 0;
    expect(lastKept).toBeLessThanOrEqual(13);
    expect(lastKept).toBeGreaterThan(13 - 4);
    curve.add(steps(20).slice(13));
    expect(curve.points(1).at(-1)?.epoch).toBe(20);
  });

  it('continues from points that it gave, as if it had never ended', () => {
    const [whole, first] = [createCurve(8), createCurve(8)];
    whole.add(steps(60));
    first.add(steps(37));
    const second = createCurve(8, first.points(10), 10);
    second.add(steps(60).slice(37));
    const rounded = (points: { epoch: number; loss: number }[]) =>
      points.map(({ epoch, loss }) => [epoch, Math.round(loss * 1e6)]);
    expect(rounded(second.points(10))).toEqual(rounded(whole.points(10)));
  });

  it('is the same whether steps come one by one or in groups', () => {
    const [one, all] = [createCurve(16), createCurve(16)];
    for (const each of steps(77)) one.add([each]);
    all.add(steps(77));
    expect(all.points(7)).toEqual(one.points(7));
  });
});
