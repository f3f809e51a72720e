/** RMSProp's update of one parameter in one pass; the formulas stand in `../op.ts`. */
import { madd, shareStart, splat } from '../../../backends/wasm/assembly/simd.ts';

@unmanaged
class Rmsprop {
  parameter: usize;
  gradient: usize;
  meanSquare: usize;
  scale: usize;
  newParameter: usize;
  newMeanSquare: usize;
  length: i32;
  /** −learningRate. */
  rate: f32;
  rho: f32;
  oneMinusRho: f32;
  epsilon: f32;
  l2: f32;
}

export function rmspropUpdate(at: usize, part: i32, parts: i32): void {
  const job = changetype<Rmsprop>(at);
  const scale = v128.load32_splat(job.scale);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16) {
    const parameter = v128.load(job.parameter + i);
    const g = madd(scale, v128.load(job.gradient + i), f32x4.mul(splat(job.l2), parameter));
    const g2 = f32x4.mul(f32x4.mul(splat(job.oneMinusRho), g), g);
    const square = madd(splat(job.rho), v128.load(job.meanSquare + i), g2);
    const change = f32x4.div(g, f32x4.add(f32x4.sqrt(square), splat(job.epsilon)));
    v128.store(job.newParameter + i, madd(splat(job.rate), change, parameter));
    v128.store(job.newMeanSquare + i, square);
  }
}
