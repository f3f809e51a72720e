/** Arithmetic on four floats that all kernels share. */

/** a·b + c: one rounding where the engine has relaxed SIMD on a machine with FMA, else two. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** −1, 0 or 1. */
@inline
export function sign(x: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
}

@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** Adding 1.5·2^23 to a small float leaves its nearest integer in the low bits. */
const magic: f32 = 12582912.0;
const log2e: f32 = 1.44269504;
const ln2: f32 = 0.69314718;

/** x / ln 2 + magic: the integer nearest to x / ln 2, in the low bits. */
@inline
function exponent(x: v128): v128 {
  return madd(x, splat(log2e), splat(magic));
}

/** 2^n from what `exponent` gave. */
@inline
function powerOfTwo(shifted: v128): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000));
}

/**
 * e^r − 1 for r = x − n·ln 2, |r| ≤ ln 2 / 2: r + r²·q(r), where q minimises the largest relative error
 * of e^r (3e-9), found by Lawson's weighted least squares. Terms in pairs: a shorter chain of operations.
 */
@inline
function reducedExpm1(x: v128, shifted: v128): v128 {
  const r = madd(f32x4.sub(shifted, splat(magic)), splat(-ln2), x);
  const r2 = f32x4.mul(r, r);
  const low = madd(splat(0.1666652010762617), r, splat(0.4999999341246974));
  const high = madd(splat(0.008368780429112285), r, splat(0.04166839421740618));
  const q = madd(madd(splat(0.0013814466740786806), r2, high), r2, low);
  return madd(r2, q, r);
}

/** 1 / (1 + e^−x); never denormal, NaN stays NaN (`pmin` and `pmax` return their first operand then). */
@inline
export function sigmoid(x: v128): v128 {
  const y = f32x4.pmax(f32x4.pmin(f32x4.neg(x), splat(87)), splat(-87));
  const shifted = exponent(y);
  const power = powerOfTwo(shifted);
  const e = madd(power, reducedExpm1(y, shifted), power);
  return f32x4.div(splat(1), f32x4.add(e, splat(1)));
}

/** tanh |x| = E / (E + 2), E = e^(2|x|) − 1: as precise for small x as for large. NaN stays NaN. */
@inline
export function tanh(x: v128): v128 {
  const magnitude = f32x4.pmin(f32x4.abs(x), splat(10));
  const y = f32x4.add(magnitude, magnitude);
  const shifted = exponent(y);
  const power = powerOfTwo(shifted);
  const e = madd(power, reducedExpm1(y, shifted), f32x4.sub(power, splat(1)));
  const t = f32x4.div(e, f32x4.add(e, splat(2)));
  return v128.or(t, v128.and(x, i32x4.splat(0x80000000)));
}

/** Reads `count` floats (4 or more: 4); the lanes beyond are 0. */
@inline
export function loadQuad(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  return loadPart(from, count);
}

function loadPart(from: usize, count: i32): v128 {
  let x = count > 0 ? v128.load32_zero(from) : f32x4.splat(0);
  if (count > 1) x = v128.load_lane<f32>(from, x, 1, 4);
  if (count > 2) x = v128.load_lane<f32>(from, x, 2, 8);
  return x;
}

/** Writes the first `count` floats of x (4 or more: all). */
@inline
export function storeQuad(to: usize, x: v128, count: i32): void {
  if (count >= 4) v128.store(to, x);
  else storePart(to, x, count);
}

function storePart(to: usize, x: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(to, x, 0);
  if (count > 1) v128.store_lane<f32>(to, x, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, x, 2, 8);
}

/** Sixteen zeros. */
export const zeroRow: usize = memory.data(64, 16);

/** The first of a thread's share of n items, shares in whole grains; its end is the next thread's first. */
@inline
export function shareStart(n: i32, grain: i32, thread: i32, threads: i32): i32 {
  const grains = (n + grain - 1) / grain;
  const start = <i32>((<i64>grains * thread) / threads) * grain;
  return min(start, n);
}
