/**
 * Inverted dropout (Srivastava et al. 2014): an element is kept with keepProb and then divided by it,
 * else it becomes 0. The mask comes from a counter (`helpers/counter.ts`), so it is never stored.
 */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CounterKey } from '../helpers/counter.ts';
import { runKernel } from '../../runtime/kernel.ts';
import { counterDropout } from './signature.ts';

/**
 * Input: x of any shape. Output, same shape: counterBits(flat index, key) < keepThreshold(keepProb) ?
 * x / keepProb : 0. The gradient is the same kernel on dy. keepProb is below 1.
 */
export interface DropoutAttrs extends CounterKey {
  keepProb: number;
}

/** Drops elements of x; x itself where keepProb is 1. */
export function dropout<T extends Tensor>(x: T, keepProb: number, key: CounterKey): T {
  if (keepProb >= 1) return x;
  const attrs: DropoutAttrs = { keepProb, ...key };
  const op = customGrad((...args) => {
    const [xIn] = args as unknown as Tensor[];
    const [value] = runKernel(counterDropout, { x: xIn }, attrs);
    return {
      value,
      gradFunc: (dy: Tensor) => runKernel(counterDropout, { x: dy }, attrs),
    };
  });
  return op(x) as T;
}
