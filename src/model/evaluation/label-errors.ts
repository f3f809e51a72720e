/**
 * Rows whose label probably is wrong, by confident learning (C. Northcutt, L. Jiang, I. Chuang: Confident Learning:
 * Estimating Uncertainty in Dataset Labels. JAIR 70, 2021).
 */
import type { ClassId } from '../../contract/dataset.ts';

export interface LikelyError {
  /** Of those that were looked at. */
  row: number;
  given: ClassId;
  suggested: ClassId;
  /** Of the suggested class. */
  probability: number;
}

/**
 * A row counts as confidently of a class when that class's probability is at least the mean of it over the rows that are
 * labelled so: a class that the classifier is unsure of needs less. Rows that are confidently of another class than
 * their label, and for which that class is the more probable one, are off the diagonal of the confident joint.
 * @param probabilities [n,K] by classifiers that have not learned from the row
 * @param labels [n]
 * @returns the most certain first, by how far the suggested class is above the given one; of equal ones the first
 */
export function likelyLabelErrors(
  probabilities: Float32Array,
  labels: Uint8Array,
  classCount: number,
): LikelyError[] {
  const thresholds = selfConfidence(probabilities, labels, classCount);
  const found: (LikelyError & { margin: number })[] = [];
  labels.forEach((given, row) => {
    const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
    const suggested = confidentClass(own, thresholds);
    if (suggested === null || own[suggested] <= own[given]) return;
    const probability = own[suggested];
    found.push({ row, given, suggested, probability, margin: probability - own[given] });
  });
  found.sort((a, b) => b.margin - a.margin || a.row - b.row);
  return found.map(({ margin: _margin, ...error }) => error);
}

/** [K] The mean probability of a class over the rows that are labelled so; infinite of a class without rows. */
function selfConfidence(probabilities: Float32Array, labels: Uint8Array, classCount: number): Float64Array {
  const sums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  labels.forEach((label, row) => {
    sums[label] += probabilities[row * classCount + label];
    counts[label]++;
  });
  return sums.map((sum, id) => (counts[id] > 0 ? sum / counts[id] : Infinity));
}

/** The most probable of the classes whose thresholds are reached; null where none is. */
function confidentClass(own: Float32Array, thresholds: Float64Array): ClassId | null {
  let found: ClassId | null = null;
  own.forEach((probability, id) => {
    if (probability >= thresholds[id] && (found === null || probability > own[found])) found = id;
  });
  return found;
}

/**
 * Two classifiers' probabilities as one: their mean where both have some.
 * @param all [n,K], changed in place
 * @param some of these rows [m], probabilities [m,K]
 */
export function joinProbabilities(
  all: Float32Array,
  some: { rows: Int32Array; probabilities: Float32Array },
  classCount: number,
): void {
  some.rows.forEach((row, at) => {
    for (let id = 0; id < classCount; id++) {
      const place = row * classCount + id;
      all[place] = (all[place] + some.probabilities[at * classCount + id]) / 2;
    }
  });
}
