/** Loss and accuracy beside the WebAssembly kernels: one number a review, so plain loops in float64. */
import { sigmoid, softplus } from '../../../contract/math.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';

const forward: WasmKernel<LossInput, LossAttrs> = {
  name: sigmoidLoss.name,
  run({ inputs: { logits, labels, weights }, attrs: { loss }, backend }) {
    const output = backend.output([3]);
    const [x, y, w] = [logits, labels, weights].map((tensor) => backend.floats(tensor));
    let [sum, correct, total] = [0, 0, 0];
    x.forEach((logit, b) => {
      const one =
        loss === 'mean-squared-error' ? (sigmoid(logit) - y[b]) ** 2 : softplus(logit) - y[b] * logit;
      sum += w[b] * one;
      // A NaN is on neither side.
      if (y[b] === 1 ? logit > 0 : logit <= 0) correct += w[b];
      total += w[b];
    });
    backend.floats(output).set([sum / total, correct, total]);
    return [output];
  },
};

const gradient: WasmKernel<LossGradInput, LossAttrs> = {
  name: sigmoidLossGrad.name,
  run({ inputs: { logits, labels, weights, dy }, attrs: { loss }, backend }) {
    const output = backend.output(logits.shape);
    const [x, y, w, dx] = [logits, labels, weights, output].map((tensor) => backend.floats(tensor));
    const scale = backend.floats(dy)[0] / w.reduce((sum, value) => sum + value, 0);
    x.forEach((logit, b) => {
      const p = sigmoid(logit);
      const slope = loss === 'mean-squared-error' ? 2 * p * (1 - p) : 1;
      dx[b] = scale * w[b] * slope * (p - y[b]);
    });
    return [output];
  },
};

export const kernels = [forward, gradient];
