/** Loss and accuracy of `op.ts` in plain float64 loops. */
import type { Loss } from '../../../contract/settings.ts';

export interface LossReferenceInput {
  /** [B] for two classes, else [B,K]. */
  logits: Float64Array;
  /** Each [B]. */
  labels: Float64Array;
  weights: Float64Array;
  loss: Loss;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** log(1 + exp(x)), without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const sumOf = (terms: Float64Array) => terms.reduce((sum, term) => sum + term, 0);

function softmax(logits: Float64Array): Float64Array {
  const shifted = logits.map((x) => Math.exp(x - Math.max(...logits)));
  return shifted.map((x) => x / sumOf(shifted));
}

const logSumExp = (logits: Float64Array) => {
  const top = Math.max(...logits);
  return top + Math.log(sumOf(logits.map((x) => Math.exp(x - top))));
};

/** Of one row: its loss, whether it is right, and the slope of its loss by each logit. */
interface Row {
  loss: number;
  isRight: boolean;
  slopes: Float64Array;
}

function sigmoidRow([logit]: Float64Array, label: number, isSquared: boolean): Row {
  const p = sigmoid(logit);
  return {
    loss: isSquared ? (p - label) ** 2 : softplus(logit) - label * logit,
    isRight: logit > 0 === label > 0.5,
    slopes: Float64Array.of(isSquared ? 2 * (p - label) * p * (1 - p) : p - label),
  };
}

function softmaxRow(logits: Float64Array, label: number, isSquared: boolean): Row {
  const p = softmax(logits);
  const distances = p.map((share, k) => share - (k === label ? 1 : 0));
  const pull = sumOf(distances.map((distance, k) => p[k] * distance));
  const slopes = isSquared
    ? distances.map((distance, k) => (2 / p.length) * p[k] * (distance - pull))
    : distances;
  return {
    loss: isSquared
      ? sumOf(distances.map((distance) => distance ** 2)) / p.length
      : logSumExp(logits) - logits[label],
    isRight: logits.indexOf(Math.max(...logits)) === label,
    slopes,
  };
}

function rowsOf({ logits, labels, loss }: LossReferenceInput): Row[] {
  const width = logits.length / labels.length;
  const row = width === 1 ? sigmoidRow : softmaxRow;
  const isSquared = loss === 'mean-squared-error';
  return Array.from(labels, (label, b) => row(logits.subarray(b * width, (b + 1) * width), label, isSquared));
}

/** [Σ w·loss / Σ w, correct rows, rows]. */
export function lossReference(input: LossReferenceInput): Float64Array {
  const { weights } = input;
  let [total, correct, rows] = [0, 0, 0];
  rowsOf(input).forEach(({ loss, isRight }, b) => {
    total += weights[b] * loss;
    if (weights[b] > 0 && isRight) correct++;
    if (weights[b] > 0) rows++;
  });
  return Float64Array.of(total / sumOf(weights), correct, rows);
}

/** dLogits, as the logits, where `dLoss` is the gradient of the mean loss (dy[0]). */
export function lossReferenceGrad(input: LossReferenceInput, dLoss: number): Float64Array {
  const weight = sumOf(input.weights);
  return Float64Array.from(
    rowsOf(input).flatMap(({ slopes }, b) =>
      Array.from(slopes, (slope) => (dLoss * input.weights[b] * slope) / weight),
    ),
  );
}
