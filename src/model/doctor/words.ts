import type { RunConfig } from '../config.ts';
import type { Breath } from '../data/breath.ts';
import { NumberList } from '../data/number-list.ts';
import type { Texts } from '../data/text-column.ts';
import { forEachSpan } from '../data/tokenize.ts';
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
/** Numbers the words as they come, and counts them. */
class CountedWords {
  readonly index = new WordIndex(mostDistinct);
  /** [at least index.words.length] */
  counts = new Int32Array(1 << 14);
  /** [at least index.words.length] The last row that had it: tells a word's first place in a row. */
  private lastRow = new Int32Array(1 << 14).fill(-1);

  /** The number of `source.slice(start, end)`; -1 for a new word when there are too many already. */
  of(source: string, start: number, end: number): number {
    const at = this.index.numberOf(source, start, end);
    if (at >= this.counts.length) this.grow();
    return at;
  }

  isFirstIn(row: number, index: number): boolean {
    if (this.lastRow[index] === row) return false;
    this.lastRow[index] = row;
    return true;
  }

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
  config: Pick<RunConfig, 'lowercase' | 'punctuation'>,
  breath: Breath,
): Promise<Words> {
  const words = new CountedWords();
  const lengths = new Int32Array(texts.length);
  const offsets = new Int32Array(texts.length + 1);
  const asked = uses.reduce((sum, use) => sum + (use & rowUse.baseline ? 1 : 0), 0);
  const mostOfRow = Math.max(leastPresent, Math.floor(mostPresent / Math.max(1, asked)));
  const present = new NumberList();
  let trainingWords = 0;
  let row = 0;
  let read = 0;
  let length = 0;
  let room = 0;
  let isTraining = false;
  const visit = (source: string, start: number, end: number): void => {
    length++;
    const at = words.of(source, start, end);
    if (at < 0) return;
    if (isTraining) words.counts[at]++;
    if (present.length < room && words.isFirstIn(row, at)) present.push(at);
  };
  for (; row < texts.length; row++) {
    isTraining = (uses[row] & rowUse.training) !== 0;
    const isAsked = (uses[row] & rowUse.baseline) !== 0;
    room = isAsked ? present.length + mostOfRow : 0;
    length = 0;
    forEachSpan(texts.get(row), config, visit);
    lengths[row] = length;
    if (isTraining) trainingWords += length;
    offsets[row + 1] = present.length;
    if (isAsked && ++read === rowsToGuess) present.reserve(Math.ceil((1.1 * present.length * asked) / read));
    if (breath.isDue) await breath.take(row / texts.length, row);
  }
  return {
    distinct: words.index.words,
    counts: words.counts.slice(0, words.index.words.length),
    trainingWords,
    lengths,
    present: present.view(),
    offsets,
  };
}
