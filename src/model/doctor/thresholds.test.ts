/** Each threshold of the doctor, from both sides: just reached, and just not. */
import { describe, expect, it, test } from 'vitest';
import { presetConfig, type RunConfig } from '../../contract/settings.ts';
import { datasetFromTable } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { rowDefect } from '../data/table.ts';
import type { FindingId } from '../../contract/findings.ts';
import { examine } from './index.ts';
import { plantedChoice, plantedTable, review, reviews } from './testing/reviews.ts';
import type { PlantedRow } from './testing/reviews.ts';

interface Options {
  config?: Partial<RunConfig>;
  /** Lines that could not be read. */
  broken?: number;
  /** The rows' parts are the run's. */
  bySplit?: boolean;
}

async function findingIn(id: FindingId, rows: readonly PlantedRow[], options: Options = {}) {
  const choice = { ...plantedChoice, split: options.bySplit ? 'part' : null };
  const dataset = await datasetFromTable(plantedTable(rows, options.broken), choice);
  const { report } = await examine(dataset, { ...presetConfig(), maxLength: 50, ...options.config });
  return report.findings.find((finding) => finding.id === id);
}

const severityIn = async (...given: Parameters<typeof findingIn>) => (await findingIn(...given))?.severity;

/** So many reviews of each class, in no order. */
function ofClasses(negative: number, positive: number): PlantedRow[] {
  const random = new Random(6);
  return random.shuffle(
    Array.from({ length: negative + positive }, (_, i) => review(i < negative ? 0 : 1, random)),
  );
}

test.each([
  [1_000, undefined],
  [999, 'warning'],
  [100, 'warning'],
  [99, 'problem'],
])('%d reviews: few are %s', async (count, severity) => {
  expect(await severityIn('few-rows', reviews(count, 1))).toBe(severity);
});

test.each([
  [81, 119, undefined],
  [80, 120, 'note'],
  [61, 139, 'note'],
  [60, 140, 'warning'],
  [21, 179, 'warning'],
  [20, 180, 'problem'],
  [180, 20, 'problem'],
])('%d negative and %d positive: the imbalance is %s', async (negative, positive, severity) => {
  expect(await severityIn('imbalance', ofClasses(negative, positive))).toBe(severity);
});

describe('a hundredth of the reviews', () => {
  const plain = (count: number) => reviews(count, 2);
  const nobodyKnows: PlantedRow[] = [
    { text: 'nobody knows', label: 'pos' },
    { text: 'nobody knows', label: 'neg' },
  ];
  const planted: [FindingId, (rows: PlantedRow[]) => PlantedRow[]][] = [
    ['near-duplicates', (rows) => [0, 1].map((row) => ({ ...rows[row], text: `${rows[row].text} indeed` }))],
    ['two-labels', () => nobodyKnows],
    [
      'markup',
      () =>
        reviews(2, 9).map((row) => ({ ...row, text: `${row.text} <b>so</b>`, defects: rowDefect.markup })),
    ],
  ];

  it.each(planted)('is enough for a warning: %s', async (id, plant) => {
    const [enough, less] = [plain(198), plain(199)];
    expect(await severityIn(id, [...enough, ...plant(enough)])).toBe('warning');
    expect(await severityIn(id, [...less, ...plant(less)])).toBe('note');
  });
});

describe('more than a twentieth of the rows', () => {
  const rows = (count: number, make: (at: number) => PlantedRow) =>
    Array.from({ length: count }, (_, at) => make(at));
  const unlabelled = reviews(11, 3);
  const planted: [FindingId, (at: number) => PlantedRow][] = [
    ['empty-texts', () => ({ text: '', label: 'pos' })],
    ['missing-labels', (at) => ({ ...unlabelled[at], label: '' })],
    ['no-words', (at) => ({ text: '!'.repeat(at + 1), label: 'neg' })],
  ];

  it.each(planted)('is a warning: %s', async (id, make) => {
    expect(await severityIn(id, [...reviews(190, 4), ...rows(10, make)])).toBe('note');
    expect(await severityIn(id, [...reviews(189, 4), ...rows(11, make)])).toBe('warning');
  });

  it('is a warning: broken-rows', async () => {
    expect(await severityIn('broken-rows', reviews(190, 4), { broken: 10 })).toBe('note');
    expect(await severityIn('broken-rows', reviews(189, 4), { broken: 11 })).toBe('warning');
  });
});

