import { reviewLength, type EncodedPart } from './encode.ts';
import { sortTokens } from './sort-ids.ts';
import { randomFor } from './streams.ts';
import { paddingId, unknownId } from './vocabulary.ts';

/** One step's input. B is `size`, T is `length`; rows are sorted by length, longest first. */
export interface Batch {
  /** B, the same for all batches of a run. */
  size: number;
  /** T, one of the run's few bucket lengths. */
  length: number;
  /** [B·T] token ids, right-padded with 0. */
  ids: Int32Array;
  /** [B] tokens of each row; 0 for a filler row. */
  lengths: Int32Array;
  /** [B] classes, from 0. */
  labels: Float32Array;
  /** [B] 1, or the class's weight; 0 for the filler rows of an incomplete batch. */
  weights: Float32Array;
  /** [B·T] the ids in ascending order; padding comes last and reads as the vocabulary's size. */
  sortedIds: Int32Array;
  /** [B·T] where each of `sortedIds` stands in `ids` (b·T + t); equal ids keep their order. */
  order: Int32Array;
  /** Rows that are no filler. */
  rows: number;
}

/** Which reviews of a part one batch takes. */
export interface BatchPlan {
  /** Rows of the part, longest review first; at most `size`. */
  reviews: Int32Array;
  size: number;
  length: number;
}

export interface PlanOptions {
  batchSize: number;
  /** Ascending; the last one fits the longest review. Without it `chooseBuckets` on the part. */
  buckets?: readonly number[];
  /** False: by length, the same each time, for validation and test. */
  shuffle: boolean;
  seed: number;
  /** Counted from 1; each epoch has its own order. */
  epoch: number;
}

/** Reviews are sorted by length within groups of so many batches: like lengths together, yet in a new order each epoch. */
const batchesPerGroup = 50;

function cut(reviews: Int32Array, size: number, buckets: readonly number[], part: EncodedPart): BatchPlan[] {
  const plans: BatchPlan[] = [];
  for (let start = 0; start < reviews.length; start += size) {
    const chosen = reviews.slice(start, start + size);
    const longest = reviewLength(part, chosen[0]);
    const length = buckets.find((bucket) => bucket >= longest);
    if (length === undefined) throw new RangeError(`No bucket fits a review of ${longest} words.`);
    plans.push({ reviews: chosen, size, length });
  }
  return plans;
}

/**
 * The batches of one epoch. Each review is in exactly one of them.
 * @throws {RangeError} when no bucket fits a review
 */
export function planBatches(part: EncodedPart, options: PlanOptions): BatchPlan[] {
  const { batchSize: size } = options;
  const buckets = options.buckets ?? chooseBuckets([part]);
  const all = Int32Array.from(part.classes, (_, row) => row);
  const longestFirst = (reviews: Int32Array) =>
    reviews.sort((a, b) => reviewLength(part, b) - reviewLength(part, a));
  if (!options.shuffle) return cut(longestFirst(all), size, buckets, part);

  const random = randomFor(options.seed, 'batchOrder', options.epoch);
  random.shuffle(all);
  // What does not fill a batch is drawn before sorting, or it would be the shortest reviews each time.
  const whole = all.length - (all.length % size);
  const plans = cut(longestFirst(all.slice(whole)), size, buckets, part);
  const groupSize = size * batchesPerGroup;
  for (let start = 0; start < whole; start += groupSize) {
    const group = all.slice(start, Math.min(whole, start + groupSize));
    plans.push(...cut(longestFirst(group), size, buckets, part));
  }
  return random.shuffle(plans);
}

/** Finer bucket lengths would save next to nothing. */
const bucketStep = 8;

/**
 * At most `count` lengths, ascending, into which the reviews of `parts` fit with the least padding. The last
 * is the longest review's, the others are multiples of 8. Exact, by dynamic programming over the multiples.
 */
