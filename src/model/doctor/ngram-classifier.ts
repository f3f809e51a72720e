/**
 * The baseline: logistic regression on the n-grams of a review, weighted by how much more often they are in one class
 * (NB-SVM with a logistic loss: S. Wang and C. Manning, Baselines and bigrams, ACL 2012).
 */
import type { RunConfig } from '../../contract/settings.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { pickTexts, type Texts } from '../data/text-column.ts';
import type { TokenizeOptions } from '../data/tokenize.ts';
import type { TimeSlicer } from '../data/time-slicer.ts';
import { highest } from '../evaluation/threshold.ts';
import { LogisticTrainer, probabilitiesOf, rowLoss } from './logistic.ts';
import type { LogisticModel, SparseRows } from './logistic.ts';
import { logCountRatios } from './naive-bayes.ts';
import { sparseRows, type Ngrams } from './ngrams.ts';
import { readWords, rowUse, type Words } from './words.ts';

/** Its streams of the run's seed, apart from those of the run itself. */
export const streams = { rows: 0x0b01, order: 0x0b02, folds: 0x0b03 } as const;
/** Reviews whose words are held at once where they are only answered for. */
const rowsAtOnce = 25_000;
/** Reviews whose n-grams are held at once so. */
const rowsEncoded = 2_000;

/**
 * What is tried, and chosen by the validation rows: how strongly the reviews count beside the size of the weights, and
 * what each n-gram's ratio is enlarged by: 0 weights n-grams by their ratios alone, 3 nearly alike. All rows are gone
 * through so often for each. Where rows have more features in all, less is tried: the figures hardly differ, and it must
 * stay a matter of seconds.
 */
const plans = [
  { features: 2_000_000, strengths: [1, 4, 16, 64], enlarged: [0, 3], passes: 10 },
  { features: Infinity, strengths: [1, 4, 16], enlarged: [0], passes: 2 },
] as const;
/** A pass in which all rows were so near their optimum, a logit, is the last. */
const nearEnough = 0.1;

/** Two classes have one model, of class 1; more have one each, against all others. */
export type Models = readonly LogisticModel[];

/** Some rows of a part. */
export interface Chosen {
  part: SparseRows;
  rows: Int32Array;
}

export interface FitOptions {
  features: number;
  classCount: number;
  seed: number;
  slicer: TimeSlicer;
}

const meanLoss = ({ part, rows }: Chosen, models: Models) =>
  rows.reduce((sum, row) => sum + rowLoss(part, row, models), 0) / Math.max(1, rows.length);

/**
 * Learns from some rows. What `plans` leaves open is chosen by the loss on others.
 * @throws the signal's reason once it is aborted
 */
export async function fitModels(train: Chosen, validation: Chosen, options: FitOptions): Promise<Models> {
  const plan = plans.find(({ features }) => featuresOf(train) <= features) ?? plans[1];
  const ratios = labelsOf(options).map((label) =>
    logCountRatios(train.part, train.rows, { features: options.features, label }),
  );
  let best: Fitted = { loss: Infinity, models: [] };
  for (const [at, enlarged] of plan.enlarged.entries()) {
    const values = ratios.map((own) => own.map((ratio) => Math.abs(ratio) + enlarged));
    const share = { from: at / plan.enlarged.length, of: 1 / plan.enlarged.length };
    const found = await fitStrengths({ train, validation, values }, plan, options, share);
    if (found.loss < best.loss) best = found;
  }
  return best.models;
}

interface Fitted {
  /** On the validation rows. */
  loss: number;
  models: Models;
}

/** Of two classes one model says all. */
function labelsOf({ classCount }: FitOptions): readonly number[] {
  return classCount === 2 ? [1] : Array.from({ length: classCount }, (_, label) => label);
}

