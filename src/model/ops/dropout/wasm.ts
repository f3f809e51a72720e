/** Dropout in WebAssembly. */
import { keepThreshold } from '../helpers/counter.ts';
import { util } from '@tensorflow/tfjs-core';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { counterDropout, dropoutJob } from './signature.ts';
import type { DropoutAttrs } from './op.ts';

const kernel: WasmKernel<'x', DropoutAttrs> = {
  name: counterDropout.name,
  run({ inputs: { x }, attrs: { keepProb, key0, key1 }, backend }) {
    const y = backend.output(x.shape);
    const count = util.sizeFromShape(x.shape);
    const threshold = keepThreshold(keepProb);
    backend.run(dropoutJob, { x, y, count, key0, key1, threshold, keepProb }, count > parallelElements);
    return [y];
  },
};

export const kernels = [kernel];