export function chooseBuckets(parts: readonly EncodedPart[], count = 4): number[] {
  const steps = reviewsByStep(parts);
  const last = steps.length - 1;
  const upTo = new Float64Array(last + 1);
  for (let i = 1; i <= last; i++) upTo[i] = upTo[i - 1] + steps[i];
  // cost[i]: padded steps of all reviews of up to i steps, with the buckets so far, the last of them i.
  let cost = upTo.map((reviews, i) => reviews * i);
  const choices: Int32Array[] = [];
  for (let bucket = 1; bucket < count; bucket++) {
    const next = cost.slice();
    const choice = new Int32Array(last + 1);
    for (let i = 1; i <= last; i++) {
      for (let before = 1; before < i; before++) {
        const total = cost[before] + (upTo[i] - upTo[before]) * i;
        if (total < next[i]) {
          next[i] = total;
          choice[i] = before;
        }
      }
    }
    cost = next;
    choices.push(choice);
  }
  const buckets = [last];
  for (let i = choices.length - 1, at = last; i >= 0; i--) {
    at = choices[i][at] || at;
    if (buckets[0] !== at) buckets.unshift(at);
  }
  const longest = Math.max(...parts.map(longestReview));
  return buckets.map((bucket) => Math.min(longest, bucket * bucketStep));
}

function longestReview(part: EncodedPart): number {
  return part.classes.reduce((longest, _, row) => Math.max(longest, reviewLength(part, row)), 1);
}

/** [i]: how many reviews need i steps of 8 tokens. */
function reviewsByStep(parts: readonly EncodedPart[]): number[] {
  const steps = [0, 0];
  for (const part of parts) {
    for (let row = 0; row < part.classes.length; row++) {
      const step = Math.max(1, Math.ceil(reviewLength(part, row) / bucketStep));
      while (steps.length <= step) steps.push(0);
      steps[step]++;
    }
  }
  return steps;
}

/** What a training step changes in its batch. */
export interface TrainingDraw {
  /** [K] What the loss counts a review of each class. */
  classWeights: ArrayLike<number>;
  /** Chance that a word stays; the others become unknown. 1 keeps all. */
  wordKeepProb: number;
  seed: number;
  /** Of all steps of the run: each has its own draws, so that a resumed run repeats them. */
  step: number;
}

/**
 * Fills a batch from its plan.
 * @param vocabularySize is what padding reads as in `sortedIds`
 * @param draw of a training step; otherwise all words stay, and all reviews weigh 1
 */
export function makeBatch(
  part: EncodedPart,
  plan: BatchPlan,
  vocabularySize: number,
  draw?: TrainingDraw,
): Batch {
  const { size, length, reviews } = plan;
  const batch: Batch = {
    size,
    length,
    ids: new Int32Array(size * length).fill(paddingId),
    lengths: new Int32Array(size),
    labels: new Float32Array(size),
    weights: new Float32Array(size),
    sortedIds: new Int32Array(size * length),
    order: new Int32Array(size * length),
    rows: reviews.length,
  };
  reviews.forEach((review, row) => {
    batch.ids.set(part.tokens.subarray(part.offsets[review], part.offsets[review + 1]), row * length);
    batch.lengths[row] = reviewLength(part, review);
    batch.labels[row] = part.classes[review];
    batch.weights[row] = draw?.classWeights[part.classes[review]] ?? 1;
  });
  if (draw && draw.wordKeepProb < 1) dropWords(batch, draw);
  sortTokens(batch.ids, batch.lengths, length, vocabularySize, batch.sortedIds, batch.order);
  return batch;
}

function dropWords(batch: Batch, { wordKeepProb, seed, step }: TrainingDraw): void {
  const random = randomFor(seed, 'wordDropout', step);
  const limit = wordKeepProb * 2 ** 32;
  for (let row = 0; row < batch.rows; row++) {
    const start = row * batch.length;
    for (let at = start; at < start + batch.lengths[row]; at++) {
      if (random.uint32() >= limit) batch.ids[at] = unknownId;
    }
  }
}
