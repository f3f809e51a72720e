/** Sums, copies and constants. Every buffer has room for whole quads, so none needs a scalar tail. */
import { AddJob, CopyRowsJob, FillJob } from '../../../../../.cache/kernels/arguments.ts';
import { shareStart, splat } from './simd.ts';

/** sum = a + b, elementwise. */
export function add(job: AddJob, thread: i32, threads: i32): void {
  const end = <usize>shareStart(job.count, 1024, thread + 1, threads) << 2;
  for (let i = <usize>shareStart(job.count, 1024, thread, threads) << 2; i < end; i += 16)
    v128.store(job.sum + i, f32x4.add(v128.load(job.a + i), v128.load(job.b + i)));
}

/** Copies the same columns of every row: `width` floats, and the steps are those from one row to the next. */
export function copyRows(job: CopyRowsJob, thread: i32, threads: i32): void {
  const end = shareStart(job.rows, 1, thread + 1, threads);
  for (let row = shareStart(job.rows, 1, thread, threads); row < end; row++) {
    const from = job.from + ((<usize>row * job.fromStep) << 2);
    copyFloats(job.to + ((<usize>row * job.toStep) << 2), from, job.width);
  }
}

@inline
export function copyFloats(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + (<usize>i << 2), v128.load(from + (<usize>i << 2)));
  for (; i < count; i++) store<f32>(to + (<usize>i << 2), load<f32>(from + (<usize>i << 2)));
}

/** to = value, everywhere. */
export function fill(job: FillJob, thread: i32, threads: i32): void {
  const value = splat(job.value);
  const end = <usize>shareStart(job.count, 1024, thread + 1, threads) << 2;
  for (let i = <usize>shareStart(job.count, 1024, thread, threads) << 2; i < end; i += 16)
    v128.store(job.to + i, value);
}
