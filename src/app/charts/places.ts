/** Where values lie on the axes of the small charts. */

/** Where a length lies on an axis on which each bin is equally wide: 0 to 1. */
export function placeInBins(length: number, edges: readonly number[]): number {
  const bins = edges.length - 1;
  const bin = edges.findIndex((edge, i) => i < bins && length >= edge && length < edges[i + 1]);
  if (bin < 0) return length < edges[0] ? 0 : 1;
  return (bin + (length - edges[bin]) / (edges[bin + 1] - edges[bin])) / bins;
}

/** Where a size lies on a logarithmic axis from the first of `sizes` to the last: 0 to 1. */
export function placeOnLog(size: number, sizes: readonly number[]): number {
  const [low, high] = [Math.log(sizes[0]), Math.log(sizes[sizes.length - 1])];
  const share = high > low ? (Math.log(Math.max(1, size)) - low) / (high - low) : 1;
  return Math.min(1, Math.max(0, share));
}
