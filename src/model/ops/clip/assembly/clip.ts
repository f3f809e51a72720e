/** The sum of squares, in blocks of fixed size, so that the number of threads changes no bit of it. */
import { blockOfSquares, SquaresJob } from '../../../../../.cache/kernels/arguments.ts';
import { madd, shareStart, splat } from '../../../runtime/wasm/assembly/simd.ts';

/** A float64 for each block. */
export function squares(job: SquaresJob, thread: i32, threads: i32): void {
  const blocks = (job.count + blockOfSquares - 1) / blockOfSquares;
  const end = shareStart(blocks, 1, thread + 1, threads);
  for (let i = shareStart(blocks, 1, thread, threads); i < end; i++) {
    const count = min(blockOfSquares, job.count - i * blockOfSquares);
    store<f64>(job.partials + (<usize>i << 3), sumOfBlock(job.x + (<usize>(i * blockOfSquares) << 2), count));
  }
}

function sumOfBlock(x: usize, count: i32): f64 {
  let sum0 = splat(0);
  let sum1 = splat(0);
  let sum2 = splat(0);
  let sum3 = splat(0);
  for (; count >= 16; count -= 16) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const x2 = v128.load(x, 32);
    const x3 = v128.load(x, 48);
    sum0 = madd(x0, x0, sum0);
    sum1 = madd(x1, x1, sum1);
    sum2 = madd(x2, x2, sum2);
    sum3 = madd(x3, x3, sum3);
    x += 64;
  }
  const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
  let total = <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1);
  total += <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3);
  for (; count > 0; count--) {
    const rest = <f64>load<f32>(x);
    total += rest * rest;
    x += 4;
  }
  return total;
}
