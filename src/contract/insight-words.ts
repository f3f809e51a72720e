/** The words of a network, and what it makes of them beside what counting makes. */

/** A word near another in the embedding. */
export interface NearWord {
  word: string;
  cosine: number;
}

export interface NearWords {
  /** As the network reads what was asked for. */
  word: string;
  /** The nearest first; null: the network does not know the word. */
  near: NearWord[] | null;
}

export interface WeighedWord {
  word: string;
  /** What it speaks for, by counting: of two classes the second above 0 and the first below. */
  class: number;
  /** Of the n-gram baseline: of two classes towards the second, else towards `class`. */
  weight: number;
  /** Where it stands on the map: along the first two principal components of the embeddings drawn. */
  x: number;
  y: number;
}

/** A word as the network and counting have it. */
export interface ComparedWord {
  word: string;
  /** How often it stands in the reviews that were looked at. */
  count: number;
  /** What it adds to the explained logit there, on average. */
  attribution: number;
  /** Of the n-gram baseline, towards the same class. */
  weight: number;
  /** Difference of both, each in its standard deviations. */
  difference: number;
}

export interface WordReport {
  classes: readonly string[];
  /** The words that counting tells classes by, the most predictive first. */
  map: WeighedWord[];
  /** Of the variance of their embeddings: along each of both axes. */
  shares: [number, number];
  /** Those on which both differ most first. */
  compared: ComparedWord[];
  /** Reviews that the network has not seen, of which some are looked at. */
  reviews: { looked: number; all: number };
  /** Spearman's rank correlation of attribution and weight. */
  agreement: number;
}
