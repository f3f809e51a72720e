/**
 * The output bias for a network that answers without dropout. Masks keep the mean of what they drop, but not the mean of its
 * maximum over words or of a sigmoid: a network that was trained with them can lean to one class without them.
 */
import { softmaxInto } from '../../contract/math.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { Random, takeRows, type EncodedPart } from '../data/index.ts';

/** From so many the bias has a standard error of about 0.05. */
const mostReviews = 4_000;
/** A stream of the run's seed. */
const stream = 0x6f62;
const mostRounds = 100;
const closeEnough = 1e-6;

/** How many reviews the bias is fitted to in each epoch. */
export function biasReviews({ refitBias }: Pick<RunConfig, 'refitBias'>, reviews: number): number {
  return refitBias ? Math.min(mostReviews, reviews) : 0;
}

/** The reviews that the bias is fitted to: the same in each epoch. */
export function biasSample(train: EncodedPart, seed: number): EncodedPart {
  const rows = Int32Array.from(train.classes, (_, row) => row);
  return rows.length <= mostReviews
    ? train
    : takeRows(train, new Random(seed, stream).shuffle(rows).slice(0, mostReviews));
}

/**
 * What to add to each logit so that the mean probability of each class is its share of the reviews: where the cross-entropy
 * is least, of all biases. Each round multiplies a class by what it lacks (iterative proportional fitting).
 * @param logits [n,L]
 * @param classes [n], from 0
 * @param classWeights [K] what a review of each class counts
 * @returns [L]; 0 for a class without reviews
 */
export function biasShift(
  logits: Float64Array,
  classes: Uint8Array,
  classWeights: Float32Array,
): Float64Array {
  const width = logits.length / classes.length;
  const classCount = classWeights.length;
  const wanted = new Float64Array(classCount);
  for (const id of classes) wanted[id] += classWeights[id];
  const shift = new Float64Array(classCount);
  for (let round = 0; round < mostRounds; round++) {
    const given = sumsOf(logits, classes, { shift, classWeights });
    let largest = 0;
    for (let k = 0; k < classCount; k++) {
      if (wanted[k] === 0) continue;
      // No answer at all for a class is told as next to none.
      const change = Math.log(wanted[k]) - Math.log(Math.max(given[k], Number.MIN_VALUE));
      shift[k] += change;
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < closeEnough) break;
  }
  return width === 1 ? Float64Array.of(shift[1] - shift[0]) : shift;
}

/** [K] Sums of the probabilities, by the weights of the reviews' own classes. */
function sumsOf(
  logits: Float64Array,
  classes: Uint8Array,
  { shift, classWeights }: { shift: Float64Array; classWeights: Float32Array },
): Float64Array {
  const width = logits.length / classes.length;
  const sums = new Float64Array(shift.length);
  const scores = new Float64Array(shift.length);
  const shares = new Float64Array(shift.length);
  classes.forEach((id, row) => {
    // One logit is that of the second class; the first has 0.
    const own = logits.subarray(row * width, (row + 1) * width);
    scores.set(shift);
    own.forEach((logit, i) => (scores[shift.length - width + i] += logit));
    softmaxInto(shares, scores);
    shares.forEach((share, k) => (sums[k] += classWeights[id] * share));
  });
  return sums;
}
