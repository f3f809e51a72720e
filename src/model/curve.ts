/** The per-step curve, kept small: a run may have a hundred thousand steps, a chart a few hundred pixels. */
import type { CurvePoint } from '../contract/runs.ts';
import type { StepEvent } from '../contract/training.ts';

interface Bucket {
  steps: number;
  lastStep: number;
  lossSum: number;
  accuracySum: number;
}

export interface Curve {
  add(steps: readonly StepEvent[]): void;
  /** Drops the steps after this one, as far as they do not share a point with earlier ones. */
  cutAfter(step: number): void;
  /** At most `capacity` points, oldest first. */
  points(stepsPerEpoch: number): CurvePoint[];
}

/**
 * Neighbouring steps share a bucket; when all buckets are full, neighbours merge and each holds twice as
 * many. Adding is O(1) a step on average, and no point's history is drawn twice.
 *
 * @param earlier points of the same run, to continue from, @param stepsPerEpoch that they were made with
 */
export function createCurve(capacity = 240, earlier: readonly CurvePoint[] = [], stepsPerEpoch = 1): Curve {
  let buckets = earlier.map((point, place) => bucketOf(point, earlier[place - 1], stepsPerEpoch));
  // Points but the last hold equally many steps.
  let width = Math.max(1, ...buckets.slice(0, -1).map(({ steps }) => steps));

  function merge(): void {
    const merged: Bucket[] = [];
    for (let i = 0; i < buckets.length; i += 2) {
      const [a, b] = [buckets[i], buckets[i + 1]];
      merged.push({
        steps: a.steps + b.steps,
        lastStep: b.lastStep,
        lossSum: a.lossSum + b.lossSum,
        accuracySum: a.accuracySum + b.accuracySum,
      });
    }
    buckets = merged;
    width *= 2;
  }

  function addStep({ step, loss, accuracy }: StepEvent): void {
    let last = buckets.at(-1);
    if (!last || last.steps === width) {
      if (buckets.length === capacity) merge();
      last = { steps: 0, lastStep: step, lossSum: 0, accuracySum: 0 };
      buckets.push(last);
    }
    last.steps += 1;
    last.lastStep = step;
    last.lossSum += loss;
    last.accuracySum += accuracy;
  }

  return {
    add: (steps) => steps.forEach(addStep),
    cutAfter: (step) => {
      buckets = buckets.filter(({ lastStep }) => lastStep <= step);
    },
    points: (perEpoch) =>
      buckets.map(({ steps, lastStep, lossSum, accuracySum }) => ({
        epoch: lastStep / perEpoch,
        loss: lossSum / steps,
        accuracy: accuracySum / steps,
      })),
  };
}

function bucketOf(point: CurvePoint, before: CurvePoint | undefined, stepsPerEpoch: number): Bucket {
  const lastStep = Math.round(point.epoch * stepsPerEpoch);
  const steps = Math.max(1, lastStep - Math.round((before?.epoch ?? 0) * stepsPerEpoch));
  return { steps, lastStep, lossSum: point.loss * steps, accuracySum: point.accuracy * steps };
}
