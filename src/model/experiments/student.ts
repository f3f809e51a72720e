/** Student's t distribution, for intervals of a mean of few runs. */
import { meanAndDeviation } from '../../contract/math.ts';
import { z95 } from '../evaluation/significance.ts';

/** The two tails that a 95% interval leaves out, together. */
const tails = 0.05;

/** Hill's expansion for larger tails or few degrees of freedom. */
function fromNormal(freedom: number, a: number, b: number, first: number, d: number): number {
  const x = -z95;
  const c = first + (freedom < 5 ? 0.3 * (freedom - 4.5) * (x + 0.6) : 0);
  const scale = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
  const y = x ** 2;
  const t = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / scale - y - 3) / b + 1) * x;
  return Math.expm1(a * t ** 2);
}

/**
 * How many standard errors a 95% interval reaches to each side, by G. Hill's Algorithm 396 (Communications of the ACM
 * 13, 1970), to six digits.
 * @param freedom degrees of freedom, one less than there are runs; at least 1
 */
export function studentQuantile(freedom: number): number {
  if (freedom === 1) return 1 / Math.tan((tails * Math.PI) / 2);
  if (freedom === 2) return Math.sqrt(2 / (tails * (2 - tails)) - 2);
  const a = 1 / (freedom - 0.5);
  const b = 48 / a ** 2;
  const c = (((20_700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom;
  const small = (d * tails) ** (2 / freedom);
  if (small > 0.05 + a) return Math.sqrt(freedom * fromNormal(freedom, a, b, c, d));
  const inner = ((freedom + 6) / (freedom * small) - 0.089 * d - 0.822) * (freedom + 2) * 3;
  const y = ((1 / inner + 0.5 / (freedom + 4)) * small - 1) * ((freedom + 1) / (freedom + 2)) + 1 / small;
  return Math.sqrt(freedom * y);
}

/** Accuracies that differ by less are the same shares of the same rows. */
const leastDeviation = 1e-9;

export interface MeanInterval {
  mean: number;
  /** Of a sample; null of a single value. */
  deviation: number | null;
  /**
   * 95%, by Student's t; null of a single value, and of values that are all equal, as with few rows: an interval without a
   * width would say that no other run could differ.
   */
  interval: [low: number, high: number] | null;
}

/**
 * @param values at least one
 * @param shared of values that are not independent: what the variance of their mean has beside that of independent ones,
 * as a share of the variance of one value
 */
export function meanInterval(values: readonly number[], shared = 0): MeanInterval {
  const { mean, deviation } = meanAndDeviation(values);
  if (deviation === null || deviation < leastDeviation) return { mean, deviation, interval: null };
  const reach = studentQuantile(values.length - 1) * deviation * Math.sqrt(1 / values.length + shared);
  return { mean, deviation, interval: [mean - reach, mean + reach] };
}
