/** Pooling over the valid timesteps; the threads share the batch's rows. */
import {
  firstMode,
  lastMode,
  maxMode,
  meanMode,
  SequencePoolGradJob,
  SequencePoolJob,
} from '../../../../../.cache/kernels/arguments.ts';
import { loadQuad, shareStart, splat, storeQuad } from '../../../runtime/wasm/assembly/simd.ts';

@inline
function lengthOf(lengths: usize, row: i32): i32 {
  return load<i32>(lengths + (<usize>row << 2));
}

export function sequencePool(job: SequencePoolJob, thread: i32, threads: i32): void {
  const end = shareStart(job.batch, 1, thread + 1, threads);
  for (let row = shareStart(job.batch, 1, thread, threads); row < end; row++)
    for (let column = 0; column < job.hidden; column += 4) {
      const to = job.pooled + (<usize>(row * job.hidden + column) << 2);
      storeQuad(to, poolQuad(job, row, column), job.hidden - column);
    }
}

function poolQuad(job: SequencePoolJob, row: i32, column: i32): v128 {
  const length = lengthOf(job.lengths, row);
  const left = job.hidden - column;
  if (length == 0) return splat(0);
  const step = <usize>job.hidden << 2;
  const first = job.sequence + (<usize>(row * job.time * job.hidden + column) << 2);
  if (job.mode == firstMode) return loadQuad(first, left);
  if (job.mode == lastMode) return loadQuad(first + step * (length - 1), left);
  let pooled = loadQuad(first, left);
  for (let t = 1; t < length; t++) {
    const x = loadQuad(first + step * t, left);
    pooled = job.mode == maxMode ? f32x4.max(pooled, x) : f32x4.add(pooled, x);
  }
  return job.mode == meanMode ? f32x4.div(pooled, splat(<f32>length)) : pooled;
}

export function sequencePoolGrad(job: SequencePoolGradJob, thread: i32, threads: i32): void {
  const end = shareStart(job.batch, 1, thread + 1, threads);
  const bytes = <usize>(job.time * job.hidden) << 2;
  for (let row = shareStart(job.batch, 1, thread, threads); row < end; row++) {
    memory.fill(job.dSequence + bytes * row, 0, bytes);
    if (lengthOf(job.lengths, row) == 0) continue;
    for (let column = 0; column < job.hidden; column += 4) shareQuad(job, row, column);
  }
}

function shareQuad(job: SequencePoolGradJob, row: i32, column: i32): void {
  const length = lengthOf(job.lengths, row);
  const left = job.hidden - column;
  const step = <usize>job.hidden << 2;
  const offset = <usize>(row * job.time * job.hidden + column) << 2;
  const pooledAt = <usize>(row * job.hidden + column) << 2;
  const to = job.dSequence + offset;
  const dy = loadQuad(job.dy + pooledAt, left);
  if (job.mode == firstMode) return storeQuad(to, dy, left);
  if (job.mode == lastMode) return storeQuad(to + step * (length - 1), dy, left);
  if (job.mode == meanMode) {
    const share = f32x4.div(dy, splat(<f32>length));
    for (let t = 0; t < length; t++) storeQuad(to + step * t, share, left);
    return;
  }
  const pooled = loadQuad(job.pooled + pooledAt, left);
  let open = i32x4.splat(-1);
  for (let t = 0; t < length && v128.any_true(open); t++) {
    const here = f32x4.eq(loadQuad(job.sequence + offset + step * t, left), pooled);
    storeQuad(to + step * t, v128.and(dy, v128.and(here, open)), left);
    open = v128.andnot(open, here);
  }
}
