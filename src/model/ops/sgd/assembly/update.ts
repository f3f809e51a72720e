/** One step of gradient descent with momentum in one pass; the formulas stand in `../op.ts`. */
import { madd, shareStart, splat } from '../../../backends/wasm/assembly/simd.ts';

@unmanaged
class Sgd {
  parameter: usize;
  gradient: usize;
  velocity: usize;
  scale: usize;
  newParameter: usize;
  newVelocity: usize;
  length: i32;
  /** −learningRate. */
  rate: f32;
  momentum: f32;
  l2: f32;
}

export function sgdUpdate(at: usize, part: i32, parts: i32): void {
  const job = changetype<Sgd>(at);
  const scale = v128.load32_splat(job.scale);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16) {
    const parameter = v128.load(job.parameter + i);
    const g = madd(scale, v128.load(job.gradient + i), f32x4.mul(splat(job.l2), parameter));
    const velocity = madd(splat(job.momentum), v128.load(job.velocity + i), g);
    v128.store(job.newParameter + i, madd(splat(job.rate), velocity, parameter));
    v128.store(job.newVelocity + i, velocity);
  }
}
