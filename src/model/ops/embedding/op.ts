/**
 * Looks words' vectors up: output[b,t] = table[ids[b,t]]. Its gradient sums the vectors' gradients by
 * word. The positions of a batch come sorted by word from the CPU, so that each row of the table is
 * summed in one fixed order: no atomics, the same bits in each run, and padding touches nothing.
 */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { embeddingGather, embeddingGrad } from './signature.ts';

/** Inputs: ids [B,T] int32, each from 0 to V − 1 (checked by whoever made the batch), table [V,E]. Output: [B,T,E]. */
export type EmbeddingInput = InputOf<typeof embeddingGather>;

/**
 * Inputs: dy [B,T,E]; sortedIds [B·T] int32, ascending, V for padding (at the end); order [B·T] int32, the
 * position b·T + t that each sorted id came from. Output: dTable [V,E], 0 for rows without a token.
 */
export type EmbeddingGradInput = InputOf<typeof embeddingGrad>;
export interface EmbeddingGradAttrs {
  vocabularySize: number;
}

/** The tokens of a batch on the device. */
export interface TokenTensors {
  ids: Tensor2D;
  sortedIds: Tensor1D;
  order: Tensor1D;
}

/** Vectors [B,T,E] of a batch's tokens. Differentiable in the table. */
export function embedding(tokens: TokenTensors, table: Tensor2D): Tensor3D {
  const op = customGrad((...args) => {
    const [tableIn] = args as unknown as Tensor[];
    const [value] = runKernel(embeddingGather, { ids: tokens.ids, table: tableIn });
    return { value, gradFunc: (dy: Tensor) => embeddingGradient(tokens, dy, table.shape[0]) };
  });
  return op(table) as Tensor3D;
}

/** Gradient [V,E] by the table, of that by the vectors. @param dy [B,T,E] @param words V */
export function embeddingGradient(tokens: TokenTensors, dy: Tensor, words: number): Tensor2D {
  const { sortedIds, order } = tokens;
  const [gradient] = runKernel(embeddingGrad, { dy, sortedIds, order }, { vocabularySize: words });
  return gradient as Tensor2D;
}
