/** Adam's update of `op.ts` in plain float64 loops. */
import type { AdamAttrs } from './op.ts';

export interface AdamReferenceInput extends AdamAttrs {
  /** θ, and its gradient, m and v: all of one length. */
  parameter: Float64Array;
  gradient: Float64Array;
  m: Float64Array;
  v: Float64Array;
  /** The clipping's factor, scale[0]. */
  scale: number;
}

/** New θ, m, v. */
export function adamReference(input: AdamReferenceInput) {
  const { parameter, gradient, beta1, beta2, correction1, correction2, epsilon, learningRate } = input;
  const g = gradient.map((value, i) => input.scale * value + input.l2 * parameter[i]);
  const m = input.m.map((value, i) => beta1 * value + (1 - beta1) * g[i]);
  const v = input.v.map((value, i) => beta2 * value + (1 - beta2) * g[i] * g[i]);
  const next = parameter.map((value, i) => {
    const size = Math.sqrt(v[i] / correction2) + epsilon;
    return value - (learningRate * m[i]) / correction1 / size;
  });
  return { parameter: next, m, v };
}
