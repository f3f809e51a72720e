/** Dropout by the counter-based generator of `ops/helpers/counter.ts`, four elements at a time. */
import { CounterDropoutJob } from '../../../../../.cache/kernels/arguments.ts';
import { shareStart, splat } from '../../../runtime/wasm/assembly/simd.ts';

@inline
function mix(x: v128): v128 {
  let h = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x21f0aaad));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0xd35a2d97));
  return v128.xor(h, i32x4.shr_u(h, 15));
}

/** y = bits(index) < threshold ? x / keepProb : 0. */
export function counterDropout(job: CounterDropoutJob, thread: i32, threads: i32): void {
  const start = shareStart(job.count, 1024, thread, threads);
  const end = shareStart(job.count, 1024, thread + 1, threads);
  const key1 = i32x4.splat(job.key1);
  const threshold = i32x4.splat(job.threshold);
  const keepProb = splat(job.keepProb);
  let counter = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(start + job.key0));
  for (let i = start; i < end; i += 4) {
    const bits = mix(v128.xor(mix(counter), key1));
    const scaled = f32x4.div(v128.load(job.x + (<usize>i << 2)), keepProb);
    v128.store(job.y + (<usize>i << 2), v128.and(scaled, v128.lt<u32>(bits, threshold)));
    counter = i32x4.add(counter, i32x4.splat(4));
  }
}