/** Reviews of these lengths, of each class in turn. */
function ofLengths(lengths: readonly number[]): PlantedRow[] {
  const random = new Random(7);
  return lengths.map((length, i) => review(i % 2 === 0 ? 0 : 1, random, length));
}

test('a tenth of all words that is cut off is a warning', async () => {
  const common = Array.from({ length: 42 }, () => 20);
  expect(await severityIn('long-texts', ofLengths([...common, 10, 150]))).toBe('warning');
  expect(await severityIn('long-texts', ofLengths([...common, 11, 150]))).toBe('note');
});

test('the limit that is offered fits 95% of the reviews', async () => {
  const lengths = (long: number) => Array.from({ length: 101 }, (_, i) => (i < long ? 180 : 75));
  const limit = async (long: number) => (await findingIn('long-texts', ofLengths(lengths(long))))?.fixes[0];
  expect(await limit(5)).toMatchObject({ change: { maxLength: 80 } });
  expect(await limit(6)).toMatchObject({ change: { maxLength: 180 } });
});

/** A training part of 5,000 words, of which `common` are one and the same; the others come once. */
function ofWords(common: number): PlantedRow[] {
  const count = 500;
  // Those that come once first, so that no two of the texts are equal.
  const words = Array.from({ length: 10 * count }, (_, i) => (i < 10 * count - common ? `word${i}` : 'so'));
  const labels = ['neg', 'pos'] as const;
  const training = Array.from({ length: count }, (_, row): PlantedRow => {
    const text = words.filter((_word, i) => i % count === row).join(' ');
    return { text, label: labels[row % 2], part: 'train' };
  });
  const others = (['validation', 'test'] as const).flatMap((part) =>
    labels.map((label): PlantedRow => ({ text: `${part} ${label}`, label, part })),
  );
  return [...training, ...others];
}

test('a vocabulary that covers less than nine tenths of the words is small; one for 95% is offered', async () => {
  // Two of the three ids are no words.
  const oneWord = { bySplit: true, config: { vocabularySize: 3 } };
  expect(await findingIn('small-vocabulary', ofWords(4_500), oneWord)).toBeUndefined();
  expect(await findingIn('small-vocabulary', ofWords(4_499), oneWord)).toMatchObject({ severity: 'warning' });
  const offered = async (common: number) =>
    (await findingIn('small-vocabulary', ofWords(common), oneWord))?.fixes[0];
  // 4,253 and 497 are 95% of the words: with the two ids that are no words, a vocabulary of 500.
  expect(await offered(4_253)).toMatchObject({ change: { vocabularySize: 500 } });
  expect(await offered(4_252)).toMatchObject({ change: { vocabularySize: 1_000 } });
});

/** Stretches of one class in turn, of these lengths. */
function inStretches(lengths: readonly number[]): PlantedRow[] {
  const random = new Random(9);
  return lengths.flatMap((length, stretch) =>
    Array.from({ length }, () => review(stretch % 2 === 0 ? 0 : 1, random)),
  );
}

test('a file is sorted when its class changes in less than a fifth of the places of a shuffled one', async () => {
  // 100 rows of two equal classes change 50 times by chance: here 9 and 10 times.
  const nine = Array.from({ length: 10 }, () => 10);
  const ten = [10, 10, 8, 10, 8, 10, 8, 10, 8, 10, 8];
  expect(await findingIn('sorted', inStretches(nine))).toBeDefined();
  expect(await findingIn('sorted', inStretches(ten))).toBeUndefined();
});

/** 1,000 reviews with a test part of 100; so many negative ones are in that, and so many in all. */
function withTestPart(negative: number, inAll: number): PlantedRow[] {
  const tested = ofClasses(negative, 100 - negative).map((row): PlantedRow => ({ ...row, part: 'test' }));
  const rest = reviews(900, 10).map((row): PlantedRow => ({ ...row, part: 'train' }));
  rest.forEach((row, i) => (row.label = i < inAll - negative ? 'neg' : 'pos'));
  return [...tested, ...rest];
}

test.each([
  ['two of a hundred where half are usual', 2, 500, 'problem'],
  ['three of a hundred', 3, 500, undefined],
  ['two of a hundred where a tenth is usual', 2, 100, 'problem'],
  ['two of a hundred where less is usual', 2, 99, undefined],
])('a provided part has nearly one class only: %s', async (_, negative, inAll, severity) => {
  expect(await severityIn('one-class-part', withTestPart(negative, inAll), { bySplit: true })).toBe(severity);
});
