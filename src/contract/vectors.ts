/** Word vectors that an embedding starts from. */

/** Numbers that a vector has at most: an embedding is no larger. */
export const mostVectorNumbers = 512;

/** What is known of vectors before their words are read. */
export interface VectorsSummary {
  /** The file's name. */
  name: string;
  /** Numbers in each vector. */
  size: number;
  /** Of words; null where only reading them tells. */
  words: number | null;
  /** Where they come from and how they may be used; null for a user's own file. */
  origin: { source: string; licence: string } | null;
}

/** Texts without labels, from which vectors are learned or which get pseudo-labels. */
export interface UnlabelledSummary {
  /** The files' names. */
  names: readonly string[];
  texts: number;
  /** Equal where the texts are, in the same order. */
  fingerprint: string;
}

/** How many words of a run's training texts have a vector. */
export interface VectorCoverage {
  /** Words of the training part that the network knows. */
  words: number;
  wordsCovered: number;
  /** Their occurrences in the training part. */
  tokens: number;
  tokensCovered: number;
  /** The most frequent ones without a vector, the most frequent first. */
  missing: readonly string[];
  /** Words of other texts that are known because they have a vector. */
  wordsOfOtherTexts: number;
  /** Frequent words of the file that no text has, and that later texts may have. */
  furtherWords: number;
  /** Words that the file has more than once: the first vector counts. */
  repeated: number;
}
