/** The last layer of `op.ts` in plain float64 loops. */

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** features [B,F], kernel [F,K], bias [K] → logits [B,K]. */
export function denseReference(
  features: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const units = bias.length;
  const inputs = kernel.length / units;
  return Float64Array.from({ length: (features.length / inputs) * units }, (_, i) => {
    const [b, k] = [Math.floor(i / units), i % units];
    return range(inputs).reduce((sum, f) => sum + features[b * inputs + f] * kernel[f * units + k], bias[k]);
  });
}

export interface DenseReferenceGradient {
  /** [B,F] */
  dFeatures: Float64Array;
  /** [F,K] */
  dKernel: Float64Array;
  /** [K] */
  dBias: Float64Array;
}

/** features [B,F], kernel [F,K], dy [B,K]. */
export function denseReferenceGrad(
  features: Float64Array,
  kernel: Float64Array,
  dy: Float64Array,
  units: number,
): DenseReferenceGradient {
  const inputs = kernel.length / units;
  const rows = range(dy.length / units);
  const sumOf = (terms: number[]) => terms.reduce((sum, term) => sum + term, 0);
  return {
    dFeatures: features.map((_, i) => {
      const [b, f] = [Math.floor(i / inputs), i % inputs];
      return sumOf(range(units).map((k) => dy[b * units + k] * kernel[f * units + k]));
    }),
    dKernel: kernel.map((_, i) => {
      const [f, k] = [Math.floor(i / units), i % units];
      return sumOf(rows.map((b) => dy[b * units + k] * features[b * inputs + f]));
    }),
    dBias: Float64Array.from({ length: units }, (_, k) => sumOf(rows.map((b) => dy[b * units + k]))),
  };
}
