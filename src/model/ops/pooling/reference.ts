/** The pooling of `op.ts` in plain float64 loops. */
import type { PoolingMode } from './op.ts';

export interface PoolingSizes {
  batch: number;
  time: number;
  hidden: number;
  mode: PoolingMode;
  /** [B], each 0 to T */
  lengths: Int32Array;
}

/** ∂pooled[b,k] / ∂sequence[b,t,k]: how much timestep t counts. */
function share(sequence: Float64Array, sizes: PoolingSizes, b: number, k: number, t: number): number {
  const { time, hidden, mode, lengths } = sizes;
  const length = lengths[b];
  if (t >= length) return 0;
  switch (mode) {
    case 'first':
      return t === 0 ? 1 : 0;
    case 'last':
      return t === length - 1 ? 1 : 0;
    case 'mean':
      return 1 / length;
    case 'max': {
      const values = Array.from({ length }, (_, s) => sequence[(b * time + s) * hidden + k]);
      return values.indexOf(Math.max(...values)) === t ? 1 : 0;
    }
  }
}

/** sequence [B,T,H] → [B,H]. */
export function poolReference(sequence: Float64Array, sizes: PoolingSizes): Float64Array {
  const { batch, time, hidden } = sizes;
  const pooled = new Float64Array(batch * hidden);
  for (let b = 0; b < batch; b++)
    for (let k = 0; k < hidden; k++)
      for (let t = 0; t < sizes.lengths[b]; t++)
        pooled[b * hidden + k] += share(sequence, sizes, b, k, t) * sequence[(b * time + t) * hidden + k];
  return pooled;
}

/** sequence [B,T,H], dy [B,H] → dSequence [B,T,H]. */
export function poolReferenceGrad(
  sequence: Float64Array,
  dy: Float64Array,
  sizes: PoolingSizes,
): Float64Array {
  const { batch, time, hidden } = sizes;
  const dSequence = new Float64Array(batch * time * hidden);
  for (let b = 0; b < batch; b++)
    for (let k = 0; k < hidden; k++)
      for (let t = 0; t < sizes.lengths[b]; t++)
        dSequence[(b * time + t) * hidden + k] = share(sequence, sizes, b, k, t) * dy[b * hidden + k];
  return dSequence;
}
