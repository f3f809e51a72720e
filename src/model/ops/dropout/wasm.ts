/** Dropout in WebAssembly. */
import { keepThreshold } from '../helpers/counter.ts';
import { dropoutJob } from '../../runtime/wasm/jobs.ts';
import { elementsToSpread, sizeOf } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { counterDropout } from './op.ts';
import type { DropoutAttrs } from './op.ts';

const kernel: WasmKernel<'x', DropoutAttrs> = {
  name: counterDropout,
  run({ inputs: { x }, attrs: { keepProb, key0, key1 }, backend }) {
    const output = backend.output(x.shape);
    const length = sizeOf(x.shape);
    const ints = [backend.address(x), backend.address(output), length, key0, key1, keepThreshold(keepProb)];
    backend.run(dropoutJob, ints, [keepProb], length > elementsToSpread);
    return [output];
  },
};

export const dropoutWasm = [kernel];
