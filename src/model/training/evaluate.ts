/** The network's answers for a whole part of the data, without dropout. */
import { defaultDecision, type Decision } from '../../contract/decision.ts';
import { sigmoid, softmaxInto, softplus } from '../../contract/math.ts';
import { concat, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from '../../contract/settings.ts';
import { makeBatch, planBatches } from '../data/index.ts';
import type { BatchPlan, EncodedPart } from '../data/index.ts';
import { highest } from '../evaluation/threshold.ts';
import { disposeBatch, uploadBatch } from '../network/network.ts';
import type { Answering } from '../network/networks.ts';
import { nextTask } from '../next-task.ts';

/** Batches whose answers are read back together, at first and at most: so many that reading does not hold up a fast device. */
const firstBatchesPerRead = 16;
const mostBatchesPerRead = 64;
/** Milliseconds: a group that is back sooner is followed by one of twice its size. */
const shortGroup = 150;

export interface Evaluation {
  loss: number;
  accuracy: number;
  /** [n,K], in the order of the part's rows. */
  probabilities: Float32Array;
  /** [n,L] of the network, without a temperature. */
  logits: Float64Array;
}

export interface EvaluateOptions {
  signal?: AbortSignal;
  /** What makes probabilities and classes of the logits; absent: the default. */
  decision?: Decision;
}

/**
 * @param buckets the padded lengths that the run's batches have, so that no new shapes come up
 * @throws {DOMException} AbortError when the signal says so between two reads
 */
export async function evaluate(
  network: Answering,
  part: EncodedPart,
  buckets: readonly number[],
  { signal, decision }: EvaluateOptions = {},
): Promise<Evaluation> {
  const { batchSize, loss } = network.config;
  const vocabularySize = network.words;
  const plans = planBatches(part, { batchSize, buckets, shuffle: false, seed: 0, epoch: 1 });
  const width = network.logitCount;
  const logits = new Float64Array(part.classes.length * width);
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
      plan.reviews.forEach((review, row) => {
        const start = (i * batchSize + row) * width;
        logits.set(values.subarray(start, start + width), review * width);
      });
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
  return summarize(logits, part.classes, { loss, decision });
}

async function readLogits(runs: (() => Tensor2D)[]): Promise<Float32Array> {
  const answers = runs.map((run) => run());
  const joined = tidy(() => concat(answers));
  dispose(answers);
  const values = await joined.data<'float32'>();
  joined.dispose();
  return values;
}

/**
 * What logits say of rows whose classes are known.
 * @param logits [n,L], L of the network's dense layer
 */
export function summarize(
  logits: Float64Array,
  classes: Uint8Array,
  { loss, decision }: { loss: Loss; decision?: Decision },
): Evaluation {
  const width = logits.length / classes.length;
  const classCount = width === 1 ? 2 : width;
  const { temperature, weights } = decision ?? defaultDecision(classCount);
  const scaled = temperature === 1 ? logits : logits.map((logit) => logit / temperature);
  const probabilities = new Float32Array(classes.length * classCount);
  let lossSum = 0;
  let correct = 0;
  classes.forEach((id, row) => {
    const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
    const answer = scaled.subarray(row * width, (row + 1) * width);
    lossSum += width === 1 ? sigmoidLoss(answer[0], id, loss, own) : softmaxLoss(answer, id, loss, own);
    // By the probabilities as they are told, in float32: a test's confusion matrix counts the same rows.
    if (highest(own, weights) === id) correct++;
  });
  return { loss: lossSum / classes.length, accuracy: correct / classes.length, probabilities, logits };
}

/** As the loss op has it. @param probabilities [2] is filled */
function sigmoidLoss(logit: number, label: number, loss: Loss, probabilities: Float32Array): number {
  probabilities[1] = sigmoid(logit);
  probabilities[0] = 1 - probabilities[1];
  if (loss === 'mean-squared-error') return (sigmoid(logit) - label) ** 2;
  return softplus(logit) - label * logit;
}

/** As the loss op has it. @param probabilities [K] is filled */
function softmaxLoss(logits: Float64Array, label: number, loss: Loss, probabilities: Float32Array): number {
  const logSum = softmaxInto(probabilities, logits);
  if (loss === 'cross-entropy') return logSum - logits[label];
  const shares = new Float64Array(logits.length);
  softmaxInto(shares, logits);
  return shares.reduce((sum, share, id) => sum + (share - (id === label ? 1 : 0)) ** 2, 0) / shares.length;
}
