/** Adadelta's update of `op.ts` in plain float64 loops. */
import type { AdadeltaAttrs } from './op.ts';

export interface AdadeltaReferenceInput extends AdadeltaAttrs {
  /** θ, and its gradient, a and d: all of one length. */
  parameter: Float64Array;
  gradient: Float64Array;
  accumulatedGradient: Float64Array;
  accumulatedDelta: Float64Array;
  /** The clipping's factor, scale[0]. */
  scale: number;
}

/** New θ, a, d. */
export function adadeltaReference(input: AdadeltaReferenceInput) {
  const { parameter, gradient, rho, epsilon, learningRate, accumulatedDelta } = input;
  const g = gradient.map((value, i) => input.scale * value + input.l2 * parameter[i]);
  const a = input.accumulatedGradient.map((value, i) => rho * value + (1 - rho) * g[i] * g[i]);
  const delta = g.map(
    (value, i) => (value * Math.sqrt(accumulatedDelta[i] + epsilon)) / Math.sqrt(a[i] + epsilon),
  );
  const d = accumulatedDelta.map((value, i) => rho * value + (1 - rho) * delta[i] * delta[i]);
  const next = parameter.map((value, i) => value - learningRate * delta[i]);
  return { parameter: next, accumulatedGradient: a, accumulatedDelta: d };
}
