import { madd, splat } from '../../../runtime/wasm/assembly/simd.ts';

/** Σ x² of so many floats: lanes add in float32, and together in float64. */
export function sumOfSquares(x: usize, count: i32): f64 {
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
