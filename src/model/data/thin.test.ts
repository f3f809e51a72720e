import { expect, test } from 'vitest';
import type { Part } from '../../contract/dataset.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import { partNames } from '../../contract/parts.ts';
import { splitDataset } from './split.ts';
import { textColumn } from './text-column.ts';
import { thinOut } from './thin.ts';

const config = { trainShare: 0.8, validationShare: 0.1, splitSeed: 3 };
const rows = 20_000;
const texts = textColumn(Array.from({ length: rows }, (_, row) => `row ${row}`));
const keys = canonicalKeysOf(texts);
/** Sorted, with three in four of class 1. */
const classes = Uint8Array.from({ length: rows }, (_, row) => (row < rows / 4 ? 0 : 1));

const classNames = ['no', 'yes'];

function rowOf(text: string): number {
  return Number(text.slice('row '.length));
}

function countsOf(split: Record<Part, Int32Array>, of: Uint8Array): number[] {
  return partNames.flatMap((part) => {
    const ones = split[part].filter((row) => of[row] === 1).length;
    return [split[part].length - ones, ones];
  });
}

test.each([
  ['by chance', null],
  ['as provided', Array.from(classes, (_, row): Part => (row % 2 === 0 ? 'train' : 'test'))],
])('a tenth of the rows has a tenth of each class in each part: split %s', (_, provided) => {
  const dataset = { texts, keys, classes, classNames, provided };
  const whole = splitDataset(dataset, config);
  const { dataset: thin, parts } = thinOut(dataset, config, rows / 10);
  const split = parts.parts;
  countsOf(split, thin.classes).forEach((count, i) =>
    expect(Math.abs(count - countsOf(whole, classes)[i] / 10)).toBeLessThanOrEqual(1),
  );
  for (const part of partNames) {
    const inWhole = new Set(whole[part]);
    for (const row of split[part]) {
      const original = rowOf(thin.texts.get(row));
      expect(inWhole.has(original)).toBe(true);
      expect(thin.classes[row]).toBe(classes[original]);
    }
  }
  const spread = Array.from(split.train, (row) => rowOf(thin.texts.get(row)));
  const ascending = spread.toSorted((a, b) => a - b);
  expect(spread).toEqual(ascending);
  expect(ascending[0]).toBeLessThan(rows / 100);
  expect(ascending.at(-1)).toBeGreaterThan(rows * 0.99);
});

test('a class of few rows is still in each part', () => {
  const rare = Uint8Array.from({ length: rows }, (_, row) => (row < 60 ? 1 : 0));
  const data = { texts, keys, classes: rare, classNames, provided: null };
  const whole = splitDataset(data, config);
  const { dataset: thin, parts } = thinOut(data, config, 100);
  expect(countsOf(parts.parts, thin.classes).map((count) => count > 0)).toEqual(
    countsOf(whole, rare).map((count) => count > 0),
  );
});
