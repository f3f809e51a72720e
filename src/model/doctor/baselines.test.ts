import { describe, expect, it } from 'vitest';
import { splitDataset } from '../data/split.ts';
import { presetConfig } from '../../contract/settings.ts';
import { datasetOf, Random, textColumn } from '../data/index.ts';
import { tinyDataset } from '../testing/tiny-data.ts';
import { TimeSlicer } from '../data/time-slicer.ts';
import { bagOfWordsAnswers, majorityAccuracy, measureBaselines, pickRows } from './baselines.ts';
import { examine } from './index.ts';
import { wordsOf } from './ngram-classifier.ts';

it('answers the class that is larger in the training part, whatever the test part has', () => {
  const classes = Uint8Array.of(1, 1, 0, 0, 1, 0, 0, 0);
  const rows = (...of: number[]) => Int32Array.from(of);
  expect(
    majorityAccuracy(classes, { train: rows(0, 1, 2), validation: rows(3), test: rows(4, 5, 6, 7) }),
  ).toBe(0.25);
  expect(
    majorityAccuracy(classes, { train: rows(2, 3, 4), validation: rows(0), test: rows(1, 5, 6, 7) }),
  ).toBe(0.75);
});

it('takes all rows of small data, and of large data a draw by the seed from the whole file', () => {
  const count = 100_000;
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const few = { train: rows.subarray(0, 50), validation: rows.subarray(50, 60), test: rows.subarray(60, 70) };
  expect(pickRows(few, 1)).toEqual(few);
  const { train, test } = pickRows({ train: rows, validation: rows, test: rows }, 1);
  expect([train.length, test.length]).toEqual([50_000, 10_000]);
  expect(new Set(train).size).toBe(50_000);
  expect([...train]).toEqual([...train].toSorted((a, b) => a - b));
  const late = train.filter((row) => row >= count / 2).length;
  expect(late / 50_000).toBeCloseTo(0.5, 1);
  expect(pickRows({ train: rows, validation: rows, test: rows }, 1).train).toEqual(train);
  expect(pickRows({ train: rows, validation: rows, test: rows }, 2).train).not.toEqual(train);
});

