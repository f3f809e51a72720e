/** What is shown of a model so that its threshold and its temperature can be chosen. */
import type { ClassId } from './dataset.ts';
import type { Decision } from './decision.ts';
import type { ConfusionMatrix } from './results.ts';

export interface ThresholdPoint {
  /** From this probability on a row is taken for the class; infinite: none is. */
  threshold: number;
  x: number;
  y: number;
}

/** The area under a curve. */
export interface Area {
  value: number;
  /** Of 95%; null where it can't be estimated: too few rows of a kind, or an area of 0 or 1. */
  interval: [low: number, high: number] | null;
}

export interface Areas {
  /** Rows of the class, and of all others. */
  positives: number;
  negatives: number;
  roc: Area;
  /** Average precision: the area under the precision-recall curve, in steps. */
  precision: Area;
}

/** Of one class against all others. */
export interface ClassCurves extends Areas {
  /** x: share of the others that is taken for it, y: share of it that is; from (0, 0) to (1, 1). */
  rocPoints: ThresholdPoint[];
  /** x: recall, y: precision. */
  precisionPoints: ThresholdPoint[];
}

/** Rows whose highest probability is above `low`, and at most `high`. */
export interface ReliabilityBin {
  low: number;
  high: number;
  rows: number;
  /** Mean of the highest probability; null without rows. */
  confidence: number | null;
  /** Share of them whose most probable class is right; null without rows. */
  accuracy: number | null;
}

export interface Reliability {
  temperature: number;
  /** Expected calibration error: mean distance of confidence and accuracy, by the bins' rows. */
  error: number;
  /** Mean cross-entropy. */
  loss: number;
  bins: ReliabilityBin[];
}

export interface DecisionReport {
  classNames: readonly string[];
  /** Of the model. */
  decision: Decision;
  /** The class of the curves. */
  shown: ClassId;
  /** Rows that are chosen by, and rows that judge the choice. */
  rows: { validation: number; test: number };
  /** By the model's temperature, on validation rows; null where they are all of the class, or none is. */
  curves: ClassCurves | null;
  /** The same areas on test rows. */
  testAreas: Areas | null;
  /** Fitted on validation rows; both measured on test rows: without a temperature, and with the fitted one. */
  calibration: { before: Reliability; after: Reliability };
}

/** Weights themselves, or those that cost least: what a wrong answer to a row of each class costs, above 0. [K] */
export type WeightsAsked = { weights: readonly number[] } | { costs: readonly number[] };

/** What weights do on validation rows. */
export interface Weighed {
  /** [K] */
  weights: readonly number[];
  confusion: ConfusionMatrix;
}
