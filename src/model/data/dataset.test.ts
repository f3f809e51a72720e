import { saying, sayingJust } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { ColumnChoice } from '../../contract/dataset.ts';
import { tableOf } from '../testing/table-of.ts';
import { datasetFromTable, type Dataset } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { shorten } from './shorten.ts';
import { summarize } from './summary.ts';
import { textColumn } from './text-column.ts';

const table = (rows: string[][], brokenRows = 0) => tableOf(['text', 'label'], rows, brokenRows);

/** Twelve different reviews of each label. */
function reviews(...labels: string[]): string[][] {
  return labels.flatMap((label) => Array.from({ length: 12 }, (_, i) => [`${label} review ${i}`, label]));
}

const choice: ColumnChoice = {
  text: 'text',
  label: 'label',
  classes: { good: 1, great: 1, bad: 0, so: null },
};

function textsOf({ texts }: Dataset): string[] {
  return Array.from({ length: texts.length }, (_, row) => texts.get(row));
}

test('rows are excluded for a reason each, and counted', async () => {
  const rows = [
    ['A<br />first  one', 'good'],
    ...reviews('good', 'bad', 'great', 'so'),
    ['  \n', 'good'],
    ['no label', ' '],
    ['odd label', 'constructor'],
    ['A first one', 'good'],
    ['A first\none', 'great'],
    ['nobody knows', 'good'],
    ['nobody  knows', 'bad'],
    ['nobody knows', 'bad'],
    ['not at all', 'so'],
    ['not at all', 'bad'],
  ];
  const dataset = await datasetFromTable(table(rows, 3), choice);
  expect(dataset.texts.get(0)).toBe('A first one');
  expect(dataset.classes[0]).toBe(1);
  expect(dataset.texts.length).toBe(38);
  expect(dataset.rowsRead).toBe(rows.length + 3);
  expect(dataset.excluded.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: 'broken-row', count: 3 },
    { reason: 'duplicate', count: 2 },
    { reason: 'empty-text', count: 1 },
    { reason: 'label-left-out', count: 14 },
    { reason: 'no-label', count: 1 },
    { reason: 'two-labels', count: 3 },
  ]);
  const excluded = dataset.excluded.reduce((sum, { count }) => sum + count, 0);
  expect(excluded + dataset.texts.length).toBe(dataset.rowsRead);
  expect(new Set(textsOf(dataset)).size).toBe(dataset.texts.length);
  expect(dataset.origin.reasons.slice(-5, -2)).toEqual(['two-labels', 'two-labels', 'two-labels']);
  expect(textsOf(dataset).at(-1)).toBe('not at all');
});

test('classes tell their labels, the most frequent first', async () => {
  const rows = [...reviews('bad', 'great', 'good'), ['one more', 'good']];
  expect((await datasetFromTable(table(rows), choice)).classLabels).toEqual(['bad', 'good, great']);
});

test('classes of stars tell their numbers in order, and a few of many labels', async () => {
  const rows = [...reviews('2', '1', '5', '4'), ['one more', '5'], ['and more', '2']];
  const stars = { ...choice, classes: { 1: 0, 2: 0, 4: 1, 5: 1 } as const };
  expect((await datasetFromTable(table(rows), stars)).classLabels).toEqual(['1, 2', '4, 5']);
  const many = ['a', 'b', 'c', 'd', 'e'];
  const words = {
    ...choice,
    classes: { ...Object.fromEntries(many.map((value) => [value, 0 as const])), good: 1 as const },
  };
  const named = await datasetFromTable(table(reviews(...many, 'good')), words);
  expect(named.classLabels).toEqual(['a, b, c, d …', 'good']);
});

