/** Adam's update of one parameter in one pass; the formulas stand in `../op.ts`. */
import { madd, shareStart, splat } from '../../../backends/wasm/assembly/simd.ts';

@unmanaged
class Adam {
  parameter: usize;
  gradient: usize;
  m: usize;
  v: usize;
  scale: usize;
  newParameter: usize;
  newM: usize;
  newV: usize;
  length: i32;
  /** −learningRate / correction1. */
  rate: f32;
  beta1: f32;
  oneMinusBeta1: f32;
  beta2: f32;
  oneMinusBeta2: f32;
  epsilon: f32;
  /** 1 / √correction2. */
  root: f32;
  l2: f32;
}

export function adamUpdate(at: usize, part: i32, parts: i32): void {
  const job = changetype<Adam>(at);
  const scale = v128.load32_splat(job.scale);
  const rate = splat(job.rate);
  const l2 = splat(job.l2);
  const end = <usize>shareStart(job.length, 1024, part + 1, parts) << 2;
  for (let i = <usize>shareStart(job.length, 1024, part, parts) << 2; i < end; i += 16) {
    const parameter = v128.load(job.parameter + i);
    const g = madd(scale, v128.load(job.gradient + i), f32x4.mul(l2, parameter));
    const g1 = f32x4.mul(splat(job.oneMinusBeta1), g);
    const m = madd(splat(job.beta1), v128.load(job.m + i), g1);
    const g2 = f32x4.mul(f32x4.mul(splat(job.oneMinusBeta2), g), g);
    const v = madd(splat(job.beta2), v128.load(job.v + i), g2);
    const root = madd(f32x4.sqrt(v), splat(job.root), splat(job.epsilon));
    v128.store(job.newParameter + i, madd(rate, f32x4.div(m, root), parameter));
    v128.store(job.newM + i, m);
    v128.store(job.newV + i, v);
  }
}
