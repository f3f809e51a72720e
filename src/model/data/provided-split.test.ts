import { sayingJust } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { Part } from '../../contract/dataset.ts';
import { partOf } from './provided-split.ts';
import { splitDataset } from './split.ts';

test.each([
  ['train', 'train'],
  ['Training', 'train'],
  ['TEST', 'test'],
  [' val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['unsup', null],
  ['', null],
  ['train'.repeat(9), null],
])('%j is the part %s', (cell, part) => {
  expect(partOf(cell)).toBe(part);
});

const config = { trainShare: 0.6, validationShare: 0.2, splitSeed: 1 };

/** Rows in turn of both classes. */
function dataset(...counts: [Part | null, number][]) {
  const provided = counts.flatMap(([part, count]) => Array.from({ length: count }, () => part));
  const keys = Float64Array.from(provided, (_, row) => row * 2 ** 30);
  return { provided, keys, classes: Uint8Array.from(provided, (_, row) => row % 2) };
}
const sizes = (...counts: [Part | null, number][]) => {
  const { train, validation, test: tested } = splitDataset(dataset(...counts), config);
  return [train.length, validation.length, tested.length];
};

/** By chance: four standard deviations of a binomial count of 8,000 or 10,000 rows. */
const about = (count: number) => expect.toBeOneOf(Array.from({ length: 321 }, (_, i) => count - 160 + i));

test('a provided part takes its rows and no others; one that is missing comes out of training', () => {
  expect(sizes(['train', 60], ['validation', 10], ['test', 30])).toEqual([60, 10, 30]);
  expect(sizes(['train', 8_000], ['test', 100])).toEqual([about(6_000), about(2_000), 100]);
  expect(sizes(['train', 8_000], ['validation', 40])).toEqual([about(6_000), 40, about(2_000)]);
  expect(sizes(['test', 20], [null, 8_000])).toEqual([about(6_000), about(2_000), 20]);
  expect(sizes(['train', 4_000], ['test', 20], [null, 4_000])).toEqual([about(6_000), about(2_000), 20]);
  expect(sizes(['train', 10_000])).toEqual([about(6_000), about(2_000), about(2_000)]);
});

test('rows that are all for training are split by chance, as without a split', () => {
  const data = dataset(['train', 50], [null, 50]);
  expect(splitDataset(data, config)).toEqual(splitDataset({ ...data, provided: null }, config));
});

test('the split seed decides which training rows become validation rows', () => {
  const data = dataset(['train', 80], ['test', 20]);
  const one = splitDataset(data, config);
  expect(splitDataset(data, config)).toEqual(one);
  expect(splitDataset(data, { ...config, splitSeed: 2 }).validation).not.toEqual(one.validation);
});

test.each([
  [
    { provided: ['test', 'train', 'train', 'train', 'train'], classes: [1, 0, 1, 0, 1] },
    'The test part that came with the data has reviews of one class only. Choose no split column, or upload all kinds.',
  ],
  [
    { provided: ['test', 'test', 'train', 'train', 'train'], classes: [1, 0, 1, 1, 1] },
    'The training part has no review of one of the classes beside the parts that came with the data. Choose no split column, or add more reviews.',
  ],
])('%#: a part that can’t be used is said to be so', ({ provided, classes }, message) => {
  const keys = Float64Array.from(classes, (_, row) => row);
  const data = { provided: provided as Part[], keys, classes: Uint8Array.from(classes) };
  expect(() => splitDataset(data, config)).toThrow(sayingJust(message));
});
