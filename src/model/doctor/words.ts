import type { TimeSlicer } from '../data/time-slicer.ts';
import { NumberList } from '../data/number-list.ts';
import { bytesReader, type Texts } from '../data/text-column.ts';
import type { VisitToken } from '../data/cut-words.ts';
import { TokenReader, type TokenizeOptions } from '../data/tokenize.ts';
import { WordIndex } from '../data/word-index.ts';

/** What one pass over the texts finds out about their words. */
export interface Words {
  /** Distinct words, in the order in which they were met; at most `mostDistinct`. */
  distinct: readonly string[];
  /** [distinct] How often each stands in the training part. */
  counts: Int32Array;
  /** All words of the training part. */
  trainingWords: number;
  /** [rows] Words a review, uncut. */
  lengths: Int32Array;
  /** The distinct words of each row that was asked for, as indexes: row r's are `present[offsets[r]]` to `offsets[r + 1]`. */
  present: Int32Array;
  /** [rows + 1] */
  offsets: Int32Array;
}

/** What a row is to the pass: bits. */
export const rowUse = { training: 1, baseline: 2 } as const;

/** A file of noise has a new word in each place: beyond so many they are counted, and no longer kept. */
const mostDistinct = 1_500_000;
/** Distinct words of all reviews together that are kept for the baseline: 64 MB. */
const mostPresent = 16_000_000;
/** Each review may keep so many, however many reviews there are. */
const leastPresent = 200;
/** After so many it is guessed how much all will take. */
const rowsToGuess = 2_000;

/** Numbers the words of row after row as they come, and counts them. */
class WordReader {
  readonly index = new WordIndex(mostDistinct);
  /** [at least index.words.length] */
  counts = new Int32Array(1 << 14);
  readonly present = new NumberList();
  /** Words of the row that was read last. */
  length = 0;
  /** [at least index.words.length] The last row that had it: tells a word's first place in a row. */
  private lastRow = new Int32Array(1 << 14).fill(-1);
  private row = -1;
  private isTraining = false;
  /** How long `present` may get with this row. */
  private room = 0;

  private readonly tokens: TokenReader;

  constructor(options: TokenizeOptions) {
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
    this.isTraining = (use & rowUse.training) !== 0;
    this.room = use & rowUse.baseline ? this.present.length + mostPresentOfRow : 0;
    this.tokens.read(bytes);
  }

  private readonly visit: VisitToken = (units, start, end) => {
    this.length++;
    const word = this.index.numberOf(units, start, end);
    if (word < 0) return;
    if (word >= this.counts.length) this.grow();
    if (this.isTraining) this.counts[word]++;
    if (this.present.length >= this.room || this.lastRow[word] === this.row) return;
    this.lastRow[word] = this.row;
    this.present.push(word);
  };

  private grow(): void {
    const counts = new Int32Array(this.counts.length * 2);
    counts.set(this.counts);
    this.counts = counts;
    const lastRow = new Int32Array(counts.length).fill(-1);
    lastRow.set(this.lastRow);
    this.lastRow = lastRow;
  }
}

/**
 * Tokenizes each text once, whole, and counts.
 * @param uses [texts.length] bits of `rowUse`
 * @throws the signal's reason once it is aborted
 */
export async function readWords(
  texts: Texts,
  uses: Uint8Array,
  config: TokenizeOptions,
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
  return {
    distinct: words,
    counts: reader.counts.slice(0, words.length),
    trainingWords,
    lengths,
    present: present.view(),
    offsets,
  };
}
