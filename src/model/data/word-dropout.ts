/** Which words a training step shows as unknown. */
import type { RunConfig } from '../../contract/settings.ts';
import type { EncodedPart } from './encode.ts';

export type WordDropoutConfig = Pick<RunConfig, 'wordKeepProb' | 'rareWordDropout'>;

/**
 * The chance of each word that it stays: wordKeepProb · count / (count + rareWordDropout), with its count in the
 * training part (Kiperwasser and Goldberg 2016, TACL 4: dropped with α / (count + α)). The network then meets the
 * unknown word in the place of words that it could only learn by heart.
 * @returns [vocabularySize]; null where all words stay
 */
export function wordKeepProbs(
  part: EncodedPart,
  vocabularySize: number,
  { wordKeepProb, rareWordDropout }: WordDropoutConfig,
): Float64Array | null {
  if (wordKeepProb === 1 && rareWordDropout === 0) return null;
  const counts = new Float64Array(vocabularySize);
  if (rareWordDropout > 0) for (const id of part.tokens) counts[id]++;
  // What never occurs is never dropped.
  return counts.map((count) =>
    rareWordDropout > 0 && count > 0 ? (wordKeepProb * count) / (count + rareWordDropout) : wordKeepProb,
  );
}