/** Ever stronger, from where the last strength ended, as long as the loss on the validation rows falls. */
async function fitStrengths(
  { train, validation, values }: { train: Chosen; validation: Chosen; values: readonly Float64Array[] },
  { strengths, passes }: (typeof plans)[number],
  options: FitOptions,
  share: { from: number; of: number },
): Promise<Fitted> {
  const { slicer } = options;
  const random = new Random(options.seed, streams.order);
  const order = Int32Array.from(train.rows.keys());
  const trainers = labelsOf(options).map(
    (label, k) => new LogisticTrainer(train.part, train.rows, { label, values: values[k] }),
  );
  let best: Fitted = { loss: Infinity, models: [] };
  for (const [at, strength] of strengths.entries()) {
    for (const [k, trainer] of trainers.entries()) {
      trainer.setStrength(strength);
      for (let pass = 0, farthest = Infinity; pass < passes && farthest > nearEnough; pass++) {
        farthest = trainer.learn(random.shuffle(order));
        const done = (at + (k + (pass + 1) / passes) / trainers.length) / strengths.length;
        if (slicer.isDue) await slicer.pause(share.from + done * share.of, train.rows.length);
      }
    }
    const models = trainers.map(({ model }) => model);
    const loss = meanLoss(validation, models);
    if (loss >= best.loss) break;
    best = { loss, models: trainers.map((trainer) => trainer.copy()) };
  }
  return best;
}

/** Of all rows together, each as often as rows have it. */
function featuresOf({ part: { offsets }, rows }: Chosen): number {
  return rows.reduce((sum, row) => sum + offsets[row + 1] - offsets[row], 0);
}

/** The class of the highest probability, of several the first. */
export function answerOf(part: SparseRows, row: number, models: Models): number {
  return highest(probabilitiesOf(part, row, models)) ?? 0;
}

/** Some of the rows that were asked for, from `start` on. */
export interface RowsRead {
  start: number;
  part: SparseRows;
}

/** Rows of some words as the features that they have, some thousand at a time. @param classes [rows of the words] */
export async function* encodedRows(
  words: Words,
  rows: Int32Array,
  { ngrams, classes, slicer }: { ngrams: Ngrams; classes: Uint8Array; slicer: TimeSlicer },
): AsyncGenerator<RowsRead> {
  for (let start = 0; start < rows.length; start += rowsEncoded) {
    const some = rows.subarray(start, start + rowsEncoded);
    const part = {
      ...sparseRows(words, some, ngrams),
      classes: Uint8Array.from(some, (row) => classes[row]),
    };
    yield { start, part };
    if (slicer.isDue) await slicer.pause(start / rows.length, start);
  }
}

/**
 * Any rows of some texts as the features that they have, some thousand at a time: all classes are 0.
 * @param words those that the n-grams were chosen from
 */
export async function* readRows(
  texts: Texts,
  rows: Int32Array,
  { words, ngrams }: { words: Words; ngrams: Ngrams },
  config: TokenizeOptions,
  slicer: TimeSlicer,
): AsyncGenerator<RowsRead> {
  const idOf = new Map(words.distinct.map((word, index) => [word, ngrams.ofWord[index]]));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.subarray(start, start + rowsAtOnce);
    const uses = new Uint8Array(some.length).fill(rowUse.baseline);
    const read = await readWords(pickTexts(texts, some), uses, config, slicer);
    const ofWord = Int32Array.from(read.distinct, (word) => idOf.get(word) ?? -1);
    const classes = new Uint8Array(some.length);
    const encoded = encodedRows(read, Int32Array.from(some.keys()), {
      ngrams: { ...ngrams, ofWord },
      classes,
      slicer,
    });
    for await (const { start: from, part } of encoded) yield { start: start + from, part };
  }
}

/** The words of some rows of a dataset, of the others none. */
export function wordsOf(
  { texts }: Pick<Dataset, 'texts'>,
  rows: readonly Int32Array[],
  config: TokenizeOptions,
  slicer: TimeSlicer,
): Promise<Words> {
  const uses = new Uint8Array(texts.length);
  for (const some of rows) for (const row of some) uses[row] = rowUse.baseline;
  return readWords(texts, uses, config, slicer);
}

export type BaselineConfig = TokenizeOptions & Pick<RunConfig, 'seed'>;
