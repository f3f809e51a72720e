import type { Progress } from '../../contract/dataset.ts';
import type { RunConfig } from '../../contract/settings.ts';
import type { Dataset } from './dataset.ts';
import { truncatedRange, mostIds, type CutConfig, type EncodedPart } from './encode.ts';
import { NumberList } from './number-list.ts';
import { runParts, type RunParts } from './run-parts.ts';
import type { SeenTexts } from './seen-texts.ts';
import type { Split, SplitConfig } from './split.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { TimeSlicer } from './time-slicer.ts';
import type { VisitToken } from './cut-words.ts';
import { tokenCounter, TokenReader, type TokenizeOptions } from './tokenize.ts';
import { fitVectors, noVectors, type RunVectors } from '../vectors/fit.ts';
import type { VectorSource } from '../vectors/source.ts';
import type { WordVectors } from '../vectors/word-vectors.ts';
import { buildVocabulary, type Vocabulary } from './vocabulary.ts';
import { WordIndex } from './word-index.ts';

/** A dataset made ready for one run. */
export interface PreparedData extends RunVectors {
  vocabulary: Vocabulary;
  train: EncodedPart;
  validation: EncodedPart;
  test: EncodedPart;
  /** Two or more. */
  classCount: number;
  /** Which rows of the dataset each part holds, in its order. */
  indices: Split;
  /** What a network has seen that was trained on this: what it is not to be tested on. */
  seen: SeenTexts;
  /** What of that the network had seen before this run, which continues its training; null for a new one. */
  base: SeenTexts | null;
  /** Reviews over the length limit, in all parts. */
  reviewsCut: number;
}

export type PrepareConfig = ReadConfig & SplitConfig;

/** What is read of texts, and how. */
export type ReadConfig = CutConfig & TokenizeOptions & Pick<RunConfig, 'vocabularySize'>;

export interface PrepareOptions {
  /** Preparing stops soon after it is aborted, with the signal's reason. */
  signal?: AbortSignal;
  /** Takes these words instead of those of the training part: for a network that already knows some. */
  vocabulary?: Vocabulary | null;
  /** What that network has seen: it is validated and tested on other texts. */
  base?: SeenTexts | null;
  /** The words of the texts, and frequent others, are known where they have a vector there. */
  vectors?: VectorSource | null;
  /** With `vocabulary`: words that are to join it. */
  further?: WordVectors | null;
  onProgress?: (progress: Progress) => void;
}

/** Stands in a 16-bit list for a word whose number is this or more: the number is in a list of its own. */
const escaped = 0xffff;

/**
 * Texts of one part as numbers of the corpus's words, cut to the length limit. In 16 bits a token: words are
 * numbered as they come, so that next to all tokens have small numbers, however many words there are.
 */
class PartTokens {
  /** [rows + 1] */
  private readonly offsets: Int32Array;
  private readonly classes: Uint8Array;
  private tokens: Uint16Array<ArrayBuffer>;
  /** What `escaped` stands for, in the order of the tokens. */
  private readonly large = new NumberList();
  private length = 0;
  private count = 0;

  /** @param meanLength of its texts, about: a good guess spares a copy of millions of tokens */
  constructor(rows: number, meanLength: number) {
    this.offsets = new Int32Array(rows + 1);
    this.classes = new Uint8Array(rows);
    this.tokens = new Uint16Array(64 + Math.ceil(1.05 * meanLength * rows));
  }

  append(review: Int32Array, start: number, end: number, label: number): void {
    const length = this.length + end - start;
    if (length > this.tokens.length) this.grow(Math.ceil(1.3 * length));
    const { tokens } = this;
    let at = this.length;
    for (let i = start; i < end; i++) {
      const index = review[i];
      tokens[at++] = Math.min(index, escaped);
      if (index >= escaped) this.large.push(index);
    }
    this.length = length;
    this.classes[this.count++] = label;
    this.offsets[this.count] = length;
  }

