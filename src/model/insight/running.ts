/**
 * The running verdict: what the network answers when the text ends after each word. Where all layers read forwards that
 * is what it has understood so far, since no state depends on later words. One that also reads backwards begins there at
 * the text's end, so that each beginning is read anew.
 */
import type { Network64 } from './network64.ts';
import { embeddingOf, readOut, traceOf, type Trace } from './trace.ts';

export function readsForwardsOnly({ layers }: Network64): boolean {
  return layers.every((layer) => layer.kind !== 'recurrent' || !layer.directions.includes('backward'));
}

/** [T] logits [L], from the trace of the whole text. @param embedded [T,E] */
export function runningLogits(network: Network64, embedded: Float64Array, trace: Trace): Float64Array[] {
  const { directions } = trace.layers[trace.layers.length - 1];
  const { size } = embeddingOf(network);
  const isForwards = readsForwardsOnly(network);
  return Array.from({ length: trace.words }, (_, last) => {
    const count = last + 1;
    if (isForwards) return readOut(network, directions, count).logits;
    return traceOf(network, embedded.subarray(0, count * size)).logits;
  });
}
