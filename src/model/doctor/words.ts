import type { RunConfig } from '../config.ts';
import type { Breath } from '../data/breath.ts';
import type { Texts } from '../data/text-column.ts';
import { forEachToken } from '../data/tokenize.ts';

/** What one pass over the texts finds out about their words. */
export interface Words {
  /** Distinct words, in the order in which they were met; at most `mostDistinct`. */
  distinct: string[];
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
/** From this length on V8 keeps a slice as a reference into the text that it was cut from. */
const shortestSlice = 13;

/** A growing list of numbers, in one piece. */
class Numbers {
  length = 0;
  private values: Int32Array<ArrayBuffer>;

  constructor(private readonly most: number) {
    this.values = new Int32Array(Math.min(most, 1 << 16));
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(Math.min(this.most, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** A view; nothing is pushed after this. */
  finish(): Int32Array {
    return this.values.subarray(0, this.length);
  }
}

/** A copy that does not hold on to the text that the word was cut from. */
function ownCopy(word: string): string {
  return word.length < shortestSlice ? word : `\0${word}`.slice(1);
}

/** Numbers the words as they come. */
class WordIndex {
  readonly indexes = new Map<string, number>();
  /** [at least indexes.size] */
  counts = new Int32Array(1 << 14);
  /** [at least indexes.size] The last row that had it: tells a word's first place in a row. */
  private lastRow = new Int32Array(1 << 14).fill(-1);

  /** -1 for a new word when there are too many already. */
  of(word: string): number {
    const known = this.indexes.get(word);
    if (known !== undefined) return known;
    const index = this.indexes.size;
    if (index === mostDistinct) return -1;
    this.indexes.set(ownCopy(word), index);
    if (index === this.counts.length) this.grow();
    return index;
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
  const index = new WordIndex();
  const lengths = new Int32Array(texts.length);
  const offsets = new Int32Array(texts.length + 1);
  const asked = uses.reduce((sum, use) => sum + (use & rowUse.baseline ? 1 : 0), 0);
  const mostOfRow = Math.max(leastPresent, Math.floor(mostPresent / Math.max(1, asked)));
  const present = new Numbers(mostOfRow * asked);
  let trainingWords = 0;
  for (let row = 0; row < texts.length; row++) {
    const isTraining = (uses[row] & rowUse.training) !== 0;
    const room = uses[row] & rowUse.baseline ? present.length + mostOfRow : 0;
    let length = 0;
    forEachToken(texts.get(row), config, (word) => {
      length++;
      const at = index.of(word);
      if (at < 0) return;
      if (isTraining) index.counts[at]++;
      if (present.length < room && index.isFirstIn(row, at)) present.push(at);
    });
    lengths[row] = length;
    if (isTraining) trainingWords += length;
    offsets[row + 1] = present.length;
    if (breath.isDue) await breath.take(row / texts.length, row);
  }
  return {
    distinct: [...index.indexes.keys()],
    counts: index.counts.slice(0, index.indexes.size),
    trainingWords,
    lengths,
    present: present.finish(),
    offsets,
  };
}
