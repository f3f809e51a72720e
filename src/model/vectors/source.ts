/** Where the vectors of a run come from. */
import type { VectorsSummary } from '../../contract/vectors.ts';
import type { WorkOptions } from '../data/time-slicer.ts';
import type { ReadVectors } from './collector.ts';

/** What a run asks for, once its texts are read. */
export interface VectorRequest {
  /** The distinct words of all texts, as the tokenization writes them. */
  words: readonly string[];
}

export interface VectorSource {
  readonly summary: VectorsSummary;
  /** Equal for sources with the same vectors. */
  readonly key: string;
  /**
   * The vectors of these words, and of the most frequent ones whatever they are; the most frequent first.
   * @throws {InputError} for a file that is no good; the signal's reason
   */
  vectors(request: VectorRequest, work: WorkOptions): Promise<ReadVectors>;
}

/** So many of a file's most frequent words are known to a network, whether a text of its data has them or not. */
export const frequentWords = 20_000;

/** Without their apostrophe these would be other words: we'll, he'd, we're. */
const otherWithout = /'(?:ll|d|re)$/i;

/**
 * How a word may be written in a file of vectors, the first that is there counts: as it stands, in small letters, and
 * without apostrophes, as many texts have “dont”. Some files cut words at an apostrophe and have none of these whole.
 */
export function spellings(word: string): string[] {
  const small = word.toLowerCase();
  if (!small.includes("'") || otherWithout.test(small)) return [word, small];
  return [word, small, small.replaceAll("'", '')];
}

/** The words to look for. */
export function wantedWords(words: readonly string[]): Set<string> {
  return new Set(words.flatMap(spellings));
}
