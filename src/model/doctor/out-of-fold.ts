/** What the baseline answers for each review when it has learned from others alone. */
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import { probabilitiesOf, type SparseRows } from './logistic.ts';
import { fitModels, readRows, streams, wordsOf } from './ngram-classifier.ts';
import type { BaselineConfig, FitOptions, Models } from './ngram-classifier.ts';
import { chooseNgrams } from './ngrams.ts';

const folds = 5;
/** One of so many of the rows that a fold's regression may learn from says when it has learned enough. */
const validationShare = 10;
/** Reviews that all regressions learn from together, drawn by chance where there are more. */
const mostLearned = 50_000;
/** Share of the time that reading the words takes, about. */
const readingShare = 0.3;

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

/**
 * Out-of-fold probabilities of all rows: five regressions, each without the rows that it answers for.
 * @returns [n,K]
 * @throws the signal's reason once it is aborted
 */
export async function outOfFoldProbabilities(
  dataset: Dataset,
  config: BaselineConfig,
  options: WorkOptions = {},
): Promise<Float32Array<ArrayBuffer>> {
  const dealt = dealRows(dataset, config.seed);
  const learned = learnedRows(dealt.length, config.seed);
  const slicer = new TimeSlicer(options, 'baseline');
  slicer.beginStage(0, readingShare);
  const words = await wordsOf(dataset, [learned], config, slicer);
  const { ngrams, part: encoded } = await chooseNgrams(words, learned, slicer);
  const part = { ...encoded, classes: Uint8Array.from(learned, (row) => dataset.classes[row]) };
  const places = Uint8Array.from(learned, (row) => dealt[row]);
  const fitting = {
    features: ngrams.prefixes.length,
    classCount: dataset.classNames.length,
    seed: config.seed,
    slicer,
  };
  const models = await fitFolds(part, places, fitting);
  const width = dataset.classNames.length;
  const probabilities = new Float32Array(dealt.length * width);
  const answer = (row: number, of: SparseRows, at: number) =>
    probabilities.set(probabilitiesOf(of, at, models[foldOf(dealt[row])]), row * width);
  learned.forEach((row, at) => answer(row, part, at));
  const others = rowsBeside(learned, dealt.length);
  for await (const { start, part: some } of readRows(
    dataset.texts,
    others,
    { words, ngrams },
    config,
    slicer,
  ))
    for (let at = 0; at < some.classes.length; at++) answer(others[start + at], some, at);
  return probabilities;
}

/** A fold's models have not learned from its rows. @param places [rows of the part] as `dealRows` has them */
async function fitFolds(part: SparseRows, places: Uint8Array, options: FitOptions): Promise<Models[]> {
  const models: Models[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const share = (1 - readingShare) / folds;
    options.slicer.beginStage(readingShare + fold * share, readingShare + (fold + 1) * share);
    const others = Int32Array.from(places.keys()).filter((at) => foldOf(places[at]) !== fold);
    // The places below `folds` are one of each fold: of a fold's own rows none validates it.
    const train = others.filter((at) => !isValidation(places[at]));
    const validation = others.filter((at) => isValidation(places[at]));
    models.push(await fitModels({ part, rows: train }, { part, rows: validation }, options));
    await options.slicer.pause(1, places.length);
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
