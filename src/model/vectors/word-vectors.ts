/** Words with a vector each, most frequent first: read from a file, learned from texts, or both fitted to a vocabulary. */
export interface WordVectors {
  readonly words: readonly string[];
  /** Numbers in each vector. */
  readonly size: number;
  /** [words, size] */
  readonly values: Float32Array;
}

/** Root mean square of all values; 0 of none. */
export function meanSize({ values }: Pick<WordVectors, 'values'>): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length));
}
