/** What is known of a test's reviews that may say why a network does no better: see evaluation/reasons.ts. */
import type { TestFacts } from '../contract/results.ts';
import type { RunConfig } from '../contract/settings.ts';
import { TimeSlicer, unknownId, type Dataset, type Vocabulary } from './data/index.ts';
import { readWords, rowUse, type Words } from './doctor/words.ts';

/** A word that training has so often is no rare one. */
const frequentFrom = 3;

/**
 * @param rows trained on, and tested
 * @param isRight [rows.tested] whether the network's answer is right
 */
export async function testFacts(
  dataset: Pick<Dataset, 'texts'>,
  rows: { trained: Int32Array; tested: Int32Array },
  isRight: readonly boolean[],
  { config, vocabulary }: { config: RunConfig; vocabulary: Vocabulary },
): Promise<TestFacts> {
  const uses = new Uint8Array(dataset.texts.length);
  for (const row of rows.trained) uses[row] |= rowUse.training;
  for (const row of rows.tested) uses[row] |= rowUse.baseline;
  const words = await readWords(dataset.texts, uses, config, new TimeSlicer());
  const isRare = Uint8Array.from(words.counts, (count) => (count < frequentFrom ? 1 : 0));
  const isUnknown = Uint8Array.from(words.distinct, (word) => (vocabulary.idOf(word) === unknownId ? 1 : 0));
  let [tokens, unknown] = [0, 0];
  const hasRare = Array.from(rows.tested, (row) => {
    const own = wordsOf(words, row);
    tokens += own.length;
    unknown += own.reduce((sum, word) => sum + (word < 0 || isUnknown[word] === 1 ? 1 : 0), 0);
    return own.some((word) => word < 0 || isRare[word] === 1);
  });
  const group = (isIn: (at: number) => boolean) => ({
    rows: isRight.filter((_, at) => isIn(at)).length,
    right: isRight.filter((right, at) => right && isIn(at)).length,
  });
  const isCut = (at: number) => words.lengths[rows.tested[at]] > config.maxLength;
  return {
    trained: rows.trained.length,
    fromVectors: config.embeddingStart !== 'random',
    times: frequentFrom,
    rare: group((at) => hasRare[at]),
    frequent: group((at) => !hasRare[at]),
    limit: config.maxLength,
    cut: group(isCut),
    whole: group((at) => !isCut(at)),
    unknown: unknown / Math.max(1, tokens),
  };
}

const wordsOf = ({ tokens, offsets }: Words, row: number) => tokens.subarray(offsets[row], offsets[row + 1]);
