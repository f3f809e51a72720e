/** The clipping of `op.ts` in plain float64 loops. */

/** Σ x². */
function squaredNormReference(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value * value, 0);
}

/** [scale, norm] of all gradients together; maxNorm 0 never scales. */
export function gradientScaleReference(gradients: Float64Array[], maxNorm: number): Float64Array {
  const norm = Math.sqrt(gradients.reduce((sum, x) => sum + squaredNormReference(x), 0));
  return Float64Array.of(maxNorm > 0 ? Math.min(1, maxNorm / (norm + 1e-6)) : 1, norm);
}
