/** Vectors fitted to the words of a run: which words it knows, and what their embedding starts from. */
import type { VectorCoverage } from '../../contract/vectors.ts';
import { mostIds } from '../data/encode.ts';
import { tokenize, type TokenizeOptions } from '../data/tokenize.ts';
import { specialTokens, Vocabulary } from '../data/vocabulary.ts';
import type { ReadVectors } from './collector.ts';
import { spellings } from './source.ts';
import { meanSize, type WordVectors } from './word-vectors.ts';

/** What an embedding starts from. */
export interface EmbeddingValues {
  size: number;
  /** [V] A word's row in `values`; -1 for one without a vector. */
  rows: Int32Array;
  /** [rows, size] */
  values: Float32Array;
  /** Root mean square of the vectors. */
  meanSize: number;
}

/** What a run has of vectors. */
export interface RunVectors {
  /** What its embedding starts from; null: random values, or those of a network or a saved run. */
  embedding: EmbeddingValues | null;
  /** Words that join the vocabulary with their vectors once the network is trained: no text of the data has them. */
  further: WordVectors | null;
  coverage: VectorCoverage | null;
}

export const noVectors: RunVectors = { embedding: null, further: null, coverage: null };

export interface FittedVectors extends RunVectors {
  vocabulary: Vocabulary;
}

export interface Words {
  /** The distinct words of all texts. */
  words: readonly string[];
  /** How often each of them is in the training part. */
  counts: ArrayLike<number>;
  /** Those that the training part alone gives. */
  vocabulary: Vocabulary;
}

/**
 * The vocabulary grows by each word that has a vector: first those of the data's texts, then the file's most frequent
 * ones. Of a text that is not for training nothing else is used than which vectors its words have.
 */
export function fitVectors(
  read: ReadVectors,
  { words, counts, vocabulary }: Words,
  rule: TokenizeOptions,
): FittedVectors {
  const rowOf = new Map(read.words.map((word, row) => [word, row]));
  const find = (word: string) => {
    const found = spellings(word).map((spelling) => rowOf.get(spelling));
    return found.find((row) => row !== undefined) ?? -1;
  };
  const known = new Set(vocabulary.tokens);
  const others = words
    .filter((word) => !known.has(word))
    .map((word) => ({ word, row: find(word) }))
    .filter(({ row }) => row >= 0)
    .sort((a, b) => a.row - b.row)
    .slice(0, mostIds - vocabulary.size);
  const tokens = [...vocabulary.tokens, ...others.map(({ word }) => word)];
  const rows = Int32Array.from(tokens, (word, id) => (id < specialTokens.length ? -1 : find(word)));
  const further = furtherWords(read, new Set(tokens), rule);
  const all = new Vocabulary(tokens);
  return {
    vocabulary: all,
    embedding: { size: read.size, rows, values: read.values, meanSize: sizeOfRows(read, rows) },
    further,
    coverage: {
      ...covered(rows, { words, counts, vocabulary }),
      wordsOfOtherTexts: others.length,
      furtherWords: further.words.length,
      repeated: read.repeated,
    },
  };
}

function sizeOfRows({ size, values }: WordVectors, rows: Int32Array): number {
  const own = [...rows].filter((row) => row >= 0);
  return Math.sqrt(
    own.reduce(
      (sum, row) => sum + meanSize({ values: values.subarray(row * size, (row + 1) * size) }) ** 2,
      0,
    ) / Math.max(1, own.length),
  );
}

/** Words of the file that a text can have by this rule, as they stand. */
function furtherWords(read: WordVectors, known: ReadonlySet<string>, rule: TokenizeOptions): WordVectors {
  const { size } = read;
  const rows: number[] = [];
  for (let row = 0; row < read.words.length && known.size + rows.length < mostIds; row++) {
    const word = read.words[row];
    if (known.has(word)) continue;
    const [token, ...more] = tokenize(word, rule);
    if (token === word && more.length === 0) rows.push(row);
  }
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, place) => values.set(read.values.subarray(row * size, (row + 1) * size), place * size));
  return { words: rows.map((row) => read.words[row]), size, values };
}

const mostMissing = 20;

/** Of the words that the training part gives. */
function covered(rows: Int32Array, { words, counts, vocabulary }: Words) {
  const countOf = new Map(words.map((word, index) => [word, counts[index]]));
  const own = vocabulary.tokens.slice(specialTokens.length);
  const has = own.map((_word, place) => rows[specialTokens.length + place] >= 0);
  const tokensOf = (some: readonly string[]) => some.reduce((sum, word) => sum + (countOf.get(word) ?? 0), 0);
  const found = own.filter((_word, place) => has[place]);
  return {
    words: own.length,
    wordsCovered: found.length,
    tokens: tokensOf(own),
    tokensCovered: tokensOf(found),
    missing: own.filter((_word, place) => !has[place]).slice(0, mostMissing),
  };
}
