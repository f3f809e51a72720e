/** The bag-of-words baseline: reviews as the words that they have, and logistic regression on those. */
import type { RunConfig } from '../../contract/settings.ts';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { pickTexts, type Texts } from '../data/text-column.ts';
import type { TimeSlicer } from '../data/time-slicer.ts';
import { fitLogistic, type LogisticModel, type SparseRows } from './logistic.ts';
import { readWords, rowUse, type WordOptions, type Words } from './words.ts';

/** Its streams of the run's seed, apart from those of the run itself. */
export const streams = { rows: 0x0b01, order: 0x0b02, folds: 0x0b03 } as const;
/** The words that stand in most training reviews: fewer than 16 bits can number. */
const mostFeatures = 30_000;
const epochs = 12;
const patience = 2;
/** Reviews whose words are held at once where they are only answered for. */
const rowsAtOnce = 25_000;

/** The words that the regression sees. */
export interface Features {
  /** [features] Their indexes into `words.distinct`: those in most of the rows first, of equal ones the first met. */
  list: Int32Array;
  /** [words.distinct] Each word's feature, or −1. */
  ofWord: Int32Array;
  /** [words.distinct] How many of the rows have it. */
  frequencies: Int32Array;
}

/** The features of some rows: the 30,000 words that stand in most of them. */
export function featuresOf(words: Words, rows: Int32Array): Features {
  const frequencies = new Int32Array(words.distinct.length);
  for (const row of rows) {
    for (let i = words.offsets[row]; i < words.offsets[row + 1]; i++) frequencies[words.present[i]]++;
  }
  const met = Int32Array.from(frequencies.keys()).filter((index) => frequencies[index] > 0);
  const list = met.sort((a, b) => frequencies[b] - frequencies[a] || a - b).subarray(0, mostFeatures);
  const ofWord = new Int32Array(words.distinct.length).fill(-1);
  list.forEach((index, id) => (ofWord[index] = id));
  return { list, ofWord, frequencies };
}

/** Rows as the features that they have. @param classes [rows of the words] */
export function sparseRows(
  words: Words,
  rows: Int32Array,
  ofWord: Int32Array,
  classes: Uint8Array,
): SparseRows {
  const offsets = new Int32Array(rows.length + 1);
  const most = rows.reduce((sum, row) => sum + words.offsets[row + 1] - words.offsets[row], 0);
  const ids = new Uint16Array(most);
  let used = 0;
  rows.forEach((row, at) => {
    for (let i = words.offsets[row]; i < words.offsets[row + 1]; i++) {
      const id = ofWord[words.present[i]];
      if (id >= 0) ids[used++] = id;
    }
    offsets[at + 1] = used;
  });
  return { ids, offsets, classes: Uint8Array.from(rows, (row) => classes[row]) };
}

/** Learns from some rows until those of the validation are answered no better. */
export function fitBagOfWords(
  rows: { train: SparseRows; validation: SparseRows },
  of: { features: Features; classCount: number },
  { seed }: Pick<RunConfig, 'seed'>,
  slicer: TimeSlicer,
): Promise<LogisticModel> {
  return fitLogistic(rows.train, rows.validation, {
    features: of.features.list.length,
    classCount: of.classCount,
    epochs,
    patience,
    random: new Random(seed, streams.order),
    onRows: async (share) => {
      if (slicer.isDue) await slicer.pause(share, rows.train.classes.length);
    },
  });
}

/** Some of the rows that were asked for, from `start` on. */
export interface RowsRead {
  start: number;
  part: SparseRows;
}

/**
 * Any rows of some texts as the features that they have, some thousand at a time: all classes are 0.
 * @param words those that the features were chosen from
 */
export async function* readRows(
  texts: Texts,
  rows: Int32Array,
  { words, features }: { words: Words; features: Features },
  config: WordOptions,
  slicer: TimeSlicer,
): AsyncGenerator<RowsRead> {
  const idOf = new Map(Array.from(features.list, (index, id) => [words.distinct[index], id]));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.subarray(start, start + rowsAtOnce);
    const uses = new Uint8Array(some.length).fill(rowUse.baseline);
    const read = await readWords(pickTexts(texts, some), uses, config, slicer);
    const ofWord = Int32Array.from(read.distinct, (word) => idOf.get(word) ?? -1);
    const all = Int32Array.from(some.keys());
    yield { start, part: sparseRows(read, all, ofWord, new Uint8Array(some.length)) };
  }
}

/** The words of some rows of a dataset, of the others none. */
export function wordsOf(
  { texts }: Pick<Dataset, 'texts'>,
  rows: readonly Int32Array[],
  config: WordOptions,
  slicer: TimeSlicer,
): Promise<Words> {
  const uses = new Uint8Array(texts.length);
  for (const some of rows) for (const row of some) uses[row] = rowUse.baseline;
  return readWords(texts, uses, config, slicer);
}
