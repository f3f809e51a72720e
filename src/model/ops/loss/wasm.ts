/** Loss and accuracy beside the WebAssembly kernels: a few numbers a review, so plain loops in float64. */
import { sigmoid, softmaxInto, softplus } from '../../../contract/math.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';

type Kernel = WasmKernel<LossInput, LossAttrs>;
type GradKernel = WasmKernel<LossGradInput, LossAttrs>;

/** Of one row. */
interface Judged {
  loss: number;
  isRight: boolean;
}

/** @param judge one row, by its number */
function metricsOf(weights: Float32Array, judge: (row: number) => Judged): [number, number, number] {
  let [sum, total, correct, rows] = [0, 0, 0, 0];
  weights.forEach((weight, b) => {
    const { loss, isRight } = judge(b);
    sum += weight * loss;
    total += weight;
    if (weight > 0) rows++;
    if (weight > 0 && isRight) correct++;
  });
  return [sum / total, correct, rows];
}

const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

const sigmoidForward: Kernel = {
  name: sigmoidLoss.name,
  run({ inputs: { logits, labels, weights }, attrs: { loss }, backend }) {
    const output = backend.output([3]);
    const [x, y, w] = [logits, labels, weights].map((tensor) => backend.floats(tensor));
    const metrics = metricsOf(w, (b) => ({
      loss: loss === 'mean-squared-error' ? (sigmoid(x[b]) - y[b]) ** 2 : softplus(x[b]) - y[b] * x[b],
      // A NaN is on neither side.
      isRight: y[b] === 1 ? x[b] > 0 : x[b] <= 0,
    }));
    backend.floats(output).set(metrics);
    return [output];
  },
};

const sigmoidGradient: GradKernel = {
  name: sigmoidLossGrad.name,
  run({ inputs: { logits, labels, weights, dy }, attrs: { loss }, backend }) {
    const output = backend.output(logits.shape);
    const [x, y, w, dx] = [logits, labels, weights, output].map((tensor) => backend.floats(tensor));
    const scale = backend.floats(dy)[0] / sumOf(w);
    x.forEach((logit, b) => {
      const p = sigmoid(logit);
      const slope = loss === 'mean-squared-error' ? 2 * p * (1 - p) : 1;
      dx[b] = scale * w[b] * slope * (p - y[b]);
    });
    return [output];
  },
};

const softmaxForward: Kernel = {
  name: softmaxLoss.name,
  run({ inputs: { logits, labels, weights }, attrs: { loss }, backend }) {
    const classes = logits.shape[1];
    const output = backend.output([3]);
    const [x, y, w] = [logits, labels, weights].map((tensor) => backend.floats(tensor));
    const p = new Float64Array(classes);
    const metrics = metricsOf(w, (b) => {
      const row = x.subarray(b * classes, (b + 1) * classes);
      const logSum = softmaxInto(p, row);
      const squares = () => p.reduce((sum, share, k) => sum + (share - (k === y[b] ? 1 : 0)) ** 2, 0);
      return {
        loss: loss === 'mean-squared-error' ? squares() / classes : logSum - row[y[b]],
        // A NaN is above nothing.
        isRight: row.every((value, k) => k === y[b] || (k < y[b] ? value < row[y[b]] : value <= row[y[b]])),
      };
    });
    backend.floats(output).set(metrics);
    return [output];
  },
};

const softmaxGradient: GradKernel = {
  name: softmaxLossGrad.name,
  run({ inputs: { logits, labels, weights, dy }, attrs: { loss }, backend }) {
    const classes = logits.shape[1];
    const output = backend.output(logits.shape);
    const [x, y, w, dx] = [logits, labels, weights, output].map((tensor) => backend.floats(tensor));
    const scale = backend.floats(dy)[0] / sumOf(w);
    const p = new Float64Array(classes);
    y.forEach((label, b) => {
      const start = b * classes;
      softmaxInto(p, x.subarray(start, start + classes));
      const distance = (k: number) => p[k] - (k === label ? 1 : 0);
      const pull = p.reduce((sum, share, k) => sum + share * distance(k), 0);
      for (let k = 0; k < classes; k++) {
        const slope =
          loss === 'mean-squared-error' ? (2 / classes) * p[k] * (distance(k) - pull) : distance(k);
        dx[start + k] = scale * w[b] * slope;
      }
    });
    return [output];
  },
};

export const kernels = [sigmoidForward, sigmoidGradient, softmaxForward, softmaxGradient];
