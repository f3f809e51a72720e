import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseBuckets, makeBatch, planBatches } from './batches.ts';
import { mostIds, reviewLength, type EncodedPart } from './encode.ts';

const vocabularySize = mostIds;

/** A part whose token ids say where they come from: review, then place. */
function partOf(reviews: readonly (readonly number[])[]): EncodedPart {
  const offsets = new Int32Array(reviews.length + 1);
  reviews.forEach((ids, row) => (offsets[row + 1] = offsets[row] + ids.length));
  return {
    tokens: Uint16Array.from(reviews.flat()),
    offsets,
    classes: Uint8Array.from(reviews, (_, row) => row % 2),
  };
}

const ids = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: vocabularySize - 1 }));
const parts = fc
  .array(fc.array(ids, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 60 })
  .map(partOf);
const sizes = fc.integer({ min: 1, max: 17 });
const seeds = fc.integer({ min: 0, max: 2_147_483_647 });

function review(part: EncodedPart, row: number): number[] {
  return [...part.tokens.subarray(part.offsets[row], part.offsets[row + 1])];
}

test('each review is in exactly one batch of an epoch, and in the smallest bucket that fits', () => {
  fc.assert(
    fc.property(parts, sizes, fc.boolean(), seeds, (part, batchSize, shuffle, seed) => {
      const buckets = chooseBuckets([part]);
      const plans = planBatches(part, { batchSize, buckets, shuffle, seed, epoch: 1 });
      const seen = plans.flatMap((plan) => [...plan.reviews]).toSorted((a, b) => a - b);
      expect(seen).toEqual([...part.classes.keys()]);
      expect(plans.length).toBe(Math.ceil(part.classes.length / batchSize));
      for (const plan of plans) {
        const lengths = Array.from(plan.reviews, (row) => reviewLength(part, row));
        expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
        expect(plan.size).toBe(batchSize);
        expect(plan.length).toBe(buckets.find((bucket) => bucket >= lengths[0]));
      }
    }),
  );
});

test('a batch holds its reviews, right-padded, and filler rows that weigh nothing', () => {
  fc.assert(
    fc.property(parts, sizes, seeds, (part, batchSize, seed) => {
      for (const plan of planBatches(part, { batchSize, shuffle: true, seed, epoch: 2 })) {
        const batch = makeBatch(part, plan, vocabularySize);
        expect(batch.rows).toBe(plan.reviews.length);
        for (let row = 0; row < batchSize; row++) {
          const real = row < batch.rows;
          const wanted = real ? review(part, plan.reviews[row]) : [];
          const got = [...batch.ids.subarray(row * batch.length, (row + 1) * batch.length)];
          expect(got).toEqual([...wanted, ...Array<number>(batch.length - wanted.length).fill(0)]);
          expect(batch.lengths[row]).toBe(wanted.length);
          expect(batch.weights[row]).toBe(real ? 1 : 0);
          expect(batch.labels[row]).toBe(real ? part.classes[plan.reviews[row]] : 0);
        }
      }
    }),
  );
});

test('the order names every position once, by ascending id, equal ids in place order, padding last', () => {
  fc.assert(
    fc.property(parts, sizes, (part, batchSize) => {
      const [plan] = planBatches(part, { batchSize, shuffle: true, seed: 1, epoch: 1 });
      const batch = makeBatch(part, plan, vocabularySize);
      const count = batch.lengths.reduce((sum, length) => sum + length, 0);
      expect(batch.order.toSorted()).toEqual(Int32Array.from(batch.ids.keys()));
      batch.order.forEach((position, i) => {
        expect(batch.sortedIds[i]).toBe(i < count ? batch.ids[position] : vocabularySize);
        if (i === 0) return;
        expect(batch.sortedIds[i]).toBeGreaterThanOrEqual(batch.sortedIds[i - 1]);
        if (batch.sortedIds[i] === batch.sortedIds[i - 1])
          expect(position).toBeGreaterThan(batch.order[i - 1]);
      });
    }),
    { numRuns: 50 },
  );
});

const lengths = Array.from({ length: 400 }, (_, row) => 1 + ((row * 37) % 61));
const many = partOf(lengths.map((length, row) => Array<number>(length).fill(row + 1)));

test('the same seed and epoch give the same plan, another epoch another order', () => {
  const options = { batchSize: 16, shuffle: true, seed: 5, epoch: 1 };
  expect(planBatches(many, options)).toEqual(planBatches(many, options));
  expect(planBatches(many, { ...options, epoch: 2 })).not.toEqual(planBatches(many, options));
  expect(planBatches(many, { ...options, seed: 6 })).not.toEqual(planBatches(many, options));
});

