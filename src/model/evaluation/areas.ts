/** Areas under the ROC and the precision-recall curve of one class against the rest, with their 95% intervals. */
import type { Area, Areas } from '../../contract/decision-report.ts';
import { z95 } from './significance.ts';

/** Rows in descending order of their scores, those of equal scores together. */
export interface ScoreGroup {
  score: number;
  /** Rows with this score that are of the class, and that are not. */
  positives: number;
  negatives: number;
}

/**
 * @param scores [n] how likely each row is of the class
 * @param isPositive [n] whether it is
 * @throws {RangeError} when the two differ in length, or a score is not a number
 */
export function scoreGroups(scores: ArrayLike<number>, isPositive: readonly boolean[]): ScoreGroup[] {
  if (scores.length !== isPositive.length)
    throw new RangeError(`${scores.length} scores for ${isPositive.length} rows.`);
  const order = Uint32Array.from(isPositive, (_, row) => row).sort((a, b) => scores[b] - scores[a]);
  const groups: ScoreGroup[] = [];
  for (const row of order) {
    const score = scores[row];
    if (Number.isNaN(score)) throw new RangeError('A score is not a number.');
    if (groups.at(-1)?.score !== score) groups.push({ score, positives: 0, negatives: 0 });
    groups[groups.length - 1][isPositive[row] ? 'positives' : 'negatives']++;
  }
  return groups;
}

const sum = (groups: readonly ScoreGroup[], of: (group: ScoreGroup) => number) =>
  groups.reduce((total, group) => total + of(group), 0);

/** @returns null unless there are rows of the class and others */
export function areasOf(groups: readonly ScoreGroup[]): Areas | null {
  const positives = sum(groups, (group) => group.positives);
  const negatives = sum(groups, (group) => group.negatives);
  if (positives === 0 || negatives === 0) return null;
  return {
    positives,
    negatives,
    roc: rocArea(groups, positives, negatives),
    precision: averagePrecision(groups, positives),
  };
}

/**
 * The chance that a row of the class has a higher score than another one, ties counting half. The interval is DeLong's
 * (E. DeLong, D. DeLong and D. Clarke-Pearson, Biometrics 44, 1988) on the scale of logits, which keeps it within 0 and 1.
 */
function rocArea(groups: readonly ScoreGroup[], positives: number, negatives: number): Area {
  // Of each group: the share of the others below it, and the share of the class above it, ties counting half.
  let [above, below] = [0, negatives];
  const components = groups.map((group) => {
    below -= group.negatives;
    const ofPositive = (below + group.negatives / 2) / negatives;
    const ofNegative = (above + group.positives / 2) / positives;
    above += group.positives;
    return { ...group, ofPositive, ofNegative };
  });
  const value = components.reduce((total, one) => total + one.positives * one.ofPositive, 0) / positives;
  const spread = (of: (one: (typeof components)[number]) => [number, number], count: number) =>
    components.reduce((total, one) => {
      const [rows, component] = of(one);
      return total + rows * (component - value) ** 2;
    }, 0) /
    (count - 1) /
    count;
  if (positives < 2 || negatives < 2) return { value, interval: null };
  const variance =
    spread((one) => [one.positives, one.ofPositive], positives) +
    spread((one) => [one.negatives, one.ofNegative], negatives);
  return { value, interval: logitInterval(value, Math.sqrt(variance)) };
}

/**
 * Σ (recallₙ − recallₙ₋₁) · precisionₙ. The interval is the logit interval of K. Boyd, K. Eng and C. Page, Area under the
 * precision-recall curve: point estimates and confidence intervals, ECML PKDD 2013.
 */
function averagePrecision(groups: readonly ScoreGroup[], positives: number): Area {
  let [found, taken, value] = [0, 0, 0];
  for (const group of groups) {
    found += group.positives;
    taken += group.positives + group.negatives;
    value += (group.positives / positives) * (found / taken);
  }
  // Its τ on the scale of logits is 1/√(n·a·(1 − a)), which is this deviation of the area itself.
  return { value, interval: logitInterval(value, Math.sqrt((value * (1 - value)) / positives)) };
}

/** A share with a deviation of its own: the normal interval of its logit. Null at an end, and without a deviation. */
function logitInterval(share: number, deviation: number): Area['interval'] {
  if (share <= 0 || share >= 1 || deviation === 0) return null;
  const centre = Math.log(share / (1 - share));
  const spread = (z95 * deviation) / (share * (1 - share));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  return [back(centre - spread), back(centre + spread)];
}
