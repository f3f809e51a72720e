import type { RunConfig } from '../config.ts';
import type { Dataset } from './dataset.ts';
import { keptRange, type CutConfig, type EncodedPart } from './encode.ts';
import { splitDataset, type Split } from './split.ts';
import { forEachToken, type TokenizeOptions } from './tokenize.ts';
import { buildVocabulary, unknownId, type Vocabulary } from './vocabulary.ts';

/** A dataset made ready for one run. */
export interface PreparedData {
  vocabulary: Vocabulary;
  train: EncodedPart;
  validation: EncodedPart;
  test: EncodedPart;
  /** Which rows of the dataset each part holds, in its order. */
  indices: Split;
  /** Reviews over the length limit, in all parts. */
  reviewsCut: number;
}

export type PrepareConfig = CutConfig &
  TokenizeOptions &
  Pick<RunConfig, 'trainShare' | 'validationShare' | 'vocabularySize' | 'seed'>;

export interface PrepareOptions {
  /** Called a few times a second with the share that is done, 0 to 1. */
  onProgress?: (share: number) => void;
  /** Preparing stops soon after it is aborted, with the signal's reason. */
  signal?: AbortSignal;
}

/** The dataset's distinct words, and its texts as indexes into them, cut to the length limit. */
interface Corpus {
  words: string[];
  /** The word indexes of all texts, one after the other. */
  tokens: Int32Array;
  /** [rows + 1] */
  offsets: Int32Array;
  reviewsCut: number;
}

/** Work between two looks at the event loop, in milliseconds. */
const sliceMilliseconds = 40;

/** Lets the worker's other messages in, every so often. */
async function breathe(share: number, options: PrepareOptions): Promise<void> {
  options.onProgress?.(share);
  await new Promise((resolve) => setTimeout(resolve));
  options.signal?.throwIfAborted();
}

/** Numbers that are added to without a copy for each. */
class GrowingInt32 {
  length = 0;
  private values = new Int32Array(1 << 16);

  append(items: readonly number[], start: number, end: number): void {
    while (this.length + end - start > this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    for (let i = start; i < end; i++) this.values[this.length++] = items[i];
  }

  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

/** Each text is tokenized once; each word is looked up once, whatever the split and the vocabulary. */
async function readCorpus(
  texts: readonly string[],
  config: PrepareConfig,
  options: PrepareOptions,
): Promise<Corpus> {
  const indexes = new Map<string, number>();
  const tokens = new GrowingInt32();
  const offsets = new Int32Array(texts.length + 1);
  let review: number[] = [];
  let reviewsCut = 0;
  const visit = (token: string) => {
    let index = indexes.get(token);
    if (index === undefined) {
      index = indexes.size;
      indexes.set(token, index);
    }
    review.push(index);
  };
  let started = performance.now();
  for (let row = 0; row < texts.length; row++) {
    review = [];
    forEachToken(texts[row], config, visit);
    const [start, end] = keptRange(review.length, config);
    if (end - start < review.length) reviewsCut++;
    tokens.append(review, start, end);
    offsets[row + 1] = tokens.length;
    if (performance.now() - started > sliceMilliseconds) {
      await breathe(row / texts.length, options);
      started = performance.now();
    }
  }
  return { words: [...indexes.keys()], tokens: tokens.toArray(), offsets, reviewsCut };
}

/** Only words that the network reads are counted, and only in the training part. */
function trainingVocabulary(corpus: Corpus, train: Int32Array, size: number): Vocabulary {
  const counts = new Int32Array(corpus.words.length);
  for (const row of train) {
    for (let i = corpus.offsets[row]; i < corpus.offsets[row + 1]; i++) counts[corpus.tokens[i]]++;
  }
  return buildVocabulary(corpus.words, counts, size);
}

function encodePart(corpus: Corpus, rows: Int32Array, ids: Int32Array, classes: Uint8Array): EncodedPart {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    // A review without words is one unknown word: a length of 0 has no last output.
    offsets[i + 1] = offsets[i] + Math.max(1, corpus.offsets[row + 1] - corpus.offsets[row]);
  });
  const tokens = new Int32Array(offsets[rows.length]).fill(unknownId);
  rows.forEach((row, i) => {
    let to = offsets[i];
    for (let from = corpus.offsets[row]; from < corpus.offsets[row + 1]; from++) {
      tokens[to++] = ids[corpus.tokens[from]];
    }
  });
  return { tokens, offsets, classes: Uint8Array.from(rows, (row) => classes[row]) };
}

/**
 * Splits a dataset, builds the vocabulary from its training part and encodes all three parts.
 * @throws {InputError} when a class is too small to be split
 */
export async function prepare(
  dataset: Dataset,
  config: PrepareConfig,
  options: PrepareOptions = {},
): Promise<PreparedData> {
  const indices = splitDataset(dataset.classes, config);
  const corpus = await readCorpus(dataset.texts, config, options);
  const vocabulary = trainingVocabulary(corpus, indices.train, config.vocabularySize);
  const ids = vocabulary.encode(corpus.words);
  await breathe(1, options);
  const encode = (rows: Int32Array) => encodePart(corpus, rows, ids, dataset.classes);
  return {
    vocabulary,
    train: encode(indices.train),
    validation: encode(indices.validation),
    test: encode(indices.test),
    indices,
    reviewsCut: corpus.reviewsCut,
  };
}

/** Rows of a dataset for an existing vocabulary, such as the test part for a model that was loaded. */
export async function encodeRows(
  dataset: Dataset,
  rows: Int32Array,
  vocabulary: Vocabulary,
  config: PrepareConfig,
  options: PrepareOptions = {},
): Promise<EncodedPart> {
  const chosen = Array.from(rows, (row) => dataset.texts[row]);
  const corpus = await readCorpus(chosen, config, options);
  const classes = Uint8Array.from(rows, (row) => dataset.classes[row]);
  const inOrder = Int32Array.from(rows, (_, index) => index);
  return encodePart(corpus, inOrder, vocabulary.encode(corpus.words), classes);
}
