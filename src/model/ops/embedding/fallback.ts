/** The embedding of builtin tfjs ops. */
import {
  add,
  cast,
  concat,
  equal,
  expandDims,
  gather,
  logicalAnd,
  greaterEqual,
  maximum,
  mul,
  range,
  reshape,
  scalar,
  slice,
  sub,
  upperBound,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { embeddingGather, embeddingGrad } from './signature.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';

/** [N,1]: 1 where both are the same, else 0. */
const sameAsFloat = (a: Tensor, b: Tensor) => expandDims(cast(equal(a, b), 'float32'), 1);

/**
 * Sums values [N,E] from the start of each run of equal ids up to each position: a scan that doubles its
 * reach (Hillis and Steele 1986), in log2 N passes and always in the same order.
 */
function sumRuns(values: Tensor2D, ids: Tensor1D): Tensor2D {
  const [count, width] = values.shape;
  let sums = values;
  for (let reach = 1; reach < count; reach *= 2) {
    const rest = count - reach;
    const sameRun = sameAsFloat(slice(ids, [reach], [rest]), slice(ids, [0], [rest]));
    const earlier = mul(slice(sums, [0, 0], [rest, width]), sameRun);
    const later = add<Tensor2D>(slice(sums, [reach, 0], [rest, width]), earlier);
    sums = concat([slice(sums, [0, 0], [reach, width]), later], 0);
  }
  return sums;
}

/** A word's gradient is the sum at the last position of its run; words without a run get 0. */
function tableGradient(
  { dy, sortedIds, order }: Record<EmbeddingGradInput, Tensor>,
  { vocabularySize }: EmbeddingGradAttrs,
): Tensor[] {
  const width = dy.shape[2] as number;
  const sorted = gather<Tensor2D>(reshape(dy, [-1, width]), order as Tensor1D);
  const sums = sumRuns(sorted, sortedIds as Tensor1D);
  const words = range(0, vocabularySize, 1, 'int32');
  const lastPosition = sub(reshape(upperBound(sortedIds as Tensor1D, words), [-1]), scalar(1, 'int32'));
  const safePosition = maximum<Tensor1D>(lastPosition, scalar(0, 'int32'));
  const present = logicalAnd(greaterEqual(lastPosition, 0), equal(gather(sortedIds, safePosition), words));
  return [mul(gather(sums, safePosition), expandDims(cast(present, 'float32'), 1))];
}

export const kernels = [
  fallbackKernel<EmbeddingInput, object>(embeddingGather, ({ ids, table }) => [
    gather(table, ids as Tensor2D),
  ]),
  fallbackKernel<EmbeddingGradInput, EmbeddingGradAttrs>(embeddingGrad, tableGradient),
];
