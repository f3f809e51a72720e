import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import type { ColumnChoice, Correction } from '../../contract/dataset.ts';
import { tableOf } from '../testing/table-of.ts';
import { cleanText } from './clean.ts';
import { readCorrections, textKey, writeCorrections } from './corrections.ts';
import { datasetFromTable, type Dataset } from './dataset.ts';
import { partNames } from '../../contract/parts.ts';
import { splitDataset } from './split.ts';
import { stripMarkup } from './markup.ts';

const columns = ['text', 'label', '__proto__', 'constructor'];
const label = fc.constantFrom('good', 'bad', 'so', '', '1', '5', '−3', 'constructor', '__proto__');
const part = fc.constantFrom('train', 'Test', 'val', '', 'unsup');
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('same', 'same ', '<b>same</b>', '', '<br/>', '=1+1'),
  fc.nat({ max: 99 }).map((number) => `a review of eight words with the number ${number}`),
);
const rows = fc.array(fc.tuple(text, label, part, text), { maxLength: 120 });

/** Rows that make a dataset, so that not all tries end in an error. */
const enough = Array.from({ length: 40 }, (_, i) => [
  `own review ${i}`,
  i % 2 ? 'good' : 'bad',
  i % 4 < 2 ? 'train' : 'test',
  '',
]);

const classOf = fc.constantFrom<0 | 1 | null>(0, 1, null);
const choices: fc.Arbitrary<ColumnChoice> = fc.record({
  text: fc.oneof({ weight: 8, arbitrary: fc.constant('text') }, fc.constantFrom(...columns, 'nothing')),
  label: fc.oneof({ weight: 8, arbitrary: fc.constant('label') }, fc.constantFrom(...columns)),
  classes: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ good: 1 as const, bad: 0 as const }) },
    fc.dictionary(label, classOf) as fc.Arbitrary<Record<string, 0 | 1 | null>>,
  ),
  threshold: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.record({ negativeTo: fc.integer({ max: 5, min: -5 }), positiveFrom: fc.double({ min: -5, max: 9 }) }),
  ),
  split: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(null, '__proto__') },
    fc.constantFrom('label', 'constructor'),
  ),
  cleaning: fc.record({
    stripMarkup: fc.boolean(),
    excludeNearDuplicates: fc.boolean(),
    excludeCrossSplit: fc.boolean(),
    balance: fc.boolean(),
  }),
});
const corrections = fc
  .array(fc.tuple(text, fc.constantFrom<Correction>(0, 1, 'exclude')), { maxLength: 10 })
  .map((list) => new Map(list.map(([of, correction]) => [textKey(cleanText(of)), correction])));

function expectSound(dataset: Dataset, { cleaning }: ColumnChoice): void {
  const { origin, texts, classes, provided } = dataset;
  const excluded = dataset.excluded.reduce((sum, { count }) => sum + count, 0);
  expect(excluded + texts.length).toBe(dataset.rowsRead);
  expect(dataset.rowsRead).toBe(origin.table.rowCount + origin.table.broken.count);
  expect(classes.length).toBe(texts.length);
  expect(provided === null || provided.length === texts.length).toBe(true);
  expect(origin.reasons.filter((reason) => reason === null).length).toBe(texts.length);
  const cells = origin.table.cells[origin.table.columns.indexOf(origin.choice.text)];
  const seen = new Set<string>();
  origin.rows.forEach((row, at) => {
    expect(origin.reasons[row]).toBeNull();
    const cell = cells.get(row);
    expect(texts.get(at)).toBe(cleaning?.stripMarkup ? stripMarkup(cell) : cell);
    expect(texts.get(at)).not.toBe('');
    seen.add(texts.get(at));
  });
  expect(seen.size).toBe(texts.length);
  const positive = classes.reduce((sum, value) => sum + value, 0);
  if (cleaning?.balance) expect(positive * 2).toBe(classes.length);
}

test('any table and choice end in a sound dataset or in a sentence', async () => {
  let datasets = 0;
  await fc.assert(
    fc.asyncProperty(rows, choices, corrections, fc.boolean(), async (some, choice, corrected, isEnough) => {
      const table = tableOf(columns, isEnough ? [...some, ...enough] : some, 3);
      try {
        expectSound(await datasetFromTable(table, choice, corrected), choice);
        datasets++;
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 300 },
  );
  expect(datasets).toBeGreaterThan(20);
});

test('each part of a provided split keeps its rows, or a sentence says why not', async () => {
  const parts = fc.constantFrom('train', 'validation', 'test', null);
  const dataset = fc
    .array(fc.tuple(fc.constantFrom(0, 1), parts), { minLength: 20, maxLength: 200 })
    .map((list) => ({
      keys: Float64Array.from(list, (_, row) => row * 2 ** 30),
      classes: Uint8Array.from(list, ([value]) => value),
      provided: list.map(([, of]) => of),
    }));
  fc.assert(
    fc.property(
      dataset,
      fc.double({ min: 0.3, max: 0.8, noNaN: true }),
      fc.nat(),
      (data, trainShare, splitSeed) => {
        const config = { trainShare, validationShare: 0.1, splitSeed };
        try {
          const split = splitDataset(data, config);
          expect(splitDataset(data, config)).toEqual(split);
          const all = [...split.train, ...split.validation, ...split.test].toSorted((a, b) => a - b);
          expect(all).toEqual([...data.classes.keys()]);
          const keeps = (name: 'validation' | 'test') => {
            const own = data.provided.flatMap((of, row) => (of === name ? [row] : []));
            if (own.length > 0) expect([...split[name]]).toEqual(own);
          };
          keeps('test');
          keeps('validation');
          for (const name of partNames) {
            const isByChance = name === 'train' || !data.provided.includes(name);
            const classes = new Set(Array.from(split[name], (row) => data.classes[row]));
            expect(classes.size).toBeGreaterThanOrEqual(isByChance && name !== 'train' ? 1 : 2);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
  );
});

test('corrections come back as they were written', async () => {
  const table = tableOf(columns, enough);
  const choice = { text: 'text', label: 'label', classes: { good: 1, bad: 0 } } as const;
  const dataset = await datasetFromTable(table, choice);
  const keys = fc.oneof(
    fc.stringMatching(/^[0-9a-f]{16}$/),
    fc.nat({ max: 39 }).map((row) => textKey(enough[row][0])),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(keys, fc.constantFrom<Correction>(0, 1, 'exclude'))),
      fc.string({ unit: 'binary' }),
      (list, name) => {
        const given = new Map(list);
        const origin = { ...dataset.origin, corrections: given };
        const { classNames } = dataset;
        expect(readCorrections(writeCorrections({ name, classNames, origin }), classNames)).toEqual(given);
      },
    ),
  );
});
