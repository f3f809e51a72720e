import type { TimeSlicer } from '../data/time-slicer.ts';
import { NumberList } from '../data/number-list.ts';
import { bytesReader, type Texts } from '../data/text-column.ts';
import type { VisitToken } from '../data/cut-words.ts';
import { TokenReader, type TokenizeOptions } from '../data/tokenize.ts';
import { WordIndex } from '../data/word-index.ts';

/** What one pass over the texts finds out about their words. */
export interface Words {
  /** Distinct words, in the order in which they were met, at most `mostDistinct`. */
  distinct: readonly string[];
  /** [distinct] How often each word stands in the training part. */
  counts: Int32Array;
  /** All words of the training part. */
  trainingWords: number;
  /** [rows] Words a review, uncut. */
  lengths: Int32Array;
  /**
   * The words of each row that was asked for, in order, as indexes, −1 for one that is not in `distinct`: row r's are
   * `tokens[offsets[r]]` to `offsets[r + 1]`.
   */
  tokens: Int32Array;
  /** [rows + 1] */
  offsets: Int32Array;
}

/** What a row is to the pass: bits. */
export const rowUse = { training: 1, baseline: 2 } as const;

/** A file of noise has a new word in each place: beyond so many they are counted, and no longer kept. */
const mostDistinct = 1_500_000;
/** Words of all reviews together that are kept for the baseline, about: 96 MB. */
const mostTokens = 24_000_000;
/** Bytes of text for a word that is kept, at least: few scripts have less. */
const bytesOfWord = 3;
/** After so many it is guessed how much all will take. */
const rowsToGuess = 2_000;

/** Numbers the words of row after row as they come, and counts them. */
class WordReader {
  readonly index = new WordIndex(mostDistinct);
  /** [at least index.words.length] */
  counts = new Int32Array(1 << 14);
  readonly tokens = new NumberList();
  /** Words of the row that was read last. */
  length = 0;
  private isTraining = false;
  /** How long `tokens` may get with this row. */
  private room = 0;

  private readonly reader: TokenReader;

  constructor(options: TokenizeOptions) {
    this.reader = new TokenReader(options, this.visit);
  }

  /**
   * @param bytes a clean text's UTF-8
   * @param use bits of `rowUse`
   * @param mostOfRow words that are kept of a row for the baseline
   */
  read(bytes: Uint8Array, use: number, mostOfRow: number): void {
    this.length = 0;
    this.isTraining = (use & rowUse.training) !== 0;
    this.room = use & rowUse.baseline ? this.tokens.length + mostOfRow : 0;
    this.reader.read(bytes);
  }

  private readonly visit: VisitToken = (units, start, end) => {
    this.length++;
    const word = this.index.numberOf(units, start, end);
    if (this.tokens.length < this.room) this.tokens.push(word);
    if (word < 0) return;
    if (word >= this.counts.length) this.grow();
    if (this.isTraining) this.counts[word]++;
  };

  private grow(): void {
    const counts = new Int32Array(this.counts.length * 2);
    counts.set(this.counts);
    this.counts = counts;
  }
}

/** How many words a row may keep: of the longest rows the first ones, so that all come to `mostTokens`. */
function wordsOfRow(lengths: readonly number[]): number {
  let room = mostTokens;
  let rows = lengths.length;
  for (const length of lengths.toSorted((a, b) => a - b)) {
    if (length * rows > room) return Math.floor(room / rows);
    room -= length;
    rows--;
  }
  return Infinity;
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
  const { tokens } = reader;
  const bytesOf = bytesReader(texts);
  const lengths = new Int32Array(texts.length);
  const offsets = new Int32Array(texts.length + 1);
  const asked = Array.from(uses.keys()).filter((row) => uses[row] & rowUse.baseline);
  const mostOfRow = wordsOfRow(asked.map((row) => bytesOf(row).length / bytesOfWord));
  let trainingWords = 0;
  let kept = 0;
  for (let row = 0; row < texts.length; row++) {
    reader.read(bytesOf(row), uses[row], mostOfRow);
    lengths[row] = reader.length;
    if (uses[row] & rowUse.training) trainingWords += reader.length;
    offsets[row + 1] = tokens.length;
    if (uses[row] & rowUse.baseline && ++kept === rowsToGuess)
      tokens.reserve(Math.ceil((1.1 * tokens.length * asked.length) / kept));
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  const { words } = reader.index;
  const counts = reader.counts.slice(0, words.length);
  return { distinct: words, counts, trainingWords, lengths, tokens: tokens.view(), offsets };
}
