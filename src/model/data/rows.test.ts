import { saying } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { ColumnChoice, Correction } from '../../contract/dataset.ts';
import type { RowQuery } from '../../contract/reviews.ts';
import { tableOf } from '../testing/table-of.ts';
import { textKey } from './corrections.ts';
import { datasetFromTable } from './dataset.ts';
import { queryRows, rowPage } from './rows.ts';
import { partNames } from '../../contract/parts.ts';
import { splitDataset } from './split.ts';

const choice: ColumnChoice = { text: 'text', label: 'label', classes: { good: 1, bad: 0 } };
const rows = [
  ...Array.from({ length: 40 }, (_, i) => [`Review NUMBER ${i}`, i % 2 ? 'good' : 'bad']),
  ['review number 3', 'so-so'], // 40
  ['Phim rất HAY', 'good'], // 41
  ['Review NUMBER 1', 'good'], // 42
  ['a <b>bold</b> one', 'bad'], // 43
];
const corrections = new Map<string, Correction>([
  [textKey('Review NUMBER 5'), 0],
  [textKey('Review NUMBER 1'), 'exclude'],
]);
const table = tableOf(['text', 'label'], rows);
const dataset = await datasetFromTable(table, choice, corrections);
const config = { trainShare: 0.6, validationShare: 0.2, splitSeed: 3 };
const none: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};
const ask = (query: Partial<RowQuery>, found: Int32Array | null = null) => [
  ...queryRows(dataset, config, { ...none, ...query }, found),
];

test('without a question all rows of the files are there', () => {
  expect(ask({})).toEqual([...rows.keys()]);
});

test('a search takes capitals and accents as they come', () => {
  expect(ask({ search: 'number 3' })).toEqual([3, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
  expect(ask({ search: '  number 39' })).toEqual([39]);
  expect(ask({ search: 'rẤt hay'.normalize('NFD') })).toEqual([41]);
  expect(ask({ search: 'number 38' })).toEqual([38]);
  expect(ask({ search: 'number 3' }).length).toBe(12);
  expect(ask({ search: 'no such words' })).toEqual([]);
});

test('rows are asked for by class, reason and correction', () => {
  expect(ask({ class: 'excluded' })).toEqual([1, 40, 42]);
  expect(ask({ reason: 'correction' })).toEqual([1, 42]);
  expect(ask({ reason: 'label-left-out' })).toEqual([40]);
  expect(ask({ corrected: true })).toEqual([1, 5, 42]);
  expect(ask({ corrected: true, class: 0 })).toEqual([5]);
  expect(ask({ class: 1 }).length + ask({ class: 0 }).length).toBe(dataset.texts.length);
});

test('rows are asked for by part, for the split of the settings', () => {
  const split = splitDataset(dataset, config);
  for (const part of partNames) {
    expect(ask({ part })).toEqual(Array.from(split[part], (row) => dataset.origin.rows[row]));
  }
  const other = { ...config, splitSeed: 4 };
  const query = { ...none, part: 'test' as const };
  expect([...queryRows(dataset, other, query, null)]).toEqual(
    Array.from(splitDataset(dataset, other).test, (row) => dataset.origin.rows[row]),
  );
});

test('rows of a finding are those that it names', () => {
  const found = Int32Array.of(2, 3, 40);
  expect(ask({ finding: 'markup' }, found)).toEqual([2, 3, 40]);
  expect(ask({ finding: 'markup', class: 1 }, found)).toEqual([3]);
  expect(ask({ finding: 'markup' }, Int32Array.of(7))).toEqual([7]);
});

test('a page says what is known of each row', () => {
  const page = rowPage(dataset, config, { ...none, search: 'review number 1' }, 0, 2, null);
  expect(page.total).toBe(12);
  expect(page.rows).toEqual([
    {
      row: 1,
      text: 'Review NUMBER 1',
      label: 'good',
      class: null,
      excluded: 'correction',
      part: null,
      correction: 'exclude',
    },
    {
      row: 10,
      text: 'Review NUMBER 10',
      label: 'bad',
      class: 0,
      excluded: null,
      part: expect.stringMatching(/^(train|validation|test)$/),
      correction: null,
    },
  ]);
  expect(rowPage(dataset, config, none, 5, 1, null).rows[0]).toMatchObject({
    label: 'good',
    class: 0,
    correction: 0,
  });
});

test('pages end where the rows end', () => {
  expect(rowPage(dataset, config, none, 42, 50, null).rows.map(({ row }) => row)).toEqual([42, 43]);
  expect(rowPage(dataset, config, none, 99, 50, null)).toEqual({ total: 44, start: 99, rows: [] });
  expect(rowPage(dataset, config, none, -3, -1, null).rows).toEqual([]);
});

test('a row is shown as it is trained on', async () => {
  const cleaned = await datasetFromTable(table, { ...choice, cleaning: { stripMarkup: true } });
  const query = { ...none, search: 'bold' };
  expect(rowPage(cleaned, config, query, 0, 9, null).rows[0].text).toBe('a bold one');
  expect(rowPage(dataset, config, query, 0, 9, null).rows[0].text).toBe('a <b>bold</b> one');
});

test('a dataset that can’t be split has rows without parts', async () => {
  const shares = { trainShare: 0.01, validationShare: 0.9, splitSeed: 1 };
  expect(() => splitDataset(dataset, shares)).toThrow(saying('no review of one of the classes'));
  const page = rowPage(dataset, shares, none, 0, 3, null);
  expect(page.rows.map(({ part }) => part)).toEqual([null, null, null]);
});

test('a long text is shortened', async () => {
  const long = tableOf(['text', 'label'], [...rows, ['long '.repeat(2_000), 'good']]);
  const page = rowPage(await datasetFromTable(long, choice), config, none, 44, 1, null);
  expect(page.rows[0].text.length).toBe(4_000);
});
