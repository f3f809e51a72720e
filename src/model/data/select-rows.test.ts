import { saying } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { ColumnChoice, Correction, CleaningOptions, Progress } from '../../contract/dataset.ts';
import { tableOf } from '../testing/table-of.ts';
import { textKey } from './corrections.ts';
import { datasetFromTable, type Dataset } from './dataset.ts';
import type { Table } from './table.ts';

const choice: ColumnChoice = {
  text: 'text',
  label: 'label',
  split: 'part',
  classes: { good: 1, bad: 0, so: null },
};

/** Enough different rows of both classes and both parts. */
const plain = Array.from({ length: 44 }, (_, i) => [
  `a plain review with the number ${i} in it`,
  i % 2 ? 'good' : 'bad',
  i % 4 < 2 ? 'train' : 'test',
]);

const long =
  'this is a rather long review of a film that nobody has to see more than once in a life of films';
const twin = 'the food was fine and the people were kind but we had to wait for it an hour or so in the cold';

const rows = [
  ...plain,
  ['out by a user', 'good', 'train'], // 44
  ['<p></p>', 'good', 'train'], // 45
  ['no label', '', 'train'], // 46
  ['excluded', 'so', 'train'], // 47
  ['both', 'good', 'train'], // 48
  ['both', 'bad', 'train'], // 49
  ['settled', 'good', 'train'], // 50
  ['settled', 'bad', 'train'], // 51
  ['twice', 'good', 'train'], // 52
  ['<i>twice</i>', 'good', 'train'], // 53
  [`${long} again`, 'good', 'train'], // 54
  [long, 'good', 'train'], // 55
  [twin, 'bad', 'train'], // 56
  [`${twin} now`, 'bad', 'test'], // 57
  ['in both parts', 'good', 'train'], // 58
  ['in both parts', 'good', 'test'], // 59
  ['a positive more', 'good', 'train'], // 60
];
const table: Table = tableOf(['text', 'label', 'part'], rows, 2);
const corrections = new Map<string, Correction>([
  [textKey('out by a user'), 'exclude'],
  [textKey('settled'), 0],
]);
const cleaning: CleaningOptions = {
  stripMarkup: true,
  excludeNearDuplicates: true,
  excludeCrossSplit: true,
  balance: true,
};

function used({ origin, texts, classes, provided }: Dataset) {
  return Array.from(origin.rows, (row, at) => [row, texts.get(at), classes[at], provided?.[at]] as const);
}

test('a row of each kind is excluded for its own reason', async () => {
  const dataset = await datasetFromTable(table, { ...choice, cleaning }, corrections);
  const reasons = dataset.origin.reasons.slice(44);
  const balanced = dataset.origin.reasons.flatMap((reason, row) => (reason === 'balance' ? [row] : []));
  expect(reasons.map((reason) => (reason === 'balance' ? null : reason))).toEqual([
    'correction',
    'empty-text',
    'no-label',
    'label-left-out',
    'two-labels',
    'two-labels',
    null,
    'duplicate',
    null,
    'duplicate',
    null,
    'near-duplicate',
    'cross-split',
    null,
    'cross-split',
    null,
    null,
  ]);
  // Positive: 22, twice, long, in both parts, more; negative: 22, settled, twin.
  expect(balanced.length).toBe(2);
  expect(balanced.every((row) => rows[row][1] === 'good')).toBe(true);
  const positive = dataset.classes.reduce((sum, value) => sum + value, 0);
  expect(positive * 2).toBe(dataset.texts.length);
  expect(used(dataset)).toContainEqual([50, 'settled', 0, 'train']);
  expect(used(dataset)).toContainEqual([57, `${twin} now`, 0, 'test']);
  const counts = Object.fromEntries(dataset.excluded.map(({ reason, count }) => [reason, count]));
  expect(counts).toEqual({
    correction: 1,
    'empty-text': 1,
    'no-label': 1,
    'label-left-out': 1,
    'two-labels': 2,
    duplicate: 2,
    'near-duplicate': 1,
    'cross-split': 2,
    balance: 2,
    'broken-row': 2,
  });
  expect(dataset.rowsRead).toBe(rows.length + 2);
});

test('without cleaning options only what is clear is excluded', async () => {
  const dataset = await datasetFromTable(table, choice);
  const counts = Object.fromEntries(dataset.excluded.map(({ reason, count }) => [reason, count]));
  expect(counts).toEqual({
    'no-label': 1,
    'label-left-out': 1,
    'two-labels': 4,
    duplicate: 1,
    'broken-row': 2,
  });
  expect(dataset.origin.reasons[59]).toBe('duplicate');
  expect(used(dataset)).toContainEqual([53, '<i>twice</i>', 1, 'train']);
});

test('markup is taken out before equal texts are looked for', async () => {
  const dataset = await datasetFromTable(table, { ...choice, cleaning: { stripMarkup: true } });
  expect(dataset.origin.reasons[45]).toBe('empty-text');
  expect(dataset.origin.reasons[53]).toBe('duplicate');
});

test('the same rows are excluded to balance each time, and none beside them', async () => {
  const balanced = () => datasetFromTable(table, { ...choice, cleaning: { balance: true } });
  const [one, other] = [await balanced(), await balanced()];
  expect(one.origin.reasons).toEqual(other.origin.reasons);
  expect(one.fingerprint).toBe(other.fingerprint);
});

