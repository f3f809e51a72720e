/** Finite differences: how the float64 references' gradients are proven. */
import { counterBits, counterKey } from './counter.ts';

/** Float64 numbers from [−scale, scale), the same for the same seed. Draws go on where the last call stopped. */
export function randomSource(seed: number): (count: number, scale?: number) => Float64Array {
  const key = counterKey(seed, 0, 0);
  let index = 0;
  return (count, scale = 1) =>
    Float64Array.from({ length: count }, () => scale * ((2 * counterBits(index++, key)) / 2 ** 32 - 1));
}

/** Σ a·b: a scalar loss whose gradient in `a` is `b`. */
export function weightedSum(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/**
 * ∂f/∂values by central differences with the error's first term removed (Richardson), so that 1e-6
 * relative can be asked of it. `f` reads `values` itself; they are put back as they were.
 */
export function finiteDifferences(values: Float64Array, f: () => number, step = 1e-3): Float64Array {
  const central = (i: number, h: number) => {
    const kept = values[i];
    values[i] = kept + h;
    const above = f();
    values[i] = kept - h;
    const below = f();
    values[i] = kept;
    return (above - below) / (2 * h);
  };
  return values.map((_, i) => (4 * central(i, step / 2) - central(i, step)) / 3);
}

/** The largest |actual − expected| over the largest |expected| (at least `floor`); NaN counts as infinite. */
export function relativeError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  floor = Number.MIN_VALUE,
): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  let scale = floor;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]);
    worst = Math.max(worst, Number.isNaN(error) ? Infinity : error);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return worst / scale;
}
