/** ROC and precision-recall curves of one class against the rest. */
import type { ClassCurves, ThresholdPoint } from '../../contract/decision-report.ts';
import { areasOf, type ScoreGroup } from './areas.ts';

/** More points than these are no longer told apart in a drawing. */
const mostPoints = 250;

/** @returns null unless there are rows of the class and others */
export function curvesOf(groups: readonly ScoreGroup[]): ClassCurves | null {
  const areas = areasOf(groups);
  if (!areas) return null;
  const rocPoints: ThresholdPoint[] = [{ threshold: Number.POSITIVE_INFINITY, x: 0, y: 0 }];
  const precisionPoints: ThresholdPoint[] = [];
  let [positives, negatives] = [0, 0];
  for (const group of groups) {
    positives += group.positives;
    negatives += group.negatives;
    const recall = positives / areas.positives;
    const threshold = group.score;
    rocPoints.push({ threshold, x: negatives / areas.negatives, y: recall });
    precisionPoints.push({ threshold, x: recall, y: positives / (positives + negatives) });
  }
  return { ...areas, rocPoints: thinned(rocPoints), precisionPoints: thinned(precisionPoints) };
}

/** Evenly spread ones, the first and the last among them. */
function thinned(points: readonly ThresholdPoint[]): ThresholdPoint[] {
  const step = Math.max(1, (points.length - 1) / (mostPoints - 1));
  const count = step === 1 ? points.length : mostPoints;
  return Array.from({ length: count }, (_, i) => points[Math.round(i * step)]);
}
