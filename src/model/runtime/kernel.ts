/** How an op's contract, its kernels and tfjs meet. */
import { engine, registerKernel } from '@tensorflow/tfjs-core';
import type { Signature } from './signature.ts';
import type { KernelBackend, NamedAttrMap, NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** One op on one backend. `I` names the inputs, `A` the attributes; outputs as the contract lists them. */
export interface FusedKernel<I extends string, A, B extends KernelBackend = KernelBackend> {
  name: string;
  run(call: { inputs: Record<I, TensorInfo>; attrs: A; backend: B }): TensorInfo[];
}

/**
 * Registers kernels for a backend. Registering a name twice throws in tfjs's console only, so callers
 * register each backend once.
 */
export function registerKernels(
  backendName: string,
  kernels: readonly FusedKernel<never, never, never>[],
): void {
  for (const kernel of kernels) {
    registerKernel({
      kernelName: kernel.name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        kernel.run({ inputs: inputs as never, attrs: attrs as never, backend: backend as never }),
    });
  }
}

/** Runs a kernel on the backend in use. Gradients are the op's own business (`tf.customGrad`). */
export function runKernel<I extends string>(
  { name }: Signature<I>,
  inputs: Record<I, Tensor>,
  attrs: object = {},
): Tensor[] {
  const outputs: unknown = engine().runKernel(name, inputs as NamedTensorMap, attrs as NamedAttrMap);
  return Array.isArray(outputs) ? (outputs as Tensor[]) : [outputs as Tensor];
}
