/** An optimizer's update of a parameter in WebAssembly: a job of the module that `assembly-source.ts` writes. */
import { elementsToSpread, sizeOf } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { updateJobs } from './signature.ts';
import type { StepNumbers } from './step.ts';

export const kernels = updateJobs.map(
  ({ job, signature: { name, outputs } }): WasmKernel<string, StepNumbers> => ({
    name,
    run({ inputs, attrs, backend }) {
      const { shape } = inputs['parameter'];
      const made = Object.fromEntries(outputs.map((output) => [output, backend.output(shape)]));
      const count = sizeOf(shape);
      backend.run(job, { ...inputs, ...made, count, ...attrs }, count > elementsToSpread);
      return Object.values(made);
    },
  }),
);
