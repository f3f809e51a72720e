/** Pooling of builtin tfjs ops. */
import {
  cast,
  div,
  equal,
  expandDims,
  less,
  logicalAnd,
  max,
  maximum,
  min,
  mul,
  range,
  sub,
  sum,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolingMode, PoolInput } from './op.ts';

/** Below every output of an LSTM; −∞ would become NaN where a shader multiplies it by 0. */
const lowest = -1e30;

const timesteps = (sequence: Tensor) => expandDims(range(0, sequence.shape[1] as number, 1, 'int32'), 0);

/** Boolean [B,T,1]: where a row has a token. */
function isToken(sequence: Tensor, lengths: Tensor): Tensor {
  return expandDims(less(timesteps(sequence), expandDims(lengths, 1)), 2);
}

/** [B,T,1]: how much each timestep counts, for all modes but `max`. */
function shares(sequence: Tensor, lengths: Tensor, mode: Exclude<PoolingMode, 'max'>): Tensor {
  const valid = isToken(sequence, lengths);
  if (mode === 'mean') {
    const counts = cast(maximum(lengths, 1), 'float32');
    return div(cast(valid, 'float32'), expandDims(expandDims(counts, 1), 2));
  }
  const last = expandDims(sub(lengths, 1), 1);
  const chosen = equal(timesteps(sequence), mode === 'last' ? last : 0);
  return cast(logicalAnd(expandDims(chosen, 2), valid), 'float32');
}

function forward({ sequence, lengths }: Record<PoolInput, Tensor>, { mode }: PoolingAttrs): Tensor[] {
  if (mode !== 'max') return [sum(mul(sequence, shares(sequence, lengths, mode)), 1)];
  const highest = max(where(isToken(sequence, lengths), sequence, lowest), 1);
  const hasTokens = expandDims(cast(less(0, lengths), 'float32'), 1);
  return [mul(highest, hasTokens)];
}

function backward(
  { sequence, lengths, pooled, dy }: Record<PoolGradInput, Tensor>,
  { mode }: PoolingAttrs,
): Tensor[] {
  const dyByTime = expandDims(dy, 1);
  if (mode !== 'max') return [mul(dyByTime, shares(sequence, lengths, mode))];
  const reached = logicalAnd(equal(sequence, expandDims(pooled, 1)), isToken(sequence, lengths));
  // Timesteps as float32: along this axis tfjs's WebGPU backend can't reduce an int32 tensor.
  const byTimestep = expandDims(cast(timesteps(sequence), 'float32'), 2);
  const first = min(where(reached, byTimestep, sequence.shape[1] as number), 1, true);
  return [mul(cast(logicalAnd(reached, equal(byTimestep, first)), 'float32'), dyByTime)];
}

export const kernels = [
  fallbackKernel<PoolInput, PoolingAttrs>(sequencePool, forward),
  fallbackKernel<PoolGradInput, PoolingAttrs>(sequencePoolGrad, backward),
];
