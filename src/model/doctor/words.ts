import type { RunConfig } from '../../contract/settings.ts';
import type { TimeSlicer } from '../data/time-slicer.ts';
import { NumberList } from '../data/number-list.ts';
import { bytesReader, type Texts } from '../data/text-column.ts';
import type { VisitToken } from '../data/cut-words.ts';
import { TokenReader, type TokenizeOptions } from '../data/tokenize.ts';
import { WordIndex } from '../data/word-index.ts';

/** What one pass over the texts finds out about their words. */
export interface Words {
  /**
   * Distinct words, in the order in which they were met, at most `mostDistinct`; then as many pairs where they were asked
   * for: two words that stand side by side.
   */
  distinct: readonly string[];
  /** [distinct] How often each word stands in the training part; 0 for pairs. */
  counts: Int32Array;
  /** All words of the training part. */
  trainingWords: number;
  /** [rows] Words a review, uncut. */
  lengths: Int32Array;
  /** The distinct words and pairs of each row that was asked for, as indexes: row r's are `present[offsets[r]]` to `offsets[r + 1]`. */
  present: Int32Array;
  /** [rows + 1] */
  offsets: Int32Array;
}

/** What a row is to the pass: bits. */
export const rowUse = { training: 1, baseline: 2 } as const;

export type WordOptions = TokenizeOptions & Partial<Pick<RunConfig, 'baselinePairs'>>;

/** Stands between the two words of a pair: no token has it. */
const space = 0x20;
/** A file of noise has a new word in each place: beyond so many they are counted, and no longer kept. */
const mostDistinct = 1_500_000;
/** Distinct words of all reviews together that are kept for the baseline: 64 MB. */
const mostPresent = 16_000_000;
/** Each review may keep so many, however many reviews there are. */
const leastPresent = 200;
/** After so many it is guessed how much all will take. */
const rowsToGuess = 2_000;

/** Remembers of each word, or pair, the last row that had it. */
class LastRows {
  private rows = new Int32Array(1 << 14).fill(-1);

  /** Whether the row has not had it before. */
  isNew(word: number, row: number): boolean {
    if (word >= this.rows.length) {
      const rows = new Int32Array(2 * word).fill(-1);
      rows.set(this.rows);
      this.rows = rows;
    }
    const isNew = this.rows[word] !== row;
    this.rows[word] = row;
    return isNew;
  }
}

/** Numbers the words of row after row as they come, and counts them. */
class WordReader {
  readonly index = new WordIndex(mostDistinct);
  /** Pairs as “one two”; they are in `present` with `mostDistinct` added. */
  readonly pairs = new WordIndex(mostDistinct);
  /** [at least index.words.length] */
  counts = new Int32Array(1 << 14);
  readonly present = new NumberList();
  /** Words of the row that was read last. */
  length = 0;
  private readonly lastRows = { words: new LastRows(), pairs: new LastRows() };
  /** The first `pairLength` are the word before, and a space. */
  private pair = new Uint16Array(1 << 8);
  private pairLength = 0;
  private row = -1;
  private isTraining = false;
  /** How long `present` may get with this row. */
  private room = 0;

  private readonly tokens: TokenReader;

  constructor(private readonly options: WordOptions) {
    this.tokens = new TokenReader(options, this.visit);
  }

  /**
   * @param bytes a clean text's UTF-8
   * @param use bits of `rowUse`
   * @param mostPresentOfRow words that are kept of a row for the baseline
   */
  read(bytes: Uint8Array, use: number, mostPresentOfRow: number): void {
    this.row++;
    this.length = 0;
    this.pairLength = 0;
    this.isTraining = (use & rowUse.training) !== 0;
    this.room = use & rowUse.baseline ? this.present.length + mostPresentOfRow : 0;
    this.tokens.read(bytes);
  }

  private readonly visit: VisitToken = (units, start, end) => {
    this.length++;
    if (this.options.baselinePairs && this.present.length < this.room) this.addPair(units, start, end);
    const word = this.index.numberOf(units, start, end);
    if (word < 0) return;
    if (word >= this.counts.length) this.grow();
    if (this.isTraining) this.counts[word]++;
    if (this.present.length < this.room && this.lastRows.words.isNew(word, this.row)) this.present.push(word);
  };

  /** The word [start, end) with the one before it, and then in its place. */
  private addPair(units: Uint16Array, start: number, end: number): void {
    const length = this.pairLength + end - start;
    if (length + 1 > this.pair.length) this.pair = enlarged(this.pair, 2 * (length + 1));
    this.pair.set(units.subarray(start, end), this.pairLength);
    const pair = this.pairLength > 0 ? this.pairs.numberOf(this.pair, 0, length) : -1;
    if (pair >= 0 && this.lastRows.pairs.isNew(pair, this.row)) this.present.push(mostDistinct + pair);
    this.pair.copyWithin(0, this.pairLength, length);
    this.pairLength = end - start + 1;
    this.pair[this.pairLength - 1] = space;
  }

  private grow(): void {
    const counts = new Int32Array(this.counts.length * 2);
    counts.set(this.counts);
    this.counts = counts;
  }
}

function enlarged(values: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  const copy = new Uint16Array(length);
  copy.set(values);
  return copy;
}

/**
 * Tokenizes each text once, whole, and counts.
 * @param uses [texts.length] bits of `rowUse`
 * @throws the signal's reason once it is aborted
 */
export async function readWords(
  texts: Texts,
  uses: Uint8Array,
  config: WordOptions,
  slicer: TimeSlicer,
): Promise<Words> {
  const reader = new WordReader(config);
  const { present } = reader;
  const bytesOf = bytesReader(texts);
  const lengths = new Int32Array(texts.length);
  const offsets = new Int32Array(texts.length + 1);
  const asked = uses.reduce((sum, use) => sum + (use & rowUse.baseline ? 1 : 0), 0);
  const mostOfRow = Math.max(leastPresent, Math.floor(mostPresent / Math.max(1, asked)));
  let trainingWords = 0;
  let kept = 0;
  for (let row = 0; row < texts.length; row++) {
    reader.read(bytesOf(row), uses[row], mostOfRow);
    lengths[row] = reader.length;
    if (uses[row] & rowUse.training) trainingWords += reader.length;
    offsets[row + 1] = present.length;
    if (uses[row] & rowUse.baseline && ++kept === rowsToGuess) {
      present.reserve(Math.ceil((1.1 * present.length * asked) / kept));
    }
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  const { words } = reader.index;
  const counts = new Int32Array(words.length + reader.pairs.words.length);
  counts.set(reader.counts.subarray(0, words.length));
  // Pairs are numbered behind the words, of which there are no more now.
  const numbers = present.view();
  for (let i = 0; i < numbers.length; i++)
    if (numbers[i] >= mostDistinct) numbers[i] += words.length - mostDistinct;
  return {
    distinct: reader.pairs.words.length > 0 ? [...words, ...reader.pairs.words] : words,
    counts,
    trainingWords,
    lengths,
    present: numbers,
    offsets,
  };
}
