/** How long a step of this run takes on the backend that is set. */
import type { RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { biasReviews } from './output-bias.ts';
import { millisecondsPerStep } from './step-time.ts';
import { Stepper } from './stepper.ts';

/** A forward pass alone is about a third of a step. */
const forwardShare = 1 / 3;

/**
 * Milliseconds of a step without the reading back of its figures, which training does not wait for, on the run's own
 * network and on a batch of its middling length.
 * @param best milliseconds of the fastest backend so far: clearly slower ones are measured less exactly
 */
export async function measureStep(
  config: RunConfig,
  data: PreparedData,
  best: number | null,
): Promise<number> {
  const plan = middlingBatch(config, data);
  const stepper = new Stepper(config, data);
  try {
    const work = { step: () => stepper.run(plan), read: () => stepper.pending.read() };
    return await millisecondsPerStep(work, best);
  } finally {
    stepper.dispose();
  }
}

/**
 * Steps a second, as many as the machine does in about so many seconds beside all else that it has to do: where
 * `measureStep` says how fast a backend can be, this says what comes of it now.
 */
export async function stepRate(config: RunConfig, data: PreparedData, seconds: number): Promise<number> {
  const plan = middlingBatch(config, data);
  const stepper = new Stepper(config, data);
  const step = () => {
    stepper.run(plan);
    return stepper.pending.read();
  };
  try {
    // The first one sets memory aside.
    await step();
    const started = performance.now();
    for (let steps = 1; ; steps++) {
      await step();
      const spent = (performance.now() - started) / 1_000;
      if (spent >= seconds) return steps / spent;
    }
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
  const { length: reviews } = data.train.classes;
  const asked = data.validation.classes.length + biasReviews(config, reviews);
  const answering = (training * forwardShare * asked) / reviews;
  return (config.epochs * (training + answering) * milliseconds) / 1_000;
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
