/** What the bag-of-words baseline answers for each review when it has learned from others alone. */
import { sigmoid, softmaxInto } from '../../contract/math.ts';
import type { RunConfig } from '../../contract/settings.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import {
  featuresOf,
  fitBagOfWords,
  readRows,
  sparseRows,
  streams,
  wordsOf,
  type Features,
} from './bag-of-words.ts';
import { logitsOf, type LogisticModel, type SparseRows } from './logistic.ts';
import type { WordOptions, Words } from './words.ts';

const folds = 5;
/** One of so many of the rows that a fold's regression may learn from says when it has learned enough. */
const validationShare = 10;
/** Reviews that all regressions learn from together, drawn by chance where there are more. */
const mostLearned = 50_000;
/** Share of the time that reading the words takes, about. */
const readingShare = 0.3;

type FoldConfig = WordOptions & Pick<RunConfig, 'seed'>;

/**
 * Each row's place from 0 to `folds · validationShare − 1`: its fold is the remainder by `folds`. Each class is dealt out
 * evenly, and rows with the same canonical key have one place, so that no twin of a row teaches its regression.
 */
export function dealRows(
  { keys, classes }: Pick<Dataset, 'keys' | 'classes'>,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const places = folds * validationShare;
  const order = new Random(seed, streams.folds).shuffle(Int32Array.from(keys, (_, row) => row));
  const placeOfKey = new Map<number, number>();
  const next = new Int32Array(256);
  const dealt = new Uint8Array(keys.length);
  for (const row of order) {
    const place = placeOfKey.get(keys[row]) ?? next[classes[row]]++ % places;
    placeOfKey.set(keys[row], place);
    dealt[row] = place;
  }
  return dealt;
}

const foldOf = (place: number) => place % folds;
const isValidation = (place: number) => place < folds;

/** Writes the probabilities [K] of a row. */
function answerInto(own: Float32Array, part: SparseRows, row: number, model: LogisticModel): void {
  const logits = logitsOf(part, row, model);
  if (logits.length > 1) softmaxInto(own, logits);
  else {
    own[1] = sigmoid(logits[0]);
    own[0] = 1 - own[1];
  }
}

/**
 * Out-of-fold probabilities of all rows: five regressions, each without the rows that it answers for.
 * @returns [n,K]
 * @throws the signal's reason once it is aborted
 */
export async function outOfFoldProbabilities(
  dataset: Dataset,
  config: FoldConfig,
  options: WorkOptions = {},
): Promise<Float32Array<ArrayBuffer>> {
  const dealt = dealRows(dataset, config.seed);
  const learned = learnedRows(dealt.length, config.seed);
  const slicer = new TimeSlicer(options, 'baseline');
  slicer.beginStage(0, readingShare);
  const words = await wordsOf(dataset, [learned], config, slicer);
  const features = featuresOf(words, learned);
  const read = { words, features };
  const models = await fitFolds(dataset, { ...read, learned, dealt }, config, slicer);
  const width = dataset.classNames.length;
  const probabilities = new Float32Array(dealt.length * width);
  const answer = (row: number, part: SparseRows, at: number) =>
    answerInto(probabilities.subarray(row * width, (row + 1) * width), part, at, models[foldOf(dealt[row])]);
  const part = sparseRows(words, learned, features.ofWord, dataset.classes);
  learned.forEach((row, at) => answer(row, part, at));
  const others = rowsBeside(learned, dealt.length);
  for await (const { start, part: some } of readRows(dataset.texts, others, read, config, slicer))
    for (let at = 0; at < some.classes.length; at++) answer(others[start + at], some, at);
  return probabilities;
}

interface Learning {
  words: Words;
  features: Features;
  learned: Int32Array;
  dealt: Uint8Array;
}

async function fitFolds(
  { classes, classNames }: Dataset,
  { words, features, learned, dealt }: Learning,
  config: FoldConfig,
  slicer: TimeSlicer,
): Promise<LogisticModel[]> {
  const models: LogisticModel[] = [];
  const of = { features, classCount: classNames.length };
  for (let fold = 0; fold < folds; fold++) {
    const share = (1 - readingShare) / folds;
    slicer.beginStage(readingShare + fold * share, readingShare + (fold + 1) * share);
    const rows = learned.filter((row) => foldOf(dealt[row]) !== fold);
    const part = (some: Int32Array) => sparseRows(words, some, features.ofWord, classes);
    // The places below `folds` are one of each fold: of a fold's own rows none validates it.
    const train = part(rows.filter((row) => !isValidation(dealt[row])));
    const validation = part(rows.filter((row) => isValidation(dealt[row])));
    models.push(await fitBagOfWords({ train, validation }, of, config, slicer));
    await slicer.pause(1, learned.length);
  }
  return models;
}

/** All rows, or some of many, ascending. */
function learnedRows(count: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, row) => row);
  if (count <= mostLearned) return all;
  return new Random(seed, streams.rows).shuffle(all).subarray(0, mostLearned).toSorted();
}

function rowsBeside(rows: Int32Array, count: number): Int32Array {
  const isThere = new Uint8Array(count);
  for (const row of rows) isThere[row] = 1;
  return Int32Array.from({ length: count }, (_, row) => row).filter((row) => isThere[row] === 0);
}
