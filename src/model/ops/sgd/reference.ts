/** Gradient descent's update of `op.ts` in plain float64 loops. */
import type { SgdAttrs } from './op.ts';

export interface SgdReferenceInput extends SgdAttrs {
  /** θ, and its gradient and b: all of one length. */
  parameter: Float64Array;
  gradient: Float64Array;
  velocity: Float64Array;
  /** The clipping's factor, scale[0]. */
  scale: number;
}

/** New θ, b. */
export function sgdReference(input: SgdReferenceInput) {
  const { parameter, gradient, learningRate, momentum } = input;
  const g = gradient.map((value, i) => input.scale * value + input.l2 * parameter[i]);
  const velocity = input.velocity.map((value, i) => momentum * value + g[i]);
  return { parameter: parameter.map((value, i) => value - learningRate * velocity[i]), velocity };
}
