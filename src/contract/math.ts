/** Figures of lists of numbers, and the logistic function. */

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export interface MeanAndDeviation {
  mean: number;
  /** The standard deviation of a sample; null of a single value. */
  deviation: number | null;
}

export function meanAndDeviation(values: readonly number[]): MeanAndDeviation {
  const mean = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
}

/** Of `ascending` values the one that has a share of them below it, 0 to 1; 0 of none. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  return ascending[Math.round(share * (ascending.length - 1))] ?? 0;
}

/** In any order; of an even count the upper one; NaN of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** σ(x), precise also where it is next to 0. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** log(1 + eˣ), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Writes the softmax of `logits` into `shares`, of the same length. @returns log Σ exp(logits) */
export function softmaxInto(shares: Float32Array | Float64Array, logits: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) top = Math.max(top, logits[k]);
  let total = 0;
  for (let k = 0; k < logits.length; k++) total += Math.exp(logits[k] - top);
  for (let k = 0; k < logits.length; k++) shares[k] = Math.exp(logits[k] - top) / total;
  return top + Math.log(total);
}
