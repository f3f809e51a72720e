import type { RunConfig } from '../../contract/settings.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import type { Split } from '../data/split.ts';
import type { Baselines } from '../../contract/findings.ts';
import { majorityAccuracy as accuracyOfMajority } from '../evaluation/index.ts';
import {
  featuresOf,
  fitBagOfWords,
  readRows,
  sparseRows,
  streams,
  wordsOf,
  type Features,
} from './bag-of-words.ts';
import { answerOf, evaluate, type LogisticModel } from './logistic.ts';
import type { WordOptions, Words } from './words.ts';

/** Reviews that the regression learns from and is measured on, drawn by chance where there are more. */
const mostRows = { train: 50_000, validation: 5_000, test: 25_000 } as const;
/** Words of a class that are shown, and those that its direction is told by. */
const mostWords = { shown: 12, telling: 30 } as const;
/** A word in fewer training reviews is not shown: its weight says little. */
const leastReviews = 3;

/** The rows of a split that the regression uses, ascending. */
export function pickRows(split: Split, seed: number): Split {
  const random = new Random(seed, streams.rows);
  const pick = (rows: Int32Array, most: number) =>
    rows.length <= most ? rows : random.shuffle(rows.slice()).subarray(0, most).toSorted();
  return {
    train: pick(split.train, mostRows.train),
    validation: pick(split.validation, mostRows.validation),
    test: pick(split.test, mostRows.test),
  };
}

/** Accuracy on the test part of always answering the class that is most frequent in the training part. */
export function majorityAccuracy(classes: Uint8Array, split: Split): number {
  const of = (rows: Int32Array) => Uint8Array.from(rows, (row) => classes[row]);
  return split.test.length === 0 ? 0 : accuracyOfMajority(of(split.test), of(split.train));
}

/** For each class the words whose weights speak most for it, the most telling first. */
function tellingWords(
  { weights, bias }: LogisticModel,
  { list, frequencies }: Features,
  words: Words,
): Baselines['words'] {
  const width = bias.length;
  const shown = Array.from(list.keys()).filter((id) => frequencies[list[id]] >= leastReviews);
  const entry = (id: number, weight: number) => ({ word: words.distinct[list[id]], weight });
  // With one logit, what speaks against class 1 speaks for class 0.
  const directions = width === 1 ? [-1, 1] : bias;
  return Array.from(directions, (direction, k) => {
    const sign = width === 1 ? direction : 1;
    const weightOf = (id: number) => (width === 1 ? weights[id] : excess(weights, id * width, width, k));
    const telling = shown.filter((id) => sign * weightOf(id) > 0);
    telling.sort((a, b) => sign * (weightOf(b) - weightOf(a)));
    return telling.slice(0, mostWords.telling).map((id) => entry(id, weightOf(id)));
  });
}

/** How much a class's weight of a feature is above the mean of all classes'. */
function excess(weights: Float64Array, start: number, width: number, k: number): number {
  let sum = 0;
  for (let other = 0; other < width; other++) sum += weights[start + other];
  return weights[start + k] - sum / width;
}

interface Measured {
  baselines: Baselines;
  /** More of its words, by class. */
  telling: string[][];
}

/**
 * The baselines. The regression sees which words a review has, whole and in no order: every word once,
 * each review scaled to length 1, the 30,000 words that stand in most training reviews. At most 50,000 reviews train
 * it and 25,000 test it, and of very long ones only the first words count, so that it stays a matter of a second;
 * `seconds` is what it took after the texts were tokenized. The same seed gives the same figures.
 * @param rows the rows that `words.present` has: `pickRows` of the run's split
 */
export async function measureBaselines(
  dataset: Dataset,
  split: Split,
  rows: Split,
  words: Words,
  config: Pick<RunConfig, 'seed'>,
  slicer: TimeSlicer,
): Promise<Measured> {
  const started = performance.now();
  const { model, features, part } = await fit(dataset, rows, words, config, slicer);
  const telling = tellingWords(model, features, words);
  const baselines = {
    majority: majorityAccuracy(dataset.classes, split),
    bagOfWords: evaluate(part(rows.test), model).accuracy,
    seconds: (performance.now() - started) / 1000,
    words: telling.map((own) => own.slice(0, mostWords.shown)),
    testRows: rows.test.length,
  };
  return { baselines, telling: telling.map((own) => own.map(({ word }) => word)) };
}

/**
 * What the same regression answers for each test row, all of them: what a network's answers are compared with.
 * @param rows those that the network was trained and validated on, and those that test it
 * @returns [rows.test.length] classes
 * @throws the signal's reason once it is aborted
 */
export async function bagOfWordsAnswers(
  dataset: Dataset,
  rows: Split,
  config: WordOptions & Pick<RunConfig, 'seed'>,
  options: WorkOptions = {},
): Promise<Uint8Array> {
  const slicer = new TimeSlicer(options, 'baseline');
  const chosen = pickRows(rows, config.seed);
  const words = await wordsOf(dataset, [chosen.train, chosen.validation], config, slicer);
  const { model, features } = await fit(dataset, chosen, words, config, slicer);
  const answers = new Uint8Array(rows.test.length);
  for await (const { start, part } of readRows(dataset.texts, rows.test, { words, features }, config, slicer))
    for (let row = 0; row < part.classes.length; row++) answers[start + row] = answerOf(part, row, model);
  return answers;
}

/** The regression, and rows as it reads them. */
async function fit(
  { classes, classNames }: Dataset,
  rows: Pick<Split, 'train' | 'validation'>,
  words: Words,
  config: Pick<RunConfig, 'seed'>,
  slicer: TimeSlicer,
) {
  const features = featuresOf(words, rows.train);
  await slicer.pause(0, 0);
  const part = (of: Int32Array) => sparseRows(words, of, features.ofWord, classes);
  const parts = { train: part(rows.train), validation: part(rows.validation) };
  const model = await fitBagOfWords(parts, { features, classCount: classNames.length }, config, slicer);
  return { model, features, part };
}
