import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { splitDataset } from './split.ts';

const shares = fc
  .record({
    trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    part: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  })
  .map(({ trainShare, part }) => ({ trainShare, validationShare: (1 - trainShare) * part }));
const classes = fc
  .tuple(fc.integer({ min: 3, max: 300 }), fc.integer({ min: 3, max: 300 }))
  .map(([negative, positive]) => {
    const values = new Uint8Array(negative + positive);
    return values.fill(1, negative);
  });
const seeds = fc.integer({ min: 0, max: 2_147_483_647 });

function positives(rows: Int32Array, values: Uint8Array): number {
  return rows.filter((row) => values[row] === 1).length;
}

const chance = (values: Uint8Array) => ({ classes: values, given: null });

test('every row is in exactly one part, ascending, and both classes are in each', () => {
  fc.assert(
    fc.property(classes, shares, seeds, (values, share, seed) => {
      let split;
      try {
        split = splitDataset(chance(values), { ...share, seed });
      } catch (error) {
        // A tiny class with a large test and validation share: nothing is left to learn from.
        expect(error).toBeInstanceOf(InputError);
        return;
      }
      const parts = [split.train, split.validation, split.test];
      const all = parts.flatMap((rows) => [...rows]).toSorted((a, b) => a - b);
      expect(all).toEqual([...values.keys()]);
      for (const rows of parts) {
        expect(rows).toEqual(rows.toSorted());
        expect(positives(rows, values)).toBeGreaterThan(0);
        expect(positives(rows, values)).toBeLessThan(rows.length);
      }
    }),
  );
});

test('each class keeps its proportion', () => {
  const values = new Uint8Array(1_000).fill(1, 700);
  const split = splitDataset(chance(values), { trainShare: 0.8, validationShare: 0.1, seed: 4 });
  expect([split.train.length, split.validation.length, split.test.length]).toEqual([800, 100, 100]);
  expect(positives(split.train, values)).toBe(240);
  expect(positives(split.validation, values)).toBe(30);
  expect(positives(split.test, values)).toBe(30);
});

test('the seed decides, and nothing else', () => {
  const values = new Uint8Array(200).fill(1, 90);
  const config = { trainShare: 0.7, validationShare: 0.2, seed: 1 };
  expect(splitDataset(chance(values), config)).toEqual(splitDataset(chance(values), config));
  expect(splitDataset(chance(values), config).test).not.toEqual(
    splitDataset(chance(values), { ...config, seed: 2 }).test,
  );
});

test('the test part stays when only training and validation change places', () => {
  const values = new Uint8Array(200).fill(1, 90);
  const one = splitDataset(chance(values), { trainShare: 0.7, validationShare: 0.1, seed: 1 });
  const other = splitDataset(chance(values), { trainShare: 0.5, validationShare: 0.3, seed: 1 });
  expect(other.test).toEqual(one.test);
});

test('a class that is too small is said to be so', () => {
  const values = Uint8Array.of(0, 0, 0, 0, 0, 1, 1);
  expect(() => splitDataset(chance(values), { trainShare: 0.8, validationShare: 0.1, seed: 1 })).toThrow(
    new InputError(
      'One class has 2 reviews, too few for a training, a validation and a test part. Bring more reviews of it, or change the shares.',
    ),
  );
});
