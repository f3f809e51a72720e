/** Sigmoid, loss and accuracy of `op.ts` in plain float64 loops. */
import type { LossName } from './op.ts';

export interface LossReferenceInput {
  /** Each [B]. */
  logits: Float64Array;
  labels: Float64Array;
  weights: Float64Array;
  loss: LossName;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** log(1 + exp(x)), without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** [Σ w·loss / Σ w, Σ w·correct, Σ w]. */
export function lossReference({ logits, labels, weights, loss }: LossReferenceInput): Float64Array {
  let [total, correct, weight] = [0, 0, 0];
  logits.forEach((logit, b) => {
    const value =
      loss === 'mean-squared-error' ? (sigmoid(logit) - labels[b]) ** 2 : softplus(logit) - labels[b] * logit;
    total += weights[b] * value;
    correct += logit > 0 === labels[b] > 0.5 ? weights[b] : 0;
    weight += weights[b];
  });
  return Float64Array.of(total / weight, correct, weight);
}

/** dLogits [B], where `dLoss` is the gradient of the mean loss (dy[0]). */
export function lossReferenceGrad(input: LossReferenceInput, dLoss: number): Float64Array {
  const { logits, labels, weights, loss } = input;
  const weight = weights.reduce((sum, w) => sum + w, 0);
  return logits.map((logit, b) => {
    const p = sigmoid(logit);
    const slope = loss === 'mean-squared-error' ? 2 * (p - labels[b]) * p * (1 - p) : p - labels[b];
    return (dLoss * weights[b] * slope) / weight;
  });
}