describe('the answers of the n-gram baseline', () => {
  const config = { ...presetConfig(), tokenization: 'words' as const, seed: 3 };

  it('are those whose share the check of the data tells, row by row', async () => {
    const dataset = tinyDataset(600, 4);
    const split = splitDataset(dataset, config);
    const answers = await bagOfWordsAnswers(dataset, split, config);
    const right = split.test.filter((row, at) => answers[at] === dataset.classes[row]).length;
    const { report } = await examine(dataset, config);
    expect(answers).toHaveLength(split.test.length);
    expect(right / split.test.length).toBe(report.baselines.bagOfWords);
  });

  it('learn nothing from the rows that they are about', async () => {
    const dataset = tinyDataset(600, 4);
    const split = splitDataset(dataset, config);
    const answers = await bagOfWordsAnswers(dataset, split, config);
    const classes = dataset.classes.slice();
    for (const row of split.test) classes[row] = 1 - classes[row];
    expect(await bagOfWordsAnswers({ ...dataset, classes }, split, config)).toEqual(answers);
    for (const row of split.train) classes[row] = 1 - classes[row];
    expect(await bagOfWordsAnswers({ ...dataset, classes }, split, config)).not.toEqual(answers);
  });

  /** Reviews whose class only neighbouring words tell, among others that tell nothing. */
  function reviewsOf(telling: readonly (readonly string[])[], plain: readonly string[]) {
    const random = new Random(6);
    const word = () => plain[random.below(plain.length)];
    const classes = Uint8Array.from({ length: 2_000 }, (_, row) => row % telling.length);
    const texts = Array.from(classes, (label) => {
      const ngram = telling[label][random.below(telling[label].length)];
      return [word(), word(), word(), ngram, word(), word(), word()].join(' ');
    });
    const classNames = telling.map((_, id) => `class ${id}`);
    return datasetOf({ name: 'pairs', texts: textColumn(texts), classes, classNames });
  }

  const vietnamese = ['phim', 'món', 'phở', 'quán', 'này', 'rất'];
  const english = ['the', 'food', 'was', 'it', 'place', 'again'];

  it.each([
    [
      'compounds',
      [
        ['an yên', 'bình ninh'],
        ['an ninh', 'bình yên'],
      ],
      vietnamese,
      'an ninh',
    ],
    [
      'negations',
      [
        ['not good', 'quite bad'],
        ['quite good', 'not bad'],
      ],
      english,
      'not bad',
    ],
    [
      'triples',
      [
        ['a b b', 'b b a', 'b a b'],
        ['b b b', 'a b a', 'b a a'],
      ],
      english,
      'b b b',
    ],
    [
      'three classes',
      [
        ['a x', 'b y', 'c z'],
        ['a y', 'b z', 'c x'],
        ['a z', 'b x', 'c y'],
      ],
      english,
      'a y',
    ],
  ] as const)('see which words stand side by side: %s', async (_, telling, plain, known) => {
    // By single words nobody knows more than the classes' sizes: each stands in all classes alike.
    const dataset = reviewsOf(telling, plain);
    const split = splitDataset(dataset, config);
    const answers = await bagOfWordsAnswers(dataset, split, config);
    const right = split.test.filter((row, at) => answers[at] === dataset.classes[row]).length;
    const { baselines } = (await examine(dataset, config)).report;
    expect(right / split.test.length).toBe(baselines.bagOfWords);
    expect(baselines.bagOfWords).toBeGreaterThan(0.95);
    expect(baselines.words[1].map(({ word }) => word)).toContain(known);
  });

  it('name an n-gram of characters without gaps', async () => {
    const dataset = reviewsOf(
      [
        ['不好', '很坏'],
        ['很好', '不坏'],
      ],
      ['我', '他', '们', '去'],
    );
    const { baselines } = (await examine(dataset, { ...config, tokenization: 'characters' })).report;
    expect(baselines.bagOfWords).toBeGreaterThan(0.95);
    expect(baselines.words[1].map(({ word }) => word)).toContain('不坏');
  });

  it('take no longer than a few readings of the texts', async () => {
    const random = new Random(2);
    const classes = Uint8Array.from({ length: 4_000 }, (_, row) => row % 2);
    // Words as frequent as a language has them: some in every review, most in few.
    const word = () => `w${Math.floor(20_000 * random.uniform() ** 4)}`;
    const texts = textColumn(Array.from(classes, () => Array.from({ length: 200 }, word).join(' ')));
    const dataset = datasetOf({ name: 'long', texts, classes, classNames: ['a', 'b'] });
    const split = splitDataset(dataset, config);
    const slicer = new TimeSlicer();
    const timed = async (): Promise<number> => {
      const started = performance.now();
      const words = await wordsOf(dataset, [split.train, split.validation, split.test], config, slicer);
      const reading = performance.now() - started;
      const { baselines } = await measureBaselines(dataset, split, split, words, config, slicer);
      return (1_000 * baselines.seconds) / reading;
    };
    // With strings for n-grams it was 20 times and more.
    expect(Math.min(await timed(), await timed(), await timed())).toBeLessThan(8);
  });

  it('are given for all rows where there are more than one portion', async () => {
    const dataset = tinyDataset(30_400, 5);
    const rows = Int32Array.from(dataset.classes.keys());
    const split = {
      train: rows.subarray(0, 300),
      validation: rows.subarray(300, 400),
      test: rows.subarray(400),
    };
    const answers = await bagOfWordsAnswers(dataset, split, config);
    const late = split.test.filter((row, at) => at >= 25_000 && answers[at] === dataset.classes[row]).length;
    expect(late / 5_000).toBeGreaterThan(0.8);
  });
});