test.each([
  [
    { ...choice, text: 'review' },
    reviews('good', 'bad'),
    'The file has no column “review”. It has: text, label.',
  ],
  [
    { ...choice, label: 'text' },
    reviews('good', 'bad'),
    'Text and label are both “text”. Choose two different columns.',
  ],
  [
    choice,
    reviews('good'),
    'The column “label” has only one label, “good”. Training needs two kinds of reviews: choose another column or file.',
  ],
  [
    choice,
    [
      ['a', ''],
      ['b', ' '],
    ],
    'The column “label” is empty. Choose another label column.',
  ],
  [
    choice,
    reviews('x', 'y', 'z'),
    'The column “label” has 3 labels: “x”, “y”, “z”. Training needs two: choose which mean negative and which mean positive.',
  ],
  [
    choice,
    reviews('good', 'great'),
    'The column “label” has the labels “good”, “great”. Choose which of them means negative and which positive.',
  ],
  [
    choice,
    [...reviews('good'), ['one', 'bad'], ['two', 'bad'], ['two', 'bad']],
    'Only 2 different reviews of the class “negative” can be used (excluded: 1 duplicate). Add at least 10 of each, or exclude it.',
  ],
  [
    choice,
    [...reviews('good'), ...reviews('good').map(([text]) => [text, 'bad'])],
    'No review of the class “negative” can be used (excluded: 12 rows whose text has both labels). Give each text one label, or add at least 10 of each.',
  ],
  [
    choice,
    [...reviews('good'), ['one', 'bad'], [' ', 'bad']],
    'Only 1 review of the class “negative” can be used (excluded: 1 row without text). Add at least 10 of each, or exclude it.',
  ],
])('%#: one plain sentence', async (wrong, rows, message) => {
  await expect(datasetFromTable(table(rows), wrong)).rejects.toThrow(sayingJust(message));
});

test('many labels are listed up to a point', async () => {
  const labels = Array.from({ length: 15 }, (_, i) => `label ${i} ${'x'.repeat(90)}`);
  await expect(datasetFromTable(table(reviews(...labels)), choice)).rejects.toThrow(
    saying(/^The column “label” has 15 labels: .{60,140} and others\. Training/),
  );
});

test('the summary counts classes and words, and shows rows of both classes', async () => {
  const rows = [
    ...reviews('good', 'bad').map(([text, label]) => [`it's ${text}`, label]),
    ['word '.repeat(100), 'good'],
  ];
  const summary = summarize(await datasetFromTable(table(rows), choice));
  expect(summary).toMatchObject({
    name: 'x.csv',
    rowsRead: 25,
    rowsUsed: 25,
    classCounts: [12, 13],
    classNames: ['negative', 'positive'],
    classLabels: ['bad', 'good'],
    medianLength: 4,
    p95Length: 4,
    p95WithPunctuation: 4,
  });
  expect(summary.examples.map((example) => example.class)).toEqual([1, 0, 1, 0, 1, 0]);
  expect(summary.examples[0].text).toBe("it's good review 0");
});

test('the fingerprint tells contents apart', () => {
  const prints = [
    fingerprintOf(textColumn(['ab', 'c']), Uint8Array.of(0, 1)),
    fingerprintOf(textColumn(['a', 'bc']), Uint8Array.of(0, 1)),
    fingerprintOf(textColumn(['ab', 'c']), Uint8Array.of(1, 0)),
    fingerprintOf(textColumn(['c', 'ab']), Uint8Array.of(1, 0)),
    fingerprintOf(textColumn(['ab', 'd']), Uint8Array.of(0, 1)),
    fingerprintOf(textColumn(['ab']), Uint8Array.of(0)),
    fingerprintOf(textColumn([]), new Uint8Array()),
  ];
  expect(new Set(prints).size).toBe(prints.length);
  for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf(textColumn(['ab', 'c']), Uint8Array.of(0, 1))).toBe(prints[0]);
});

test('texts are shortened outside of characters', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef');
  expect(shorten('abcdefg', 6)).toBe('abcde…');
  expect(shorten('abcd😀g', 6)).toBe('abcd…');
});
