/**
 * The LSTM over a batch of sequences: one layer in one direction.
 *
 *   [i f c̃ o]_t = [σ σ tanh σ](x_t·W + h_{t−1}·U + b)      (Keras order of gates)
 *   c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t        h_t = o_t ∘ tanh(c_t)        h_0 = c_0 = 0
 *
 * (Hochreiter and Schmidhuber 1997; forget gate by Gers et al. 2000.) Rows are right-padded: row b has
 * `lengths[b]` valid timesteps (0 to T). At t ≥ lengths[b] the output is 0, and so is every gradient that
 * would come through it. With `reverse` a row is read from lengths[b] − 1 down to 0, and the output for
 * input position t stands at position t.
 */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { runKernel } from '../helpers/kernel.ts';

/**
 * Inputs: x [B,T,D], lengths [B] int32, kernel W [D,4H], recurrentKernel U [H,4H], bias [4H].
 * Outputs: sequence [B,T,H], then `gates` (B·T·4H floats) and `cells` (B·T·H floats): what the same
 * backend's gradient kernel needs, in a layout and shape of its own.
 */
export const lstmSequence = 'LstmSequence';
export type LstmInput = 'x' | 'lengths' | 'kernel' | 'recurrentKernel' | 'bias';
export interface LstmAttrs {
  reverse: boolean;
}

/**
 * Inputs: those of LstmSequence but the bias, its three outputs, and dy [B,T,H].
 * Outputs: dx [B,T,D], dKernel [D,4H], dRecurrentKernel [H,4H], dBias [4H].
 */
export const lstmSequenceGrad = 'LstmSequenceGrad';
export type LstmGradInput =
  | 'x'
  | 'lengths'
  | 'kernel'
  | 'recurrentKernel'
  | 'sequence'
  | 'gates'
  | 'cells'
  | 'dy';

/** The sequence of hidden states [B,T,H]. Differentiable in x, kernel, recurrentKernel and bias. */
export function lstm(
  x: Tensor3D,
  lengths: Tensor1D,
  kernel: Tensor2D,
  recurrentKernel: Tensor2D,
  bias: Tensor1D,
  attrs: LstmAttrs,
): Tensor3D {
  checkShapes(x, lengths, kernel, recurrentKernel, bias);
  const op = customGrad((...args) => {
    const [xIn, w, u, b] = args as unknown as Tensor[];
    const save = args[4] as unknown as (tensors: Tensor[]) => void;
    const outputs = runKernel<LstmInput, LstmAttrs>(
      lstmSequence,
      { x: xIn, lengths, kernel: w, recurrentKernel: u, bias: b },
      attrs,
    );
    save([xIn, w, u, ...outputs]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [xSaved, wSaved, uSaved, sequence, gates, cells] = saved;
      const inputs = {
        x: xSaved,
        lengths,
        kernel: wSaved,
        recurrentKernel: uSaved,
        sequence,
        gates,
        cells,
        dy,
      };
      return runKernel<LstmGradInput, LstmAttrs>(lstmSequenceGrad, inputs, attrs);
    };
    return { value: outputs[0], gradFunc };
  });
  return op(x, kernel, recurrentKernel, bias) as Tensor3D;
}

function checkShapes(
  x: Tensor,
  lengths: Tensor,
  kernel: Tensor,
  recurrentKernel: Tensor,
  bias: Tensor,
): void {
  const [batch, , inputs] = x.shape;
  const hidden = recurrentKernel.shape[0];
  const good =
    lengths.shape[0] === batch &&
    kernel.shape[0] === inputs &&
    kernel.shape[1] === 4 * hidden &&
    recurrentKernel.shape[1] === 4 * hidden &&
    bias.shape[0] === 4 * hidden;
  if (!good) {
    const shapes = [x, lengths, kernel, recurrentKernel, bias].map((t) => `[${t.shape.join()}]`).join(' ');
    throw new RangeError(`lstm: shapes do not fit: x, lengths, kernel, recurrentKernel, bias are ${shapes}`);
  }
}