test('reviews of like length share a batch, in no order of length', () => {
  const plans = planBatches(many, { batchSize: 16, shuffle: true, seed: 5, epoch: 1 });
  const padded = plans.reduce((sum, plan) => sum + plan.size * reviewLength(many, plan.reviews[0]), 0);
  expect(padded / many.tokens.length).toBeLessThan(1.15);
  const longest = plans.map((plan) => reviewLength(many, plan.reviews[0]));
  expect(longest).not.toEqual(longest.toSorted((a, b) => a - b));
  expect(longest).not.toEqual(longest.toSorted((a, b) => b - a));
});

test('without shuffling, neither seed nor epoch matters', () => {
  const one = planBatches(many, { batchSize: 16, shuffle: false, seed: 1, epoch: 1 });
  expect(planBatches(many, { batchSize: 16, shuffle: false, seed: 2, epoch: 3 })).toEqual(one);
});

test('the reviews of an incomplete batch change from epoch to epoch', () => {
  const incomplete = (epoch: number) =>
    planBatches(many, { batchSize: 30, shuffle: true, seed: 1, epoch }).find(
      (plan) => plan.reviews.length < 30,
    );
  expect(incomplete(1)?.reviews.length).toBe(10);
  expect(incomplete(1)?.reviews).not.toEqual(incomplete(2)?.reviews);
});

test('words are dropped by seed and step alone, at the wanted rate, and sorted as unknown', () => {
  const [plan] = planBatches(many, { batchSize: 200, shuffle: true, seed: 1, epoch: 1 });
  const make = (seed: number, step: number) =>
    makeBatch(many, plan, vocabularySize, { wordKeepProb: 0.7, classWeights: [1, 1], seed, step });
  const whole = makeBatch(many, plan, vocabularySize);
  const dropped = make(1, 10);
  expect(make(1, 10)).toEqual(dropped);
  expect(make(1, 11).ids).not.toEqual(dropped.ids);
  expect(make(2, 10).ids).not.toEqual(dropped.ids);
  const total = whole.lengths.reduce((sum, length) => sum + length, 0);
  const unknown = dropped.ids.filter((id, at) => id === 1 && whole.ids[at] !== 1).length;
  expect(unknown / total).toBeCloseTo(0.3, 1.3);
  expect(dropped.ids.every((id, at) => id === 1 || id === whole.ids[at])).toBe(true);
  expect(dropped.sortedIds[unknown - 1]).toBe(1);
  expect(
    makeBatch(many, plan, vocabularySize, { wordKeepProb: 1, classWeights: [1, 1], seed: 1, step: 1 }),
  ).toEqual(whole);
  const weighted = makeBatch(many, plan, vocabularySize, {
    wordKeepProb: 1,
    classWeights: [3, 0.5],
    seed: 1,
    step: 1,
  });
  expect(weighted.weights).toEqual(
    whole.weights.map((weight, row) => weight * (whole.labels[row] === 0 ? 3 : 0.5)),
  );
});

/** Padded tokens when each review goes into the smallest bucket that fits it. */
function paddedTokens(part: EncodedPart, buckets: readonly number[]): number {
  let total = 0;
  for (let row = 0; row < part.classes.length; row++) {
    total += buckets.find((bucket) => bucket >= reviewLength(part, row)) ?? Infinity;
  }
  return total;
}

test('buckets are few, ascending, and fit the longest review exactly', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 4 }), (part, count) => {
      const buckets = chooseBuckets([part], count);
      const longest = Math.max(...Array.from(part.classes, (_, row) => reviewLength(part, row)));
      expect(buckets.length).toBeLessThanOrEqual(count);
      expect(buckets.at(-1)).toBe(longest);
      expect(buckets).toEqual([...new Set(buckets)].toSorted((a, b) => a - b));
    }),
  );
});

const longerParts = fc
  .array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 30 })
  .map((counts) => partOf(counts.map((count) => Array<number>(count).fill(1))));

test('no other multiples of 8 pad less', () => {
  fc.assert(
    fc.property(longerParts, (part) => {
      const buckets = chooseBuckets([part], 3);
      const longest = Math.ceil(buckets[buckets.length - 1] / 8) * 8;
      // The last one is compared as the multiple that it stands for.
      const chosen = paddedTokens(part, [...buckets.slice(0, -1), longest]);
      for (let first = 8; first <= longest; first += 8) {
        for (let second = first; second <= longest; second += 8) {
          expect(chosen).toBeLessThanOrEqual(paddedTokens(part, [first, second, longest]));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a review that fits no bucket is refused', () => {
  expect(() => planBatches(many, { batchSize: 4, buckets: [8], shuffle: false, seed: 1, epoch: 1 })).toThrow(
    'No bucket fits a review of 61 words.',
  );
});
