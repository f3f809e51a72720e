import type { SparseRows } from './logistic.ts';

/** Reviews of each side that every feature is taken to have besides those that are there: 1 did worse on three of four sets. */
export const smoothing = 0.3;

/**
 * Of each feature, how much more often it is in reviews of a class than in the others, as the logarithm of the ratio of
 * its shares of all features there: ln((p/Σp) / (q/Σq)) with p and q its numbers of reviews, `smoothing` added to each
 * (S. Wang and C. Manning, Baselines and bigrams, ACL 2012).
 * @param rows those that are counted, as numbers of the part's rows
 * @returns [features]
 */
export function logCountRatios(
  part: SparseRows,
  rows: Int32Array,
  { features, label }: { features: number; label: number },
): Float64Array {
  const inside = new Float64Array(features).fill(smoothing);
  const outside = new Float64Array(features).fill(smoothing);
  for (const row of rows) {
    const counts = part.classes[row] === label ? inside : outside;
    for (let i = part.offsets[row]; i < part.offsets[row + 1]; i++) counts[part.ids[i]]++;
  }
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const shift = Math.log(sum(outside) / sum(inside));
  return inside.map((count, id) => Math.log(count / outside[id]) + shift);
}
