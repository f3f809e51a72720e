import type { RunConfig } from '../../../contract/settings.ts';
import { encodeTexts, type Texts } from '../../data/index.ts';
import { mostIds } from '../../data/encode.ts';
import type { TokenizeOptions } from '../../data/tokenize.ts';

/** Texts to learn word vectors from, as numbers of their words. */
export interface Corpus {
  /** Most frequent first. */
  words: readonly string[];
  /** [words.length] how often each comes in the texts. */
  counts: ArrayLike<number>;
  /** Places in `words` of the texts' tokens, one text after the other; what is beyond the words is skipped. */
  tokens: ArrayLike<number>;
  /** [texts + 1] text t is `tokens[offsets[t]]` to `tokens[offsets[t + 1] - 1]`. */
  offsets: ArrayLike<number>;
}

/** A word that comes less often has nothing to be learned from. */
const leastCount = 2;

/**
 * Words of some texts that come often enough, the most frequent ones of very many.
 * @throws the signal's reason once it is aborted
 */
export async function corpusOf(
  texts: Texts,
  config: TokenizeOptions & Pick<RunConfig, 'vocabularySize'>,
  options: { signal?: AbortSignal } = {},
): Promise<Corpus> {
  const whole = {
    ...config,
    maxLength: Number.MAX_SAFE_INTEGER,
    keptEnd: 'end',
  } as const;
  const { vocabulary, part } = await encodeTexts(texts, whole, options);
  // Two ids of a vocabulary are no words; what is unknown comes to lie beyond all words.
  const tokens = part.tokens.map((id) => id - 2);
  const all = new Int32Array(mostIds);
  for (const token of tokens) all[token]++;
  const words = vocabulary.tokens.slice(2).filter((_, word) => all[word] >= leastCount);
  return { words, counts: all.subarray(0, words.length), tokens, offsets: part.offsets };
}
