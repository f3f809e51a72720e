/**
 * What each word's hidden states add to a logit: exact, since pooling and the last layer only add up. It is the share of
 * a place in the text, whose states have read other words too: how much a word itself counts, attribution says.
 */
import { readoutOf, type Network64 } from './network64.ts';
import { pooledGradient } from './pooled.ts';
import type { Trace } from './trace.ts';

/** Column `logit` of the last layer [F]. */
export function readoutWeights(network: Network64, logit: number): Float64Array {
  const { kernel, bias } = readoutOf(network);
  return Float64Array.from(
    { length: kernel.length / bias.length },
    (_, feature) => kernel[feature * bias.length + logit],
  );
}

/** [T] Together with the last layer's bias they are the logit. */
export function contributionsOf(network: Network64, trace: Trace, logit: number): Float64Array {
  const shares = pooledGradient(trace.pooled, readoutWeights(network, logit), trace.words);
  const { directions } = trace.layers[trace.layers.length - 1];
  const sums = new Float64Array(trace.words);
  shares.forEach((share, place) => {
    const { hidden } = directions[place];
    const units = hidden.length / trace.words;
    hidden.forEach((value, i) => (sums[Math.floor(i / units)] += share[i] * value));
  });
  return sums;
}
