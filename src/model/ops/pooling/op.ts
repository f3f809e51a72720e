/** One vector a review from the outputs for all its words. */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { sequencePool, sequencePoolGrad } from './signature.ts';
import type { poolingModes } from './signature.ts';

/**
 * Over the valid timesteps t < lengths[b]: `last` takes t = lengths[b] − 1, `first` t = 0 (where an LSTM
 * that reads backwards ends), `mean` and `max` those over all. A row of length 0 gives 0.
 */
export type PoolingMode = keyof typeof poolingModes;
export interface PoolingAttrs {
  mode: PoolingMode;
}

/** Inputs: sequence [B,T,H], lengths [B] int32. Output: [B,H]. */
export type PoolInput = InputOf<typeof sequencePool>;

/**
 * Inputs: sequence, lengths, pooled (the forward's output) and dy [B,H]. Output: dSequence [B,T,H].
 * Where `max` is reached more than once, the first timestep gets the whole gradient.
 */
export type PoolGradInput = InputOf<typeof sequencePoolGrad>;

/** Pools [B,T,H] to [B,H]. Differentiable in the sequence. */
export function pool(sequence: Tensor3D, lengths: Tensor1D, mode: PoolingMode): Tensor2D {
  const op = customGrad((...args) => {
    const [sequenceIn] = args as unknown as Tensor[];
    const save = args[1] as unknown as (tensors: Tensor[]) => void;
    const [value] = runKernel(sequencePool, { sequence: sequenceIn, lengths }, { mode });
    save([sequenceIn, value]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      runKernel(sequencePoolGrad, { sequence: saved[0], lengths, pooled: saved[1], dy }, { mode });
    return { value, gradFunc };
  });
  return op(sequence) as Tensor2D;
}
