import type { RunConfig } from '../../contract/settings.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import type { Split } from '../data/split.ts';
import { pickTexts } from '../data/text-column.ts';
import type { Baselines } from '../../contract/findings.ts';
import { majorityAccuracy as accuracyOfMajority } from '../evaluation/index.ts';
import { answerOf, evaluate, fitLogistic } from './logistic.ts';
import type { LogisticModel, SparseRows } from './logistic.ts';
import { readWords, rowUse, type WordOptions, type Words } from './words.ts';

/** Its streams of the run's seed, apart from those of the run itself. */
const streams = { rows: 0x0b01, order: 0x0b02 } as const;
/** Reviews that the regression learns from and is measured on, drawn by chance where there are more. */
const mostRows = { train: 50_000, validation: 5_000, test: 25_000 } as const;
/** The words that stand in most training reviews: fewer than 16 bits can number. */
const mostFeatures = 30_000;
const epochs = 12;
const patience = 2;
const wordsShown = 12;
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

/** How many training reviews have each word. */
function reviewsWith(words: Words, train: Int32Array): Int32Array {
  const counts = new Int32Array(words.distinct.length);
  for (const row of train) {
    for (let i = words.offsets[row]; i < words.offsets[row + 1]; i++) counts[words.present[i]]++;
  }
  return counts;
}

/** Word indexes of the features, the most frequent first; of equally frequent ones the one that was met first. */
function chooseFeatures(frequencies: Int32Array): Int32Array {
  const met = Int32Array.from(frequencies.keys()).filter((index) => frequencies[index] > 0);
  return met.sort((a, b) => frequencies[b] - frequencies[a] || a - b).subarray(0, mostFeatures);
}

function sparseRows(words: Words, rows: Int32Array, featureOf: Int32Array, classes: Uint8Array): SparseRows {
  const offsets = new Int32Array(rows.length + 1);
  const most = rows.reduce((sum, row) => sum + words.offsets[row + 1] - words.offsets[row], 0);
  const ids = new Uint16Array(most);
  let used = 0;
  rows.forEach((row, at) => {
    for (let i = words.offsets[row]; i < words.offsets[row + 1]; i++) {
      const id = featureOf[words.present[i]];
      if (id >= 0) ids[used++] = id;
    }
    offsets[at + 1] = used;
  });
  return { ids, offsets, classes: Uint8Array.from(rows, (row) => classes[row]) };
}

/** For each class the words whose weights speak most for it, the most telling first. */
function tellingWords(
  { weights, bias }: LogisticModel,
  features: Int32Array,
  words: Words,
  frequencies: Int32Array,
): Baselines['words'] {
  const width = bias.length;
  const shown = Array.from(features.keys()).filter((id) => frequencies[features[id]] >= leastReviews);
  const entry = (id: number, weight: number) => ({ word: words.distinct[features[id]], weight });
  // With one logit, what speaks against class 1 speaks for class 0.
  const directions = width === 1 ? [-1, 1] : bias;
  return Array.from(directions, (direction, k) => {
    const sign = width === 1 ? direction : 1;
    const weightOf = (id: number) => (width === 1 ? weights[id] : excess(weights, id * width, width, k));
    const telling = shown.filter((id) => sign * weightOf(id) > 0);
    telling.sort((a, b) => sign * (weightOf(b) - weightOf(a)));
    return telling.slice(0, wordsShown).map((id) => entry(id, weightOf(id)));
  });
}

/** How much a class's weight of a feature is above the mean of all classes'. */
function excess(weights: Float64Array, start: number, width: number, k: number): number {
  let sum = 0;
  for (let other = 0; other < width; other++) sum += weights[start + other];
  return weights[start + k] - sum / width;
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
): Promise<Baselines> {
  const started = performance.now();
  const { model, features, frequencies, part } = await fitBagOfWords(dataset, rows, words, config, slicer);
  return {
    majority: majorityAccuracy(dataset.classes, split),
    bagOfWords: evaluate(part(rows.test), model).accuracy,
    seconds: (performance.now() - started) / 1000,
    words: tellingWords(model, features, words, frequencies),
    testRows: rows.test.length,
  };
}

/** The regression, and rows as it reads them. */
async function fitBagOfWords(
  dataset: Dataset,
  rows: Pick<Split, 'train' | 'validation'>,
  words: Words,
  { seed }: Pick<RunConfig, 'seed'>,
  slicer: TimeSlicer,
) {
  const frequencies = reviewsWith(words, rows.train);
  const features = chooseFeatures(frequencies);
  const featureOf = new Int32Array(words.distinct.length).fill(-1);
  features.forEach((index, id) => (featureOf[index] = id));
  await slicer.pause(0, 0);
  const part = (of: Int32Array) => sparseRows(words, of, featureOf, dataset.classes);
  const model = await fitLogistic(part(rows.train), part(rows.validation), {
    features: features.length,
    classCount: dataset.classNames.length,
    epochs,
    patience,
    random: new Random(seed, streams.order),
    onRows: async (share) => {
      if (slicer.isDue) await slicer.pause(share, rows.train.length);
    },
  });
  return { model, features, frequencies, part };
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
  const uses = new Uint8Array(dataset.texts.length);
  for (const of of [chosen.train, chosen.validation]) for (const row of of) uses[row] = rowUse.baseline;
  const words = await readWords(dataset.texts, uses, config, slicer);
  const { model, features } = await fitBagOfWords(dataset, chosen, words, config, slicer);
  const idOf = new Map(Array.from(features, (index, id) => [words.distinct[index], id]));
  const answers = new Uint8Array(rows.test.length);
  for (let start = 0; start < rows.test.length; start += mostRows.test) {
    const some = rows.test.subarray(start, start + mostRows.test);
    const read = await readWords(
      pickTexts(dataset.texts, some),
      new Uint8Array(some.length).fill(rowUse.baseline),
      config,
      slicer,
    );
    const featureOf = Int32Array.from(read.distinct, (word) => idOf.get(word) ?? -1);
    const part = sparseRows(read, Int32Array.from(some.keys()), featureOf, new Uint8Array(some.length));
    for (let row = 0; row < some.length; row++) answers[start + row] = answerOf(part, row, model);
  }
  return answers;
}
