/** Sums, copies and constants. Every buffer has room for whole quads, so none needs a scalar tail. */
import { shareStart, splat } from './simd.ts';

@unmanaged
class AddArguments {
  a: usize;
  b: usize;
  sum: usize;
  length: i32;
}

/** sum = a + b, elementwise. */
export function add(at: usize, part: i32, parts: i32): void {
  const job = changetype<AddArguments>(at);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16)
    v128.store(job.sum + i, f32x4.add(v128.load(job.a + i), v128.load(job.b + i)));
}

@unmanaged
class CopyArguments {
  from: usize;
  to: usize;
  rows: i32;
  /** Floats of a row that are copied, and from one row to the next. */
  width: i32;
  fromStep: i32;
  toStep: i32;
}

/** Copies the same columns of every row. */
export function copyRows(at: usize, part: i32, parts: i32): void {
  const job = changetype<CopyArguments>(at);
  const end = shareStart(job.rows, 1, part + 1, parts);
  for (let row = shareStart(job.rows, 1, part, parts); row < end; row++) {
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

@unmanaged
class FillArguments {
  to: usize;
  length: i32;
  value: f32;
}

/** to = value, everywhere. */
export function fill(at: usize, part: i32, parts: i32): void {
  const job = changetype<FillArguments>(at);
  const value = splat(job.value);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16)
    v128.store(job.to + i, value);
}
