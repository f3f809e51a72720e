/** How often a classifier was right, and in which way it was wrong. */
import { InputError } from '../errors.ts';
import type { ClassId } from '../../contract/dataset.ts';
import type { Decision } from '../../contract/decision.ts';
import type { ClassScores, ConfusionMatrix, Scores } from '../../contract/results.ts';
import { highest } from './threshold.ts';

/** What of a model's decision makes a class of probabilities. */
export type Weights = Pick<Decision, 'weights'>;

/**
 * The class that the probabilities [K] of one row mean.
 * @param decision of the model that gave them
 * @throws {InputError} when the network did not give numbers
 */
export function classOf(probabilities: ArrayLike<number>, { weights }: Weights): ClassId {
  const found = highest(probabilities, weights);
  if (found === null) throw new InputError({ code: 'no-number' });
  return found;
}

/** [n] The class of each row of probabilities [n,K]. @throws {InputError} as `classOf` */
export function classesOf(probabilities: Float32Array, decision: Weights): Uint8Array {
  const classCount = decision.weights.length;
  return Uint8Array.from({ length: probabilities.length / classCount }, (_, row) =>
    classOf(probabilities.subarray(row * classCount, (row + 1) * classCount), decision),
  );
}

/**
 * Counts [K,K], rows by true class and columns by predicted class.
 * @param predicted, classes [n]
 * @throws {RangeError} when the two differ in length
 */
export function confusionMatrix(
  predicted: Uint8Array,
  classes: Uint8Array,
  classCount: number,
): ConfusionMatrix {
  if (predicted.length !== classes.length)
    throw new RangeError(`${predicted.length} answers for ${classes.length} classes.`);
  const matrix = Array.from({ length: classCount }, () => zeros(classCount));
  classes.forEach((actual, row) => matrix[actual][predicted[row]]++);
  return matrix;
}

const zeros = (count: number) => Array.from({ length: count }, () => 0);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function classScores(confusion: ConfusionMatrix, id: ClassId): ClassScores & { called: number } {
  const right = confusion[id][id];
  const rows = sum(confusion[id]);
  const called = sum(confusion.map((row) => row[id]));
  return {
    rows,
    called,
    precision: called > 0 ? right / called : null,
    recall: rows > 0 ? right / rows : null,
    f1: called > 0 && rows > 0 ? (2 * right) / (called + rows) : null,
  };
}

/** Means by these weights; a class that nothing was predicted of counts as 0. */
function meanScores(classes: readonly ClassScores[], weights: readonly number[]): Scores {
  const total = sum(weights);
  const mean = (of: keyof Scores) =>
    total > 0 ? sum(classes.map((each, id) => weights[id] * (each[of] ?? 0))) / total : null;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

export interface AllScores extends Scores {
  accuracy: number;
  perClass: ClassScores[];
  weighted: Scores;
}

/** @throws {RangeError} when the matrix counts no rows */
export function scores(confusion: ConfusionMatrix): AllScores {
  const found = confusion.map((_, id) => classScores(confusion, id));
  const rows = sum(found.map((each) => each.rows));
  if (rows === 0) throw new RangeError('There are no rows to score.');
  const perClass = found.map(({ called: _called, ...each }) => each);
  const occurs = found.map((each) => (each.rows + each.called > 0 ? 1 : 0));
  const { precision, recall, f1 } = perClass.length === 2 ? perClass[1] : meanScores(perClass, occurs);
  return {
    accuracy: sum(confusion.map((row, id) => row[id])) / rows,
    precision,
    recall,
    f1,
    perClass,
    weighted: meanScores(
      perClass,
      perClass.map((each) => each.rows),
    ),
  };
}
