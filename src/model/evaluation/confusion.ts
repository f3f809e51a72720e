/** How often a classifier was right, and in which way it was wrong. */
import { InputError } from '../errors.ts';
import type { ClassId } from '../../contract/dataset.ts';
import type { ConfusionMatrix } from '../../contract/results.ts';
import { isPositive } from './threshold.ts';

/**
 * The class that a probability means.
 * @throws {InputError} when the network did not give a number
 */
export function classOf(probability: number): ClassId {
  if (Number.isNaN(probability)) throw new InputError({ code: 'no-number' });
  return isPositive(probability) ? 1 : 0;
}

/**
 * Counts, rows by true class and columns by predicted class.
 * @param probabilities [n] of class 1
 * @param classes [n], 0 or 1
 * @throws {RangeError} when the two differ in length
 */
export function confusionMatrix(probabilities: ArrayLike<number>, classes: Uint8Array): ConfusionMatrix {
  if (probabilities.length !== classes.length)
    throw new RangeError(`${probabilities.length} probabilities for ${classes.length} classes.`);
  const matrix: ConfusionMatrix = [
    [0, 0],
    [0, 0],
  ];
  classes.forEach((actual, row) => matrix[actual === 1 ? 1 : 0][classOf(probabilities[row])]++);
  return matrix;
}

export interface Scores {
  accuracy: number;
  /** Of what was predicted positive, the share that is; null where nothing was predicted positive. */
  precision: number | null;
  /** Of what is positive, the share that was predicted so; null where nothing is positive. */
  recall: number | null;
  /** The harmonic mean of the two; 0 where both are, null where one of them is. */
  f1: number | null;
}

/** @throws {RangeError} when the matrix counts no rows */
export function scores([
  [trueNegatives, falsePositives],
  [falseNegatives, truePositives],
]: ConfusionMatrix): Scores {
  const calledPositive = truePositives + falsePositives;
  const positive = truePositives + falseNegatives;
  const rows = trueNegatives + falsePositives + positive;
  if (rows === 0) throw new RangeError('There are no rows to score.');
  const precision = calledPositive > 0 ? truePositives / calledPositive : null;
  const recall = positive > 0 ? truePositives / positive : null;
  const defined = precision !== null && recall !== null;
  return {
    accuracy: (trueNegatives + truePositives) / rows,
    precision,
    recall,
    f1: defined ? (2 * truePositives) / (calledPositive + positive) : null,
  };
}
