/** An optimizer's update of a parameter in WebAssembly: a job of the module that `assembly-source.ts` writes. */
import { util } from '@tensorflow/tfjs-core';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { updateJobs } from './signature.ts';
import type { StepNumbers } from './step.ts';

export const kernels = updateJobs.map(
  ({ job, signature: { name, outputs } }): WasmKernel<string, StepNumbers> => ({
    name,
    run({ inputs, attrs, backend }) {
      const { shape } = inputs['parameter'];
      const made = Object.fromEntries(outputs.map((output) => [output, backend.output(shape)]));
      const count = util.sizeFromShape(shape);
      backend.runFrom(job, [inputs, made, { count }, attrs], count > parallelElements);
      return Object.values(made);
    },
  }),
);
