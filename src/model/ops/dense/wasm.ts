/** The last layer beside the WebAssembly kernels: so little work that plain loops do it, in float64. */
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';

const forward: WasmKernel<DenseInput, object> = {
  name: denseLogit.name,
  run({ inputs: { features, kernel, bias }, backend }) {
    const [batch, count] = features.shape;
    const output = backend.output([batch]);
    const [x, w, y] = [features, kernel, output].map((tensor) => backend.floats(tensor));
    const [offset] = backend.floats(bias);
    for (let b = 0; b < batch; b++) {
      let sum = offset;
      for (let f = 0; f < count; f++) sum += x[b * count + f] * w[f];
      y[b] = sum;
    }
    return [output];
  },
};

const gradient: WasmKernel<DenseGradInput, object> = {
  name: denseLogitGrad.name,
  run({ inputs: { features, kernel, dy }, backend }) {
    const [batch, count] = features.shape;
    const outputs = [backend.output(features.shape), backend.output(kernel.shape), backend.output([1])];
    const [x, w, d] = [features, kernel, dy].map((tensor) => backend.floats(tensor));
    const [dFeatures, dKernel, dBias] = outputs.map((tensor) => backend.floats(tensor));
    const sums = new Float64Array(count);
    for (let b = 0; b < batch; b++)
      for (let f = 0; f < count; f++) {
        dFeatures[b * count + f] = d[b] * w[f];
        sums[f] += x[b * count + f] * d[b];
      }
    dKernel.set(sums);
    dBias[0] = d.reduce((sum, value) => sum + value, 0);
    return outputs;
  },
};

export const kernels = [forward, gradient];
