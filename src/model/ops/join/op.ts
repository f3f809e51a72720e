/**
 * Joins tensors along their last axis: both directions of a layer, several poolings. tfjs's own concat,
 * with the gradient spelled out: tfjs registers gradients for all of its ops or for none.
 */
import { concat, customGrad, slice } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors of one shape but for the last axis. Differentiable in all of them. */
export function join<T extends Tensor>(parts: T[]): T {
  if (parts.length === 1) return parts[0];
  const axis = parts[0].rank - 1;
  const op = customGrad((...args) => {
    const inputs = (args as unknown as Tensor[]).slice(0, parts.length);
    const gradFunc = (dy: Tensor) => {
      let start = 0;
      return parts.map(({ shape }) => {
        const begin = shape.map((_, i) => (i === axis ? start : 0));
        start += shape[axis];
        return slice(dy, begin, shape);
      });
    };
    return { value: concat(inputs, axis), gradFunc };
  });
  return op(...parts) as T;
}
