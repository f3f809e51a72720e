/** What a network answers for texts: the loaded one, and that of a run under way. */
import type { Decision } from '../contract/decision.ts';
import type { Prediction } from '../contract/results.ts';
import { tokenKind } from '../contract/settings.ts';
import { chooseBuckets, encodeText } from './data/index.ts';
import type { EncodedPart, ReadingRule, Vocabulary } from './data/index.ts';
import { classOf } from './evaluation/index.ts';
import type { Answering } from './network/networks.ts';
import { evaluate } from './training/evaluate.ts';

/** How a network's texts are read, what its classes are called, and how one of them is chosen. */
export interface Reading {
  rule: ReadingRule;
  vocabulary: Vocabulary;
  classNames: readonly string[];
  decision: Decision;
}

/** [n,K], for texts as ids. */
type Probabilities = (texts: readonly (readonly number[])[]) => Promise<Float32Array>;

/**
 * Probabilities [n,K], for each text as ids. Their batches are computed before anything is waited for, up to 16.
 * @param options.buckets padded lengths that the backend has met already, ascending, used where all texts fit
 */
export async function probabilitiesOf(
  network: Answering,
  texts: readonly (readonly number[])[],
  { buckets = [], decision }: { buckets?: readonly number[]; decision?: Decision } = {},
): Promise<Float32Array> {
  if (texts.length === 0) return new Float32Array(0);
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, i) => (offsets[i + 1] = offsets[i] + ids.length));
  const part: EncodedPart = {
    tokens: Uint16Array.from(texts.flat()),
    offsets,
    classes: new Uint8Array(texts.length),
  };
  const own = chooseBuckets([part]);
  const fit = (buckets.at(-1) ?? 0) >= own[own.length - 1];
  return (await evaluate(network, part, fit ? buckets : own, { decision })).probabilities;
}

/** An answer for each text, in their order; null for one without words. */
export async function answersOf(
  { rule, vocabulary, classNames, decision }: Reading,
  texts: readonly string[],
  probabilities: Probabilities,
): Promise<(Prediction | null)[]> {
  const encoded = texts.map((text) => encodeText(text, vocabulary, rule));
  const hasWords = encoded.filter(({ tokens }) => tokens.length > 0);
  const found = await probabilities(hasWords.map(({ ids }) => [...ids]));
  const kind = tokenKind(rule.tokenization);
  let next = 0;
  return encoded.map(({ tokens }) => {
    if (tokens.length === 0) return null;
    const own = [...found.subarray(next * classNames.length, ++next * classNames.length)];
    return { probabilities: own, class: classOf(own, decision), tokens, kind, classNames, weights: null };
  });
}
