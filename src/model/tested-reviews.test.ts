import { describe, expect, it } from 'vitest';
import type { TestedPage, TestQuery } from '../contract/reviews.ts';
import { presetConfig } from '../contract/settings.ts';
import { saying } from '../contract/messages/testing/saying.ts';
import { datasetOf, textColumn, type Dataset } from './data/index.ts';
import { TestedReviews } from './tested-reviews.ts';

const config = presetConfig();
const every: TestQuery = { show: 'all', cell: null, search: '' };

/** Six reviews of a file of eight, with these classes and probabilities. */
const tested = [
  { row: 1, text: 'Món Phở was fine', class: 1, probability: 0.9 },
  { row: 2, text: 'the room was dull', class: 0, probability: 0.2 },
  { row: 3, text: 'the film was fine', class: 1, probability: 0.1 },
  { row: 5, text: 'the phone was dull', class: 0, probability: 0.6 },
  { row: 6, text: 'the film was good', class: 1, probability: 0.5 },
  { row: 7, text: 'a weak phở', class: 0, probability: 0.95 },
];

function dataset(): Dataset {
  const texts = Array.from({ length: 8 }, (_, row) => tested.find((one) => one.row === row)?.text ?? 'x');
  const classes = Uint8Array.from(texts, (_, row) => tested.find((one) => one.row === row)?.class ?? 0);
  return datasetOf({ name: 'eight', texts: textColumn(texts), classes, classNames: ['bad', 'good'] });
}

function open(data = dataset(), weights = [1, 1]) {
  const reviews = new TestedReviews(
    data,
    Int32Array.from(tested, ({ row }) => row),
    {
      probabilities: Float32Array.from(
        tested.flatMap(({ probability }) => [1 - Math.fround(probability), probability]),
      ),
      classes: Uint8Array.from(tested, (one) => one.class),
      decision: { weights },
    },
  );
  const ask = (query: Partial<TestQuery>, range = { start: 0, count: 100 }): TestedPage =>
    reviews.page(data, config, { ...every, ...query }, range);
  const rowsOf = (query: Partial<TestQuery>) => ask(query).rows.map(({ row }) => row);
  return { reviews, data, ask, rowsOf };
}

describe('TestedReviews', () => {
  it('gives each review with what it was tested against, what was predicted, and how sure', () => {
    const { ask } = open();
    const { rows, total, counts } = ask({});
    expect(rows.map(({ row, actual, predicted }) => [row, actual, predicted])).toEqual([
      [1, 1, 1],
      [2, 0, 0],
      [3, 1, 0],
      [5, 0, 1],
      // One half is negative, as everywhere.
      [6, 1, 0],
      [7, 0, 1],
    ]);
    expect(rows.map(({ probability }) => Number(probability.toFixed(6)))).toEqual([
      0.9, 0.8, 0.9, 0.6, 0.5, 0.95,
    ]);
    expect(rows[0]).toMatchObject({ text: 'Món Phở was fine', label: 'good', class: 1, correction: null });
    expect([total, counts]).toEqual([6, { all: 6, wrong: 4, unsure: 2, errors: 4 }]);
  });

  it('takes classes by the decision, and is unsure near its threshold', () => {
    const { ask } = open(dataset(), [0.9, 0.1]);
    expect(ask({}).rows.map(({ row, predicted }) => [row, predicted])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [5, 0],
      [6, 0],
      [7, 1],
    ]);
    expect(ask({ show: 'unsure' }).rows.map(({ row }) => row)).toEqual([1, 7]);
  });

  it('sorts the unsure ones by the least sure, and errors by the most confident', () => {
    const { rowsOf } = open();
    expect(rowsOf({ show: 'wrong' })).toEqual([3, 5, 6, 7]);
    expect(rowsOf({ show: 'unsure' })).toEqual([6, 5]);
    expect(rowsOf({ show: 'errors' })).toEqual([7, 3, 5, 6]);
  });

  it('has the reviews of a cell and of a search, with the counts of these', () => {
    const { ask, rowsOf } = open();
    expect(rowsOf({ cell: { actual: 1, predicted: 0 } })).toEqual([3, 6]);
    expect(ask({ cell: { actual: 0, predicted: 1 }, show: 'errors' }).rows.map(({ row }) => row)).toEqual([
      7, 5,
    ]);
    expect(rowsOf({ search: ' FILM ' })).toEqual([3, 6]);
    expect(rowsOf({ search: 'film was g' })).toEqual([6]);
    expect(rowsOf({ search: 'PHỞ' })).toEqual([1, 7]);
    expect(ask({ search: 'phở', show: 'wrong' }).counts).toEqual({ all: 2, wrong: 1, unsure: 0, errors: 1 });
    expect(ask({ search: 'no such words' })).toMatchObject({ total: 0, rows: [] });
  });

  it('answers a page at a time', () => {
    const { ask } = open();
    const page = ask({ show: 'errors' }, { start: 1, count: 2 });
    expect([page.start, page.total, page.rows.map(({ row }) => row)]).toEqual([1, 4, [3, 5]]);
  });

  it('shows corrections that came after the test, and says when other data is loaded', () => {
    const { reviews, data } = open();
    const corrected = { ...data, classes: data.classes.map((value, row) => (row === 3 ? 0 : value)) };
    const { rows } = reviews.page(
      corrected,
      config,
      { ...every, search: 'film was fine' },
      { start: 0, count: 9 },
    );
    expect(rows[0]).toMatchObject({ row: 3, class: 0, actual: 1, predicted: 0 });
    const gone = saying('test again to see them');
    expect(() => reviews.page(dataset(), config, every, { start: 0, count: 9 })).toThrow(gone);
  });
});