  /** The tokens as ids of a vocabulary, in their place: nothing is added after this. */
  encode(ids: Uint16Array): EncodedPart {
    const tokens = this.tokens.subarray(0, this.length);
    const large = this.large.view();
    let escapes = 0;
    for (let i = 0; i < tokens.length; i++) {
      const index = tokens[i];
      tokens[i] = ids[index < escaped ? index : large[escapes++]];
    }
    return { tokens, offsets: this.offsets, classes: this.classes };
  }

  private grow(length: number): void {
    const tokens = new Uint16Array(length);
    tokens.set(this.tokens.subarray(0, this.length));
    this.tokens = tokens;
  }
}

/** @throws {RangeError} when the vocabulary has more ids than 16 bits can tell apart */
function idsOf(words: readonly string[], vocabulary: Vocabulary): Uint16Array {
  if (vocabulary.size > mostIds) throw new RangeError(`A vocabulary has at most ${mostIds} ids.`);
  return Uint16Array.from(words, (word) => vocabulary.idOf(word));
}

/** A dataset's distinct words, and its texts by part. */
interface Corpus {
  /** In the order in which they were met; the first stands for reviews without words. */
  words: string[];
  /** [at least words.length] How often each is kept in the first part. */
  counts: Int32Array;
  parts: PartTokens[];
  reviewsCut: number;
}

/** Numbers the words of one review after the other, in memory that is used again. */
class ReviewReader {
  readonly index = new WordIndex();
  /** The first `length` are the review's. */
  tokens = new Int32Array(1 << 12);
  length = 0;
  /** Stands for a review without words. No vocabulary has it, thus it is encoded as unknown. */
  private readonly wordless = this.index.numberOf(new Uint16Array(0), 0, 0);
  private readonly reader: TokenReader;

  constructor(config: TokenizeOptions) {
    this.reader = new TokenReader(config, this.visit);
  }

  /** @param bytes a clean text's UTF-8 */
  read(bytes: Uint8Array): void {
    this.length = 0;
    this.reader.read(bytes);
    // A review without words is one unknown word: a length of 0 has no last output.
    if (this.length === 0) this.push(this.wordless);
  }

  private readonly visit: VisitToken = (units, start, end) => {
    this.push(this.index.numberOf(units, start, end));
  };

  private push(index: number): void {
    if (this.length === this.tokens.length) this.tokens = enlarged(this.tokens, 2 * this.length);
    this.tokens[this.length++] = index;
  }
}

function enlarged(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(values);
  return copy;
}

/** Rows whose words are counted to know how many there will be. */
const rowsSampled = 2_000;

/** Words of a review after truncation, about. */
function truncatedLength(texts: Texts, config: ReadConfig): number {
  const step = Math.max(1, Math.floor(texts.length / rowsSampled));
  const bytesOf = bytesReader(texts);
  const count = tokenCounter(config);
  let kept = 0;
  let rows = 0;
  for (let row = 0; row < texts.length; row += step, rows++) {
    const [start, end] = truncatedRange(count(bytesOf(row)), config);
    kept += end - start;
  }
  return kept / Math.max(1, rows);
}

/**
 * Each text is tokenized once; each word is looked up once, whatever the split and the vocabulary.
 * @param partRows rows of each part, ascending; no row is in two
 */
async function readCorpus(
  texts: Texts,
  classes: Uint8Array,
  partRows: readonly Int32Array[],
  config: ReadConfig,
  options: PrepareOptions,
): Promise<Corpus> {
  const mean = truncatedLength(texts, config);
  const parts = partRows.map((rows) => new PartTokens(rows.length, mean));
  const partOf = new Int8Array(texts.length).fill(-1);
  partRows.forEach((rows, part) => rows.forEach((row) => (partOf[row] = part)));
  const reader = new ReviewReader(config);
  const bytesOf = bytesReader(texts);
  let counts = new Int32Array(1 << 14);
  let reviewsCut = 0;
  const slicer = new TimeSlicer(options);
  for (let row = 0; row < texts.length; row++) {
    if (partOf[row] < 0) continue;
    reader.read(bytesOf(row));
    const [start, end] = truncatedRange(reader.length, config);
    if (end - start < reader.length) reviewsCut++;
    parts[partOf[row]].append(reader.tokens, start, end, classes[row]);
    const { words } = reader.index;
    if (counts.length < words.length) counts = enlarged(counts, 2 * words.length);
    if (partOf[row] === 0) for (let i = start; i < end; i++) counts[reader.tokens[i]]++;
    if (slicer.isDue) await slicer.pause();
  }
  await slicer.pause();
  return { words: reader.index.words, counts, parts, reviewsCut };
}

