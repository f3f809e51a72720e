/** How long a step of this run takes on the backend that is set. */
import type { RunConfig } from '../config.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { Stepper } from './stepper.ts';

const timedSteps = 3;
/** A backend that is this many times slower than the best is not timed any longer. */
const hopeless = 3;

/** A forward pass alone is about a third of a step. */
const forwardShare = 1 / 3;

/**
 * Milliseconds of a step: the median of three after one that compiles, on the run's own network and on a
 * batch of its middling length.
 * @param best milliseconds of the fastest backend so far: clearly slower ones are timed once only
 */
export async function measureStep(
  config: RunConfig,
  data: PreparedData,
  best: number | null,
): Promise<number> {
  const plan = middlingBatch(config, data);
  const stepper = new Stepper(config, data);
  try {
    const times: number[] = [];
    for (let i = 0; i <= timedSteps; i++) {
      const started = performance.now();
      stepper.run(plan);
      await stepper.pending.read();
      const time = performance.now() - started;
      if (i > 0) times.push(time);
      if (best !== null && i > 0 && time > hopeless * best) break;
    }
    times.sort((a, b) => a - b);
    return times[Math.floor(times.length / 2)];
  } finally {
    stepper.dispose();
  }
}

/**
 * Seconds that the whole run will take.
 * @param milliseconds of a step, as `measureStep` gives them
 */
export function estimateSeconds(config: RunConfig, data: PreparedData, milliseconds: number): number {
  const plans = firstEpoch(config, data);
  const measured = middle(plans).length;
  const training = plans.reduce((sum, plan) => sum + plan.length / measured, 0);
  const validation = (training * forwardShare * data.validation.classes.length) / data.train.classes.length;
  return (config.epochs * (training + validation) * milliseconds) / 1_000;
}

/** The batch that a step is measured on. */
export function middlingBatch(config: RunConfig, data: PreparedData): BatchPlan {
  return middle(firstEpoch(config, data));
}

const middle = (plans: BatchPlan[]) => plans[Math.floor(plans.length / 2)];

/** The first epoch's batches, shortest first. */
function firstEpoch({ batchSize, seed }: RunConfig, data: PreparedData): BatchPlan[] {
  const buckets = chooseBuckets([data.train, data.validation, data.test]);
  const plans = planBatches(data.train, { batchSize, buckets, shuffle: true, seed, epoch: 1 });
  return plans.sort((a, b) => a.length - b.length);
}
