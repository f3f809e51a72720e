import { expect, test } from 'vitest';
import { presetConfig } from '../contract/settings.ts';
import { reviewLength } from './data/index.ts';
import { Preparation } from './preparation.ts';
import { tinyDataset } from './testing/tiny-data.ts';
import { estimateSeconds } from './training/calibrate.ts';

const config = {
  ...presetConfig('recommended', { rowsUsed: 1_000, p95Length: 20 }),
  tokenization: 'words' as const,
  batchSize: 32,
};

function rowsOf({ train, validation, test: tested }: Awaited<ReturnType<Preparation['forRun']>>): number {
  return train.classes.length + validation.classes.length + tested.classes.length;
}

test('what was measured is what a run takes, and is made once', async () => {
  const preparation = new Preparation();
  const dataset = tinyDataset(400, 1);
  const measured = await preparation.forMeasuring(dataset, config);
  expect(measured.scale).toBe(1);
  expect(rowsOf(measured.data)).toBe(400);
  expect(await preparation.forRun(dataset, { ...config, epochs: 9 })).toBe(measured.data);
  const other = await preparation.forRun(dataset, { ...config, maxLength: 3 });
  expect(other).not.toBe(measured.data);
  expect(reviewLength(other.train, 0)).toBe(3);
});

test('of very many rows some are measured, and say how long a run on all of them takes', async () => {
  const preparation = new Preparation();
  const dataset = tinyDataset(120_000, 1);
  const { data, scale } = await preparation.forMeasuring(dataset, config);
  expect(rowsOf(data)).toBeLessThan(20_010);
  expect(scale).toBeCloseTo(6, 2);
  const all = await preparation.forRun(dataset, config);
  expect(rowsOf(all)).toBe(120_000);
  expect(all.vocabulary.tokens.toSorted()).toEqual(data.vocabulary.tokens.toSorted());
  expect(scale * estimateSeconds(config, data, 10)).toBeCloseTo(estimateSeconds(config, all, 10), -1);
  expect(await preparation.forMeasuring(dataset, config)).toEqual({ data: all, scale: 1 });
});
