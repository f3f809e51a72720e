import { describe, expect, it } from 'vitest';
import { splitDataset } from '../data/split.ts';
import { presetConfig } from '../../contract/settings.ts';
import { datasetOf, Random, textColumn } from '../data/index.ts';
import { tinyDataset } from '../testing/tiny-data.ts';
import { bagOfWordsAnswers, majorityAccuracy, pickRows } from './baselines.ts';
import { examine } from './index.ts';

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
  expect([train.length, test.length]).toEqual([50_000, 25_000]);
  expect(new Set(train).size).toBe(50_000);
  expect([...train]).toEqual([...train].toSorted((a, b) => a - b));
  const late = train.filter((row) => row >= count / 2).length;
  expect(late / 50_000).toBeCloseTo(0.5, 1);
  expect(pickRows({ train: rows, validation: rows, test: rows }, 1).train).toEqual(train);
  expect(pickRows({ train: rows, validation: rows, test: rows }, 2).train).not.toEqual(train);
});

describe('the answers of the bag-of-words baseline', () => {
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

  it('see which words stand side by side where that is asked', async () => {
    // No word tells a class: only the two together do.
    const pairs = [
      ['an yên', 'bình ninh'],
      ['an ninh', 'bình yên'],
    ] as const;
    const random = new Random(6);
    const plain = ['phim', 'món', 'phở', 'quán', 'này', 'rất'];
    const word = () => plain[random.below(plain.length)];
    const classes = Uint8Array.from({ length: 2_000 }, (_, row) => row % 2);
    const texts = Array.from(classes, (label) =>
      [word(), word(), word(), pairs[label][random.below(2)], word(), word(), word()].join(' '),
    );
    const dataset = datasetOf({ name: 'pairs', texts: textColumn(texts), classes, classNames: ['a', 'b'] });
    const split = splitDataset(dataset, config);
    const share = async (baselinePairs: boolean) => {
      const answers = await bagOfWordsAnswers(dataset, split, { ...config, baselinePairs });
      const right = split.test.filter((row, at) => answers[at] === dataset.classes[row]).length;
      const { report } = await examine(dataset, { ...config, baselinePairs });
      expect(right / split.test.length).toBe(report.baselines.bagOfWords);
      return report;
    };
    const [without, withPairs] = [await share(false), await share(true)];
    expect(without.baselines.bagOfWords).toBeLessThan(0.62);
    expect(withPairs.baselines.bagOfWords).toBeGreaterThan(0.95);
    expect(withPairs.baselines.words[1].map(({ word: one }) => one)).toContain('an ninh');
    // What the network reads is counted without them.
    expect(withPairs.coverage).toEqual(without.coverage);
    expect(withPairs.lengths).toEqual(without.lengths);
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