/**
 * Splits a dataset, builds the vocabulary from its training part and encodes all three parts. Only words that
 * the network reads are counted, and only in the training part.
 * @throws {InputError} when the dataset can't be split; {RangeError} for a vocabulary of over `mostIds`
 */
export async function prepare(
  dataset: Pick<Dataset, 'texts' | 'keys' | 'classes' | 'classNames' | 'provided'>,
  config: PrepareConfig,
  options: PrepareOptions = {},
): Promise<PreparedData> {
  return prepareParts(dataset, runParts(dataset, config, options.base), config, options);
}

/** `prepare` of parts that are known. @throws {RangeError} for a vocabulary of over `mostIds` */
export async function prepareParts(
  dataset: Pick<Dataset, 'texts' | 'classes' | 'classNames'>,
  { parts: indices, seen }: RunParts,
  config: PrepareConfig,
  options: PrepareOptions = {},
): Promise<PreparedData> {
  const rows = [indices.train, indices.validation, indices.test];
  const corpus = await readCorpus(dataset.texts, dataset.classes, rows, config, options);
  corpus.counts[0] = 0;
  const known = await vocabularyOf(corpus, config, options);
  const { vocabulary } = known;
  const ids = idsOf(corpus.words, vocabulary);
  const [train, validation, test] = corpus.parts.map((part) => part.encode(ids));
  const { reviewsCut } = corpus;
  const classCount = dataset.classNames.length;
  const base = options.base ?? null;
  return { ...known, train, validation, test, classCount, indices, seen, base, reviewsCut };
}

/** The words that a run knows, and what their embedding starts from. */
async function vocabularyOf(
  { words, counts }: Corpus,
  config: PrepareConfig,
  { vocabulary: given, vectors, further = null, ...work }: PrepareOptions,
): Promise<RunVectors & Pick<PreparedData, 'vocabulary'>> {
  if (given) return { ...noVectors, vocabulary: given, further };
  const vocabulary = buildVocabulary(words, counts, config.vocabularySize);
  if (!vectors) return { ...noVectors, vocabulary };
  return fitVectors(await vectors.vectors({ words }, work), { words, counts, vocabulary }, config);
}

/** Rows of a dataset, ascending, for an existing vocabulary: such as the test part for a model that was loaded. */
export async function encodeRows(
  dataset: Pick<Dataset, 'texts' | 'classes'>,
  rows: Int32Array,
  vocabulary: Vocabulary,
  config: PrepareConfig,
  options: PrepareOptions = {},
): Promise<EncodedPart> {
  const corpus = await readCorpus(dataset.texts, dataset.classes, [rows], config, options);
  return corpus.parts[0].encode(idsOf(corpus.words, vocabulary));
}

/**
 * Texts with a vocabulary of their own, of the most frequent words.
 * @throws {RangeError} for a vocabulary of over `mostIds`
 */
export async function encodeTexts(
  texts: Texts,
  config: ReadConfig,
  options: PrepareOptions = {},
): Promise<{ vocabulary: Vocabulary; part: EncodedPart }> {
  const rows = Int32Array.from({ length: texts.length }, (_, row) => row);
  const { words, counts, parts } = await readCorpus(
    texts,
    new Uint8Array(texts.length),
    [rows],
    config,
    options,
  );
  counts[0] = 0;
  const vocabulary = buildVocabulary(words, counts, config.vocabularySize);
  return { vocabulary, part: parts[0].encode(idsOf(words, vocabulary)) };
}
