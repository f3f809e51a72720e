/** The network's answers for a whole part of the data, without dropout. */
import { sigmoid, softplus } from '../../contract/math.ts';
import { concat, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Loss } from '../../contract/settings.ts';
import { makeBatch, planBatches } from '../data/index.ts';
import type { BatchPlan, EncodedPart } from '../data/index.ts';
import { isPositive } from '../evaluation/threshold.ts';
import { disposeBatch, uploadBatch } from '../network/network.ts';
import type { Network } from '../network/network.ts';
import { nextTask } from '../next-task.ts';

/** Batches whose answers are read back together, at first and at most: so many that reading does not hold up a fast device. */
const firstBatchesPerRead = 16;
const mostBatchesPerRead = 64;
/** Milliseconds: a group that is back sooner is followed by one of twice its size. */
const shortGroup = 150;

export interface Evaluation {
  loss: number;
  accuracy: number;
  /** [n], of class 1, in the order of the part's rows. */
  probabilities: Float32Array;
}

/**
 * @param buckets the padded lengths that the run's batches have, so that no new shapes come up
 * @throws {DOMException} AbortError when the signal says so between two reads
 */
export async function evaluate(
  network: Network,
  part: EncodedPart,
  buckets: readonly number[],
  signal?: AbortSignal,
): Promise<Evaluation> {
  const { batchSize, loss } = network.config;
  const vocabularySize = network.parameter('embedding').shape[0];
  const plans = planBatches(part, { batchSize, buckets, shuffle: false, seed: 0, epoch: 1 });
  const logits = new Float64Array(part.classes.length);
  const read = async (group: BatchPlan[]) => {
    const values = await readLogits(
      group.map((plan) => () => {
        const batch = uploadBatch(makeBatch(part, plan, vocabularySize));
        const answer = network.logits(batch);
        disposeBatch(batch);
        return answer;
      }),
    );
    group.forEach((plan, i) => {
      plan.reviews.forEach((review, row) => (logits[review] = values[i * batchSize + row]));
    });
  };
  // One group is read while the next is computed.
  let before = Promise.resolve();
  let came = performance.now();
  let size = firstBatchesPerRead;
  try {
    for (let start = 0; start < plans.length;) {
      signal?.throwIfAborted();
      const group = plans.slice(start, start + size);
      start += group.length;
      const reading = read(group);
      // It is awaited a group later, and its failure told then.
      reading.catch(() => undefined);
      await Promise.all([before, nextTask()]);
      before = reading;
      const now = performance.now();
      if (now - came < shortGroup) size = Math.min(mostBatchesPerRead, 2 * size);
      came = now;
    }
  } finally {
    await before;
  }
  return summarize(logits, part.classes, loss);
}

async function readLogits(runs: (() => Tensor1D)[]): Promise<Float32Array> {
  const answers = runs.map((run) => run());
  const joined = tidy(() => concat(answers));
  dispose(answers);
  const values = await joined.data<'float32'>();
  joined.dispose();
  return values;
}

function summarize(logits: Float64Array, classes: Uint8Array, loss: Loss): Evaluation {
  let lossSum = 0;
  let correct = 0;
  const probabilities = Float32Array.from(logits, sigmoid);
  logits.forEach((logit, row) => {
    lossSum += lossOf(logit, classes[row], loss);
    // By the probability as it is told, in float32: a test's confusion matrix counts the same rows.
    if (isPositive(probabilities[row]) === (classes[row] === 1)) correct++;
  });
  return { loss: lossSum / logits.length, accuracy: correct / logits.length, probabilities };
}

/** As the loss op has it: cross-entropy is softplus(logit) − label·logit. */
function lossOf(logit: number, label: number, loss: Loss): number {
  if (loss === 'mean-squared-error') return (sigmoid(logit) - label) ** 2;
  return softplus(logit) - label * logit;
}
