import { saying, sayingJust } from '../contract/messages/testing/saying.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { presetConfig } from '../contract/settings.ts';
import { DatasetStore, plainName } from './dataset-store.ts';
import { textKey } from './data/index.ts';
import * as doctor from './doctor/index.ts';
import { InputError } from './errors.ts';
import type { ColumnChoice } from '../contract/dataset.ts';
import type { RowQuery } from '../contract/reviews.ts';

vi.mock('./doctor/index.ts', { spy: true });

const config = presetConfig();
const choice: ColumnChoice = { text: 'text', label: 'label', classes: { good: 1, bad: 0 }, split: null };
const none: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};

/** 40 reviews, one of them twice, with a column of stars that says the same as the labels. */
function csv(word = 'review'): Blob {
  const rows = Array.from({ length: 40 }, (_, i) => `${word} number ${i},${i % 2 ? 'good,5' : 'bad,1'}`);
  return new Blob([['text,label,stars', ...rows, rows[7]].join('\n')]);
}

let store: DatasetStore;

async function load(blob = csv()): Promise<void> {
  await store.openFiles([{ path: 'reviews.csv', blob }], {});
  await store.chooseColumns(choice, {});
}

const page = (query: Partial<RowQuery>) =>
  store.rows({ ...none, ...query }, { start: 0, count: 100 }, config, {});
const correctionOf = async (row: number) => (await page({})).rows[row].correction;

beforeEach(() => {
  store = new DatasetStore();
  vi.mocked(doctor.examine).mockClear();
});

describe('without data', () => {
  it('says what to do first', async () => {
    await expect(store.chooseColumns(choice, {})).rejects.toThrow(sayingJust('Open a file first.'));
    await expect(page({})).rejects.toMatchObject({ told: { code: 'choose-a-dataset-first' } });
    await expect(store.examine(config, {})).rejects.toThrow(InputError);
    await expect(store.correct([0], 1, {})).rejects.toThrow(InputError);
    expect(() => store.exportCorrections()).toThrow(InputError);
  });
});

