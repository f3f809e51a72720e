/** The noise of `op.ts` in plain float64 loops. */
export interface AdversarialReferenceInput {
  /** Both [B,T,E]. */
  x: Float64Array;
  slope: Float64Array;
  /** [B] */
  lengths: Int32Array;
  time: number;
  share: number;
}

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** [B,T,E]. */
export function adversarialReference(input: AdversarialReferenceInput): Float64Array {
  const { x, slope, lengths, time, share } = input;
  const size = x.length / lengths.length;
  const noisy = x.slice();
  lengths.forEach((length, b) => {
    const [start, end] = [b * size, b * size + (length * size) / time];
    const steepness = norm(slope.subarray(start, end));
    if (steepness === 0) return;
    const scale = (share * norm(x.subarray(start, end))) / Math.sqrt(length) / steepness;
    for (let i = start; i < end; i++) noisy[i] += scale * slope[i];
  });
  return noisy;
}
