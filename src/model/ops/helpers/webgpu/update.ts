/** An optimizer's whole update of a parameter in one dispatch, with all of its outputs. */
import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../kernel.ts';
import { f32 } from './backend.ts';
import type { FusedWebgpuBackend } from './backend.ts';
import { wgsl } from './template.ts';

/**
 * Bindings of the shader: count and attributes, then parameter, gradient, slots, scale, then the new parameter
 * and slots.
 *
 * @param slots the inputs beside parameter, gradient and scale, in the order of the outputs
 * @param fields the attributes in the order of the shader's uniform struct
 */
export function updateKernel<I extends string, A extends object>(
  name: string,
  code: string,
  slots: readonly I[],
  fields: readonly (keyof A)[],
): FusedKernel<I, A, FusedWebgpuBackend> {
  const source = wgsl(name, code);
  return {
    name,
    run({ inputs, attrs, backend }) {
      const given: Record<string, TensorInfo> = inputs;
      const { parameter, gradient, scale } = given;
      const count = util.sizeFromShape(parameter.shape);
      const writes = [parameter, ...slots].map(() => backend.output(parameter.shape));
      const reads = [parameter, gradient, ...slots.map((slot) => given[slot]), scale];
      const words = [count, ...fields.map((field) => f32(Number(attrs[field])))];
      backend.run({ source, reads, writes, words, groups: backend.flatGroups(count) });
      return writes;
    },
  };
}
