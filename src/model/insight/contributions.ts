/**
 * What each word's hidden states add to a logit: exact, since pooling and the last layer only add up. It is the share of
 * a place in the text, whose states have read other words too: how much a word itself counts, attribution says.
 */
import type { PooledShares } from '../../contract/insight.ts';
import { readoutOf, type Network64 } from './network64.ts';
import type { Trace } from './trace.ts';

/** Column `logit` of the last layer [F]. */
export function readoutWeights(network: Network64, logit: number): Float64Array {
  const { kernel, bias } = readoutOf(network);
  return Float64Array.from(
    { length: kernel.length / bias.length },
    (_, feature) => kernel[feature * bias.length + logit],
  );
}

/** By mode of pooling. All of them together with the last layer's bias are the logit. @param logit its place among the logits */
export function pooledShares(network: Network64, trace: Trace, logit: number): PooledShares[] {
  const weights = readoutWeights(network, logit);
  const { directions } = trace.layers[trace.layers.length - 1];
  const found = new Map<PooledShares['mode'], PooledShares>();
  trace.pooled.forEach((block, place) => {
    const mode = block.mode === 'first' ? 'last' : block.mode;
    const own = found.get(mode) ?? emptyShares(mode, trace.words);
    found.set(mode, own);
    const units = block.values.length;
    const { hidden } = directions[block.direction];
    block.words.forEach((word, unit) => {
      const weight = weights[place * units + unit];
      if (word < 0)
        for (let t = 0; t < trace.words; t++)
          own.adds[t] += (weight * hidden[t * units + unit]) / trace.words;
      else own.adds[word] += weight * block.values[unit];
      if (own.units && word >= 0) own.units[word] += 1;
    });
  });
  return [...found.values()];
}

function emptyShares(mode: PooledShares['mode'], words: number): PooledShares {
  const zeros = () => Array.from({ length: words }, () => 0);
  return { mode, adds: zeros(), units: mode === 'mean' ? null : zeros() };
}
