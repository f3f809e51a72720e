/** The dropout of `op.ts` in plain float64 loops. */
import { counterBits, keepThreshold } from '../helpers/counter.ts';
import type { DropoutAttrs } from './op.ts';

/** Forward on x, backward on dy: kept elements divided by keepProb, the others 0. */
export function dropoutReference(x: Float64Array, { keepProb, ...key }: DropoutAttrs): Float64Array {
  const threshold = keepThreshold(keepProb);
  return x.map((value, i) => (counterBits(i, key) < threshold ? value / keepProb : 0));
}
