/** Kernels made of builtin tfjs ops, for backends that have none of their own. */
import { Tensor, tidy } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { Signature } from '../../runtime/signature.ts';

/** tfjs lets a kernel run other ops, and records only the outer one for gradients. */
export function fallbackKernel<I extends string, A>(
  { name }: Signature<I>,
  compute: (inputs: Record<I, Tensor>, attrs: A) => Tensor[],
): FusedKernel<I, A> {
  return {
    name,
    run: ({ inputs, attrs }) => tidy(() => compute(asTensors(inputs), attrs)),
  };
}

/** The engine hands kernels the very tensors that the op was called with. */
function asTensors<I extends string>(inputs: Record<I, TensorInfo>): Record<I, Tensor> {
  for (const [name, input] of Object.entries<TensorInfo>(inputs))
    if (!(input instanceof Tensor)) throw new TypeError(`The input ${name} is not a tensor.`);
  return inputs as Record<I, Tensor>;
}
