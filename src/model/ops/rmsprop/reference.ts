/** RMSProp's update of `op.ts` in plain float64 loops. */
import type { RmspropAttrs } from './op.ts';

export interface RmspropReferenceInput extends RmspropAttrs {
  /** θ, and its gradient and a: all of one length. */
  parameter: Float64Array;
  gradient: Float64Array;
  meanSquare: Float64Array;
  /** The clipping's factor, scale[0]. */
  scale: number;
}

/** New θ, a. */
export function rmspropReference(input: RmspropReferenceInput) {
  const { parameter, gradient, rho, epsilon, learningRate } = input;
  const g = gradient.map((value, i) => input.scale * value + input.l2 * parameter[i]);
  const a = input.meanSquare.map((value, i) => rho * value + (1 - rho) * g[i] * g[i]);
  const next = parameter.map((value, i) => value - (learningRate * g[i]) / (Math.sqrt(a[i]) + epsilon));
  return { parameter: next, meanSquare: a };
}
