/** What the optimizers' WebAssembly kernels have in common. */
import { elementsToSpread, sizeOf } from './wasm.ts';
import type { WasmKernel } from './wasm.ts';

/**
 * An optimizer's update of one parameter: a job whose addresses are the parameter, its gradient, the slots
 * and the scale, then the new parameter and the new slots; then the length, then `numbers`.
 *
 * @param slots names of the inputs that become outputs too, in the order of the contract
 */
export function updateKernel<I extends string, A>(
  name: string,
  job: number,
  slots: readonly I[],
  numbers: (attrs: A) => number[],
): WasmKernel<I | 'parameter' | 'gradient' | 'scale', A> {
  return {
    name,
    run({ inputs, attrs, backend }) {
      const { shape } = inputs.parameter;
      const old = slots.map((slot) => inputs[slot]);
      const outputs = [inputs.parameter, ...old].map(() => backend.output(shape));
      const tensors = [inputs.parameter, inputs.gradient, ...old, inputs.scale, ...outputs];
      const length = sizeOf(shape);
      const ints = [...tensors.map((tensor) => backend.address(tensor)), length];
      backend.run(job, ints, numbers(attrs), length > elementsToSpread);
      return outputs;
    },
  };
}
