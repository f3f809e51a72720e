/** The last layer beside the WebAssembly kernels: so little work that plain loops do it, in float64. */
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { denseLogits, denseLogitsGrad } from './signature.ts';
import { denseScalars } from './op.ts';
import type { DenseGradInput, DenseInput } from './op.ts';

const forward: WasmKernel<DenseInput, object> = {
  name: denseLogits.name,
  run({ inputs: given, backend }) {
    const { batch, inputs, units } = denseScalars(given);
    const output = backend.output([batch, units]);
    const { features, kernel, bias } = given;
    const [x, w, c, y] = [features, kernel, bias, output].map((tensor) => backend.floats(tensor));
    for (let b = 0; b < batch; b++)
      for (let k = 0; k < units; k++) {
        let sum = c[k];
        for (let f = 0; f < inputs; f++) sum += x[b * inputs + f] * w[f * units + k];
        y[b * units + k] = sum;
      }
    return [output];
  },
};

const gradient: WasmKernel<DenseGradInput, object> = {
  name: denseLogitsGrad.name,
  run({ inputs: given, backend }) {
    const { batch, inputs, units } = denseScalars(given);
    const { features, kernel, dy } = given;
    const outputs = [features.shape, kernel.shape, [units]].map((shape) => backend.output(shape));
    const [x, w, d] = [features, kernel, dy].map((tensor) => backend.floats(tensor));
    const [dFeatures, dKernel, dBias] = outputs.map((tensor) => backend.floats(tensor));
    const sums = new Float64Array(inputs * units);
    const biasSums = new Float64Array(units);
    for (let b = 0; b < batch; b++)
      for (let f = 0; f < inputs; f++) {
        let sum = 0;
        for (let k = 0; k < units; k++) {
          const slope = d[b * units + k];
          sum += slope * w[f * units + k];
          sums[f * units + k] += x[b * inputs + f] * slope;
        }
        dFeatures[b * inputs + f] = sum;
      }
    d.forEach((slope, i) => (biasSums[i % units] += slope));
    dKernel.set(sums);
    dBias.set(biasSums);
    return outputs;
  },
};

export const kernels = [forward, gradient];
