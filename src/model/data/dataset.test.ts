import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import type { ColumnChoice } from '../reports.ts';
import { datasetFromTable, summarize } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { shorten } from './shorten.ts';
import type { Table } from './table.ts';

function tableOf(rows: string[][], brokenRows = 0): Table {
  return {
    fileName: 'x.csv',
    format: 'csv',
    encoding: 'UTF-8',
    columns: ['text', 'label'],
    rows,
    brokenRows,
  };
}

/** Twelve different reviews of each label. */
function reviews(...labels: string[]): string[][] {
  return labels.flatMap((label) => Array.from({ length: 12 }, (_, i) => [`${label} review ${i}`, label]));
}

const choice: ColumnChoice = {
  text: 'text',
  label: 'label',
  classes: { good: 1, great: 1, bad: 0, so: null },
};

test('rows are cleaned, and those left out are counted by reason', () => {
  const rows = [
    ['A<br />first  one', 'good'],
    ...reviews('good', 'bad', 'great', 'so'),
    ['  \n', 'good'],
    ['no label', ' '],
    ['odd label', 'constructor'],
    ['A first one', 'good'],
    ['A first\none', 'bad'],
  ];
  const dataset = datasetFromTable(tableOf(rows, 3), choice);
  expect(dataset.texts[0]).toBe('A first one');
  expect(dataset.classes[0]).toBe(1);
  expect(dataset.texts.length).toBe(37);
  expect(dataset.rowsRead).toBe(rows.length + 3);
  expect(dataset.leftOut.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: 'broken-row', count: 3 },
    { reason: 'duplicate', count: 2 },
    { reason: 'empty-text', count: 1 },
    { reason: 'label-left-out', count: 13 },
    { reason: 'no-label', count: 1 },
  ]);
  const leftOut = dataset.leftOut.reduce((sum, { count }) => sum + count, 0);
  expect(leftOut + dataset.texts.length).toBe(dataset.rowsRead);
  expect(new Set(dataset.texts).size).toBe(dataset.texts.length);
});

test('classes are named by their most frequent label', () => {
  const rows = [...reviews('bad', 'great', 'good'), ['one more', 'good']];
  expect(datasetFromTable(tableOf(rows), choice).classNames).toEqual(['bad', 'good']);
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
    'Only 2 different reviews are “bad”. Bring at least 10 of each kind.',
  ],
])('%#: one plain sentence', (wrong, rows, message) => {
  expect(() => datasetFromTable(tableOf(rows), wrong)).toThrow(new InputError(message));
});

test('many labels are listed up to a point', () => {
  const labels = Array.from({ length: 15 }, (_, i) => `label ${i} ${'x'.repeat(90)}`);
  expect(() => datasetFromTable(tableOf(reviews(...labels)), choice)).toThrow(
    /^The column “label” has 15 labels: .{300,400} and others\. Training/,
  );
});

test('the summary counts classes and words, and shows rows of both classes', () => {
  const rows = [
    ...reviews('good', 'bad').map(([text, label]) => [`it's ${text}`, label]),
    ['word '.repeat(100), 'good'],
  ];
  const summary = summarize(datasetFromTable(tableOf(rows), choice));
  expect(summary).toMatchObject({
    name: 'x.csv',
    rowsRead: 25,
    rowsUsed: 25,
    classCounts: [12, 13],
    classNames: ['bad', 'good'],
    medianLength: 4,
    p95Length: 4,
  });
  expect(summary.examples.map((example) => example.class)).toEqual([1, 0, 1, 0, 1, 0]);
  expect(summary.examples[0].text).toBe("it's good review 0");
});

test('the fingerprint tells contents apart', () => {
  const prints = [
    fingerprintOf(['ab', 'c'], Uint8Array.of(0, 1)),
    fingerprintOf(['a', 'bc'], Uint8Array.of(0, 1)),
    fingerprintOf(['ab', 'c'], Uint8Array.of(1, 0)),
    fingerprintOf(['c', 'ab'], Uint8Array.of(1, 0)),
    fingerprintOf(['ab', 'd'], Uint8Array.of(0, 1)),
    fingerprintOf(['ab'], Uint8Array.of(0)),
    fingerprintOf([], new Uint8Array()),
  ];
  expect(new Set(prints).size).toBe(prints.length);
  for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf(['ab', 'c'], Uint8Array.of(0, 1))).toBe(prints[0]);
});

test('texts are shortened outside of characters', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef');
  expect(shorten('abcdefg', 6)).toBe('abcde…');
  expect(shorten('abcd😀g', 6)).toBe('abcd…');
});
