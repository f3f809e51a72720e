/** Adversarial noise in WebAssembly. */
import { util } from '@tensorflow/tfjs-core';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import type { AdversarialAttrs, AdversarialInput } from './op.ts';
import { adversarialNoise, adversarialNoiseJob } from './signature.ts';

const kernel: WasmKernel<AdversarialInput, AdversarialAttrs> = {
  name: adversarialNoise.name,
  run({ inputs: { x, slope, lengths }, attrs: { share }, backend }) {
    const [batch, time, width] = x.shape;
    const noisy = backend.output(x.shape);
    const parallel = util.sizeFromShape(x.shape) > parallelElements;
    backend.run(adversarialNoiseJob, { x, slope, lengths, noisy, batch, time, width, share }, parallel);
    return [noisy];
  },
};

export const kernels = [kernel];
