/** The last layer of `op.ts` in plain float64 loops. */

/** features [B,F], kernel [F,1], bias [1] → logits [B]. */
export function denseReference(
  features: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const count = kernel.length;
  return Float64Array.from({ length: features.length / count }, (_, b) =>
    kernel.reduce((sum, weight, f) => sum + weight * features[b * count + f], bias[0]),
  );
}

export interface DenseReferenceGradient {
  /** [B,F] */
  dFeatures: Float64Array;
  /** [F,1] */
  dKernel: Float64Array;
  /** [1] */
  dBias: Float64Array;
}

/** features [B,F], kernel [F,1], dy [B]. */
export function denseReferenceGrad(
  features: Float64Array,
  kernel: Float64Array,
  dy: Float64Array,
): DenseReferenceGradient {
  const count = kernel.length;
  const dFeatures = features.map((_, i) => dy[Math.floor(i / count)] * kernel[i % count]);
  const dKernel = kernel.map((_, f) => dy.reduce((sum, d, b) => sum + d * features[b * count + f], 0));
  return { dFeatures, dKernel, dBias: Float64Array.of(dy.reduce((sum, d) => sum + d, 0)) };
}