describe('corrections', () => {
  beforeEach(() => load());

  it('hold for each row with the text, and are taken back', async () => {
    const summary = await store.correct([7], 0, {});
    expect(summary).toMatchObject({ corrections: 1, classCounts: [21, 19] });
    expect([await correctionOf(7), await correctionOf(40), await correctionOf(8)]).toEqual([0, 0, null]);
    const out = await store.correct([7], 'exclude', {});
    expect(out.excluded).toContainEqual({ reason: 'correction', count: 2 });
    expect(await store.correct([40], null, {})).toMatchObject({ corrections: 0, classCounts: [20, 20] });
  });

  it('are none where a review has that label already, or gets it back', async () => {
    expect(await store.correct([7], 1, {})).toMatchObject({ corrections: 0, classCounts: [20, 20] });
    expect(await correctionOf(7)).toBe(null);
    expect(await store.correct([7, 9], 0, {})).toMatchObject({ corrections: 2, classCounts: [22, 18] });
    expect(await store.correct([40], 1, {})).toMatchObject({ corrections: 1, classCounts: [21, 19] });
    expect(await store.correct([9], 0, {})).toMatchObject({ corrections: 1 });
    expect(await store.correct([9], 1, {})).toMatchObject({ corrections: 0, classCounts: [20, 20] });
  });

  it('settle a text that comes with both labels, and are none where it is excluded anyway', async () => {
    const both = [
      'text,label',
      ...Array.from({ length: 40 }, (_, i) => `number ${i},${i % 2 ? 'good' : 'bad'}`),
    ];
    await load(new Blob([[...both, 'odd,good', 'odd,bad', 'odd,good', 'bare,'].join('\n')]));
    expect(await store.correct([40, 43], 'exclude', {})).toMatchObject({ corrections: 0 });
    expect(await store.correct([40], 0, {})).toMatchObject({ corrections: 1, classCounts: [21, 20] });
    expect(await store.correct([43], 1, {})).toMatchObject({ corrections: 2 });
    expect(await store.correct([41], 'exclude', {})).toMatchObject({ corrections: 1, classCounts: [20, 21] });
  });

  it('stay with other columns of the same files, and go with other files', async () => {
    await store.correct([7], 0, {});
    const stars = { ...choice, label: 'stars', classes: { 1: 0, 5: 1 } } as const;
    expect(await store.chooseColumns(stars, {})).toMatchObject({ corrections: 1, classCounts: [21, 19] });
    await load();
    expect(store.dataset?.origin.corrections.size).toBe(0);
  });

  it('that would leave too few rows change nothing', async () => {
    const rows = Array.from({ length: 15 }, (_, i) => 2 * i + 1);
    await expect(store.correct(rows, 'exclude', {})).rejects.toThrow(saying(/at least 10/));
    expect(store.dataset?.origin.corrections.size).toBe(0);
    expect(await store.correct([1], 0, {})).toMatchObject({ corrections: 1 });
  });

  it('that are cancelled change nothing, and the next one does', async () => {
    const reason = new Error('enough');
    const big = Array.from(
      { length: 60_000 },
      (_, i) => `a review with number ${i},${i % 2 ? 'good' : 'bad'}`,
    );
    await load(new Blob([['text,label', ...big].join('\n')]));
    await expect(store.correct([7], 0, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(store.dataset?.origin.corrections.size).toBe(0);
    expect(await store.correct([9], 0, {})).toMatchObject({ corrections: 1 });
  });

  it('leave files that were opened meanwhile open', async () => {
    await store.openFiles([{ path: 'other.csv', blob: csv('another') }], {});
    await store.correct([7], 0, {});
    expect(await store.chooseColumns(choice, {})).toMatchObject({ name: 'other.csv', corrections: 0 });
  });

  it('come back from their file, which says how many found their text', async () => {
    await store.correct([7], 0, {});
    await store.correct([9], 'exclude', {});
    const file = store.exportCorrections();
    expect(file.fileName).toBe('reviews-corrections.json');
    const unknown = { key: textKey('no such review'), correction: 'positive', text: '' };
    const written = JSON.parse(new TextDecoder().decode(file.bytes)) as { corrections: unknown[] };
    const bytes = new TextEncoder().encode(
      JSON.stringify({ ...written, corrections: [...written.corrections, unknown] }),
    );
    await load();
    await store.correct([9], 1, {});
    await store.correct([11], 0, {});
    const { summary, applied, unknown: lost } = await store.importCorrections(bytes, {});
    expect({ applied, lost, corrections: summary.corrections }).toEqual({
      applied: 2,
      lost: 1,
      corrections: 3,
    });
    expect([await correctionOf(7), await correctionOf(9), await correctionOf(11)]).toEqual([0, 'exclude', 0]);
  });

  it('are not touched by a file that is none of theirs', async () => {
    await store.correct([7], 0, {});
    await expect(store.importCorrections(new TextEncoder().encode('{}'), {})).rejects.toThrow(InputError);
    expect(await correctionOf(7)).toBe(0);
  });
});

describe('opening', () => {
  it('loses nothing of what was loaded before when files can’t be read', async () => {
    await load();
    await expect(store.openFiles([{ path: 'x.csv', blob: new Blob([]) }], {})).rejects.toThrow(InputError);
    expect((await page({})).total).toBe(41);
    expect(await store.chooseColumns(choice, {})).toMatchObject({ rowsUsed: 40 });
  });
});

describe('an examination', () => {
  beforeEach(() => load());

  it('is made once for a dataset and settings, also for rows that a finding is about', async () => {
    const [report, found, again] = await Promise.all([
      store.examine(config, {}),
      page({ finding: 'exact-duplicates' }),
      store.examine({ ...config, epochs: config.epochs + 1 }, {}),
    ]);
    expect(found.rows.map(({ row }) => row)).toEqual([40]);
    expect(again).toBe(report);
    expect((await store.exportRows({ ...none, finding: 'few-rows' }, config, {})).fileName).toBe(
      'reviews-rows.csv',
    );
    expect(doctor.examine).toHaveBeenCalledTimes(1);
    await store.examine({ ...config, seed: config.seed + 1 }, {});
    expect(doctor.examine).toHaveBeenCalledTimes(2);
  });

  it('that one caller cancels continues for another', async () => {
    const stop = new AbortController();
    const cancelled = store.examine(config, { signal: stop.signal });
    const kept = page({ finding: 'exact-duplicates' });
    stop.abort();
    await expect(cancelled).rejects.toThrow(/abort/);
    expect((await kept).total).toBe(1);
    expect(doctor.examine).toHaveBeenCalledTimes(1);
  });

  it('that was cancelled by all is begun anew', async () => {
    const stop = new AbortController();
    const cancelled = store.examine(config, { signal: stop.signal });
    stop.abort();
    await expect(cancelled).rejects.toThrow(/abort/);
    expect((await store.examine(config, {})).rowsUsed).toBe(40);
    expect(doctor.examine).toHaveBeenCalledTimes(2);
  });

  it('is never one of other data, though the same reviews are used', async () => {
    await store.examine(config, {});
    const rows = Array.from({ length: 40 }, (_, i) => `review number ${i},${i % 2 ? 'good' : 'bad'}`);
    await load(new Blob([['text,label', rows[0], ...rows].join('\n')]));
    expect((await page({ finding: 'exact-duplicates' })).rows.map(({ row }) => row)).toEqual([1]);
  });
});

it('names files so that every system takes them', () => {
  expect(['IMDB Dataset.csv', '../a b.tar.gz', 'đánh giá', '__proto__'].map(plainName)).toEqual([
    'imdb-dataset',
    'a-b-tar',
    'nh-gi',
    'proto',
  ]);
});
