/** An optimizer's update of a parameter in WebAssembly: a job of the module that `assembly-source.ts` writes. */
import { updateJobs } from '../../runtime/wasm/jobs.ts';
import { elementsToSpread, sizeOf } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { jobAddresses } from './assembly-source.ts';
import { updateName } from './op.ts';
import { formulas, optimizerNames } from './registry.ts';
import { numberNames } from './step.ts';
import type { StepNumbers } from './step.ts';

export const updateWasm = optimizerNames.map((optimizer, index): WasmKernel<string, StepNumbers> => {
  const formula = formulas[optimizer];
  const addresses = jobAddresses(formula);
  const numbers = numberNames(formula);
  return {
    name: updateName(optimizer),
    run({ inputs, attrs, backend }) {
      const { shape } = inputs['parameter'];
      const outputs = ['parameter', ...formula.slots].map(() => backend.output(shape));
      const tensors = [...addresses.inputs.map((input) => inputs[input]), ...outputs];
      const length = sizeOf(shape);
      const ints = [...tensors.map((tensor) => backend.address(tensor)), length];
      const floats = numbers.map((number) => attrs[number]);
      backend.run(updateJobs + index, ints, floats, length > elementsToSpread);
      return outputs;
    },
  };
});
