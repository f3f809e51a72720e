import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.ts';
import { randomFor } from './streams.ts';

const seeds = fc.integer({ min: 0, max: 2_147_483_647 });

function draw(random: Random, count = 20): number[] {
  return Array.from({ length: count }, () => random.uint32());
}

test('the same seed and stream give the same numbers, others give others', () => {
  fc.assert(
    fc.property(seeds, fc.integer(), (seed, stream) => {
      expect(draw(new Random(seed, stream))).toEqual(draw(new Random(seed, stream)));
      expect(draw(new Random(seed, stream))).not.toEqual(draw(new Random(seed, (stream + 1) | 0)));
      expect(draw(new Random(seed, stream))).not.toEqual(draw(new Random(seed + 1, stream)));
    }),
  );
});

test('uniform numbers lie in [0, 1) with the right mean and variance', () => {
  const random = new Random(3);
  const values = Array.from({ length: 20_000 }, () => random.uniform());
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0.5, 1.5);
  expect(variance).toBeCloseTo(1 / 12, 2);
});

test('normal numbers have mean 0 and variance 1', () => {
  const random = new Random(5);
  const values = Array.from({ length: 20_000 }, () => random.normal());
  expect(values.every(Number.isFinite)).toBe(true);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 1);
  expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(1, 1);
});

test('below stays below its limit and reaches every number', () => {
  const random = new Random(9);
  const counts = Array<number>(7).fill(0);
  for (let i = 0; i < 7_000; i++) counts[random.below(7)]++;
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(7_000);
  for (const count of counts) expect(count).toBeGreaterThan(800);
});

test('a shuffle keeps all items', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
      const shuffled = new Random(seed).shuffle([...items]);
      const ascending = (a: number, b: number) => a - b;
      expect(shuffled.toSorted(ascending)).toEqual(items.toSorted(ascending));
    }),
  );
});

test('each purpose and each index of a seed has numbers of its own', () => {
  const streams = [
    randomFor(1, 'batchOrder', 1),
    randomFor(1, 'batchOrder', 2),
    randomFor(1, 'wordDropout', 1),
    randomFor(1, 'wordDropout', 2),
  ].map((random) => draw(random).join());
  expect(new Set(streams).size).toBe(streams.length);
});
