/** What all recurrent layers are as ops: a sequence in, a sequence of hidden states out, with its gradients. */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../../runtime/kernel.ts';
import type { RecurrentInput, RecurrentSaved, RecurrentSignature } from './signature.ts';

/**
 * Rows are right-padded: row b has `lengths[b]` valid timesteps (0 to T). At t ≥ lengths[b] the output is 0, and so
 * is every gradient that would come through it. With `reverse` a row is read from lengths[b] − 1 down to 0, and the
 * output for input position t stands at position t.
 */
export interface RecurrentAttrs {
  reverse: boolean;
}

/*
 * Kernels. Inputs: x [B,T,D], lengths [B] int32, kernel W [D,G·H], recurrentKernel U [H,G·H], bias [G·H]; G is the number
 * of gates. Outputs: sequence [B,T,H] and the saved tensors. Of the gradient kernel: dx [B,T,D], dKernel [D,G·H],
 * dRecurrentKernel [H,G·H], dBias [G·H].
 */

/** The sequence of hidden states [B,T,H]. Differentiable in x, kernel, recurrentKernel and bias. */
export type RecurrentOp = (
  x: Tensor3D,
  lengths: Tensor1D,
  weights: RecurrentWeights,
  attrs: RecurrentAttrs,
) => Tensor3D;

export interface RecurrentWeights {
  kernel: Tensor2D;
  recurrentKernel: Tensor2D;
  bias: Tensor1D;
}

export function recurrentOp<Saved extends RecurrentSaved>(cell: RecurrentSignature<Saved>): RecurrentOp {
  return (x, lengths, { kernel, recurrentKernel, bias }, attrs) => {
    checkShapes(cell, { x, lengths, kernel, recurrentKernel, bias });
    const op = customGrad((...args) => {
      const [xIn, w, u, b] = args as unknown as Tensor[];
      const save = args[4] as unknown as (tensors: Tensor[]) => void;
      const inputs = { x: xIn, lengths, kernel: w, recurrentKernel: u, bias: b };
      const outputs = runKernel(cell.sequence, inputs, attrs);
      save([xIn, w, u, ...outputs]);
      const gradFunc = (dy: Tensor, tensors: Tensor[]) => {
        const names = ['x', 'kernel', 'recurrentKernel', 'sequence', ...cell.saved];
        const given = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
        return runKernel<string>(cell.gradient, { ...given, lengths, dy }, attrs);
      };
      return { value: outputs[0], gradFunc };
    });
    return op(x, kernel, recurrentKernel, bias) as Tensor3D;
  };
}

function checkShapes(
  { name, gates }: { name: string; gates: number },
  inputs: Record<RecurrentInput, Tensor>,
): void {
  const { x, lengths, kernel, recurrentKernel, bias } = inputs;
  const [batch, , width] = x.shape;
  const hidden = recurrentKernel.shape[0];
  const good =
    lengths.shape[0] === batch &&
    kernel.shape[0] === width &&
    [kernel.shape[1], recurrentKernel.shape[1], bias.shape[0]].every((size) => size === gates * hidden);
  if (good) return;
  const shapes = Object.values(inputs).map(({ shape }) => `[${shape.join()}]`);
  throw new RangeError(
    `${name}: shapes do not fit: ${Object.keys(inputs).join(', ')} are ${shapes.join(' ')}`,
  );
}
