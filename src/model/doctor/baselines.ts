import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import type { Split } from '../data/split.ts';
import type { Baselines } from '../../contract/findings.ts';
import { majorityAccuracy as accuracyOfMajority } from '../evaluation/index.ts';
import type { LogisticModel, SparseRows } from './logistic.ts';
import {
  answerOf,
  encodedRows,
  fitModels,
  readRows,
  streams,
  wordsOf,
  type BaselineConfig,
  type Models,
} from './ngram-classifier.ts';
import { chooseNgrams, sparseRows, type Ngrams } from './ngrams.ts';
import type { Words } from './words.ts';

/** Reviews that the regression learns from and is measured on, drawn by chance where there are more. */
const mostRows = { train: 50_000, validation: 5_000, test: 10_000 } as const;
/** N-grams of a class that are shown, and words that its direction is told by. */
const mostNgrams = { shown: 12, telling: 30 } as const;
/** An n-gram in fewer training reviews is not shown: its weight says little. */
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

/** For each class the n-grams that speak most for it, the most telling first. */
function tellingNgrams(models: Models, ngrams: Ngrams, isShown: (feature: number) => boolean): Telling[][] {
  const shown = Array.from(ngrams.frequencies.keys()).filter(
    (feature) => ngrams.frequencies[feature] >= leastReviews && isShown(feature),
  );
  const weightOf = (model: LogisticModel, feature: number) => model.pairs[2 * feature];
  // What speaks against class 1 of two speaks for class 0.
  const sides = models.length === 1 ? [-1, 1] : models.map(() => 1);
  return sides.map((side, k) => {
    const model = models[k] ?? models[0];
    const telling: Telling[] = [];
    for (const feature of shown) {
      const weight = weightOf(model, feature);
      const last = telling[mostNgrams.telling - 1];
      if (side * weight <= 0 || (last && side * (weight - last.weight) <= 0)) continue;
      const at = telling.findIndex((other) => side * (weight - other.weight) > 0);
      telling.splice(at < 0 ? telling.length : at, 0, { feature, weight });
      telling.length = Math.min(telling.length, mostNgrams.telling);
    }
    return telling;
  });
}

interface Telling {
  feature: number;
  weight: number;
}

/** Words are apart, characters are not. */
function nameOf(
  feature: number,
  words: Words,
  { prefixes, lasts }: Ngrams,
  { tokenization }: BaselineConfig,
): string {
  const parts: string[] = [];
  for (let rest = feature; rest >= 0; rest = prefixes[rest]) parts.unshift(words.distinct[lasts[rest]]);
  return parts.join(tokenization === 'characters' ? '' : ' ');
}

interface Measured {
  baselines: Baselines;
  /** The words alone that speak most for each class, more than are shown. */
  telling: string[][];
}

/**
 * The baselines. The regression sees which words, pairs and triples of neighbouring words a review has. At most 50,000
 * reviews train it and 10,000 test it, and of the longest only the first words count, so that it stays a matter of two
 * seconds; `seconds` is what it took after the texts were tokenized. The same seed gives the same figures.
 * @param rows the rows that `words.tokens` has: `pickRows` of the run's split
 */
export async function measureBaselines(
  dataset: Dataset,
  split: Split,
  rows: Split,
  words: Words,
  config: BaselineConfig,
  slicer: TimeSlicer,
): Promise<Measured> {
  const started = performance.now();
  const { classes } = dataset;
  const { models, ngrams } = await fit(dataset, rows, words, config, slicer);
  let right = 0;
  for await (const { part } of encodedRows(words, rows.test, { ngrams, classes, slicer }))
    right += part.classes.reduce(
      (sum, label, row) => sum + (answerOf(part, row, models) === label ? 1 : 0),
      0,
    );
  const shown = tellingNgrams(models, ngrams, () => true);
  const name = (feature: number) => nameOf(feature, words, ngrams, config);
  const baselines = {
    majority: majorityAccuracy(dataset.classes, split),
    bagOfWords: right / Math.max(1, rows.test.length),
    seconds: (performance.now() - started) / 1000,
    words: shown.map((own) =>
      own.slice(0, mostNgrams.shown).map(({ feature, weight }) => ({ word: name(feature), weight })),
    ),
    testRows: rows.test.length,
  };
  const alone = tellingNgrams(models, ngrams, (feature) => ngrams.prefixes[feature] < 0);
  return { baselines, telling: alone.map((own) => own.map(({ feature }) => name(feature))) };
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
  config: BaselineConfig,
  options: WorkOptions = {},
): Promise<Uint8Array> {
  const slicer = new TimeSlicer(options, 'baseline');
  const chosen = pickRows(rows, config.seed);
  const words = await wordsOf(dataset, [chosen.train, chosen.validation], config, slicer);
  const { models, ngrams } = await fit(dataset, chosen, words, config, slicer);
  const answers = new Uint8Array(rows.test.length);
  for await (const { start, part } of readRows(dataset.texts, rows.test, { words, ngrams }, config, slicer))
    for (let row = 0; row < part.classes.length; row++) answers[start + row] = answerOf(part, row, models);
  return answers;
}

/**
 * What the same regression has learned of each word alone that is in three training reviews or more.
 * @returns of two classes one weight, towards the second, else one for each class
 * @throws the signal's reason once it is aborted
 */
export async function wordWeights(
  dataset: Dataset,
  rows: Split,
  config: BaselineConfig,
  options: WorkOptions = {},
): Promise<Map<string, number[]>> {
  const slicer = new TimeSlicer(options, 'baseline');
  const chosen = pickRows(rows, config.seed);
  const words = await wordsOf(dataset, [chosen.train, chosen.validation], config, slicer);
  const { models, ngrams } = await fit(dataset, chosen, words, config, slicer);
  const weights = new Map<string, number[]>();
  ngrams.ofWord.forEach((feature, word) => {
    if (feature < 0 || ngrams.frequencies[feature] < leastReviews) return;
    weights.set(
      words.distinct[word],
      models.map(({ pairs }) => pairs[2 * feature]),
    );
  });
  return weights;
}

/** The n-grams of the training rows, and what was learned of them. */
async function fit(
  { classes, classNames }: Dataset,
  rows: Pick<Split, 'train' | 'validation'>,
  words: Words,
  { seed }: BaselineConfig,
  slicer: TimeSlicer,
) {
  const { ngrams, part } = await chooseNgrams(words, rows.train, slicer);
  const chosen = (some: Int32Array, encoded: Omit<SparseRows, 'classes'>) => ({
    part: { ...encoded, classes: Uint8Array.from(some, (row) => classes[row]) },
    rows: Int32Array.from(some.keys()),
  });
  const validation = chosen(rows.validation, sparseRows(words, rows.validation, ngrams));
  const features = ngrams.prefixes.length;
  const options = { features, classCount: classNames.length, seed, slicer };
  return { ngrams, models: await fitModels(chosen(rows.train, part), validation, options) };
}
