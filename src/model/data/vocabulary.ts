/** Fills a batch's rows up to its length. */
export const paddingId = 0;
/** Stands for each word that the vocabulary does not have. */
export const unknownId = 1;

/** Padding, and unknown words. */
export const specialTokens = ['<pad>', '<unk>'] as const;

/** The words a network knows. A word's id is its index in `tokens`; 0 is padding and 1 is unknown. */
export class Vocabulary {
  readonly tokens: readonly string[];
  private readonly ids = new Map<string, number>();

  /** @throws {RangeError} unless `tokens` starts with "<pad>" and "<unk>" and no token comes twice */
  constructor(tokens: readonly string[]) {
    if (tokens[paddingId] !== specialTokens[0] || tokens[unknownId] !== specialTokens[1]) {
      throw new RangeError(`A vocabulary starts with ${specialTokens.join(' and ')}.`);
    }
    this.tokens = tokens;
    // The special tokens stay out of the map: a review can't spell them, and must not reach them.
    for (let id = specialTokens.length; id < tokens.length; id++) this.ids.set(tokens[id], id);
    if (this.ids.size !== tokens.length - specialTokens.length) {
      throw new RangeError('A word comes twice in the vocabulary.');
    }
  }

  /** How many ids there are, the two special ones included. */
  get size(): number {
    return this.tokens.length;
  }

  /** The id of a word; `unknownId` for one that the vocabulary does not have. */
  idOf(token: string): number {
    return this.ids.get(token) ?? unknownId;
  }

  encode(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, (token) => this.idOf(token));
  }
}

/**
 * The most frequent words first; of equally frequent ones the one that was met first.
 * @param words distinct, in the order in which they were met
 * @param counts of each of them; a word that was met 0 times stays out
 * @param size the most ids there may be, the two special ones included
 */
export function buildVocabulary(
  words: readonly string[],
  counts: ArrayLike<number>,
  size: number,
): Vocabulary {
  const met = words.map((_, index) => index).filter((index) => counts[index] > 0);
  met.sort((a, b) => counts[b] - counts[a] || a - b);
  const kept = met.slice(0, Math.max(0, size - specialTokens.length));
  return new Vocabulary([...specialTokens, ...kept.map((index) => words[index])]);
}
