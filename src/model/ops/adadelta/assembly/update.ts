/** Adadelta's update of one parameter in one pass; the formulas stand in `../op.ts`. */
import { madd, shareStart, splat } from '../../../backends/wasm/assembly/simd.ts';

@unmanaged
class Adadelta {
  parameter: usize;
  gradient: usize;
  squares: usize;
  deltas: usize;
  scale: usize;
  newParameter: usize;
  newSquares: usize;
  newDeltas: usize;
  length: i32;
  /** −learningRate. */
  rate: f32;
  rho: f32;
  oneMinusRho: f32;
  epsilon: f32;
  l2: f32;
}

export function adadeltaUpdate(at: usize, part: i32, parts: i32): void {
  const job = changetype<Adadelta>(at);
  const scale = v128.load32_splat(job.scale);
  const epsilon = splat(job.epsilon);
  const rho = splat(job.rho);
  const rest = splat(job.oneMinusRho);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16) {
    const parameter = v128.load(job.parameter + i);
    const g = madd(scale, v128.load(job.gradient + i), f32x4.mul(splat(job.l2), parameter));
    const squares = madd(rho, v128.load(job.squares + i), f32x4.mul(f32x4.mul(rest, g), g));
    const before = v128.load(job.deltas + i);
    const root = f32x4.sqrt(f32x4.add(before, epsilon));
    const delta = f32x4.div(f32x4.mul(g, root), f32x4.sqrt(f32x4.add(squares, epsilon)));
    const deltas = madd(rho, before, f32x4.mul(f32x4.mul(rest, delta), delta));
    v128.store(job.newParameter + i, madd(splat(job.rate), delta, parameter));
    v128.store(job.newSquares + i, squares);
    v128.store(job.newDeltas + i, deltas);
  }
}