test('a correction reaches rows whose label says nothing', async () => {
  const given = new Map<string, Correction>([
    [textKey('no label'), 1],
    [textKey('excluded'), 0],
    [textKey('not in the data'), 0],
  ]);
  const dataset = await datasetFromTable(table, choice, given);
  expect(used(dataset)).toContainEqual([46, 'no label', 1, 'train']);
  expect(used(dataset)).toContainEqual([47, 'excluded', 0, 'train']);
});

/** Two texts that are the same without markup, with both labels. */
async function mergedBy(given: [string, Correction][]) {
  const two = [
    ['<b>fine film</b>', 'good', 'train'],
    ['fine film', 'bad', 'train'],
  ];
  const merged = tableOf(['text', 'label', 'part'], [...plain, ...two]);
  const dataset = await datasetFromTable(
    merged,
    { ...choice, cleaning: { stripMarkup: true } },
    new Map(given.map(([text, correction]) => [textKey(text), correction])),
  );
  const rowOf = new Map(used(dataset).map(([row, , ofClass]) => [row, ofClass]));
  return [44, 45].map((row) => dataset.origin.reasons[row] ?? rowOf.get(row));
}

test.each<[string, [string, Correction][], unknown[]]>([
  ['none', [], ['two-labels', 'two-labels']],
  ['of the first', [['<b>fine film</b>', 0]], [0, 'duplicate']],
  ['of the second', [['fine film', 1]], [1, 'duplicate']],
  ['of the second to what it is', [['fine film', 0]], [0, 'duplicate']],
  [
    'of both, to one class',
    [
      ['<b>fine film</b>', 0],
      ['fine film', 0],
    ],
    [0, 'duplicate'],
  ],
  [
    'of both, to two classes',
    [
      ['<b>fine film</b>', 0],
      ['fine film', 1],
    ],
    ['two-labels', 'two-labels'],
  ],
  ['that excludes the first', [['<b>fine film</b>', 'exclude']], ['correction', 0]],
])('a correction of texts that become equal without their markup: %s', async (_, given, wanted) => {
  expect(await mergedBy(given)).toEqual(wanted);
});

test('corrections and a provided split are part of the fingerprint', async () => {
  const prints = await Promise.all([
    datasetFromTable(table, choice),
    datasetFromTable(table, choice, corrections),
    datasetFromTable(table, { ...choice, split: null }),
  ]);
  expect(new Set(prints.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  expect(prints[2].provided).toBeNull();
});

test('labels that are numbers take a threshold', async () => {
  const stars = Array.from({ length: 60 }, (_, i) => [`review ${i}`, `${(i % 6) / 2 + 1} stars`]);
  const scored = tableOf(['text', 'label'], [...stars, ['odd', 'many'], ['none', '']]);
  const byNumbers = { ...choice, split: null, threshold: { negativeTo: 1.5, positiveFrom: 3 } };
  const dataset = await datasetFromTable(scored, byNumbers);
  expect(dataset.classLabels).toEqual(['≤ 1.5', '≥ 3']);
  expect(dataset.texts.length).toBe(40);
  expect(dataset.classes.reduce((sum, value) => sum + value, 0)).toBe(20);
  expect(dataset.excluded).toEqual([
    { reason: 'label-left-out', count: 21 },
    { reason: 'no-label', count: 1 },
  ]);
  await expect(
    datasetFromTable(scored, { ...byNumbers, threshold: { negativeTo: 3, positiveFrom: 3 } }),
  ).rejects.toThrow(saying('Choose a greater number for positive.'));
  await expect(
    datasetFromTable(scored, { ...byNumbers, threshold: { negativeTo: 0, positiveFrom: 3 } }),
  ).rejects.toThrow(
    saying('No row of the column “label” is negative by these numbers. Choose other numbers.'),
  );
});

test.each([
  ['part of no name', 'label2', 'The file has no column “label2”. It has: text, label, part.'],
  ['the label', 'label', '“label” can’t be the split as well. Choose another column for it, or none.'],
])('a split column that is %s is refused', async (_, split, message) => {
  await expect(datasetFromTable(table, { ...choice, split })).rejects.toThrow(saying(message));
});

test('a split column without parts is refused', async () => {
  const odd = tableOf(
    ['text', 'label', 'part'],
    rows.map(([text, label]) => [text, label, 'somewhere']),
  );
  await expect(datasetFromTable(odd, choice)).rejects.toThrow(
    saying(
      'The column “part” names no part, such as train or test. Choose another column for the split, or none.',
    ),
  );
});

test('it can be stopped, and reports while it works', async () => {
  const many = tableOf(
    ['text', 'label'],
    Array.from({ length: 3_000 }, (_, i) => [`${i} `.repeat(3_000), i % 2 ? 'good' : 'bad']),
  );
  const controller = new AbortController();
  const told: number[] = [];
  const stopped = datasetFromTable(many, { ...choice, split: null, cleaning }, new Map(), {
    signal: controller.signal,
    onProgress: ({ rows: row }) => {
      told.push(row);
      controller.abort(new Error('enough'));
    },
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(told.length).toBe(1);

  const shares: number[] = [];
  const whole = { ...choice, split: null, cleaning: { stripMarkup: true } };
  const onProgress = ({ share }: Progress) => shares.push(share ?? Number.NaN);
  await datasetFromTable(many, whole, new Map(), { onProgress });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(shares.length).toBeGreaterThan(0);
});
