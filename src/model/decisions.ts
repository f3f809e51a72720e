/** What a model's threshold and temperature are chosen by: chosen on its validation rows, judged on rows that it has not seen. */
import { mostWeight, type Decision } from '../contract/decision.ts';
import type { ClassId } from '../contract/dataset.ts';
import type { DecisionReport, Weighed, WeightsAsked } from '../contract/decision-report.ts';
import { InputError } from './errors.ts';
import {
  areasOf,
  bestWeights,
  classOf,
  confusionMatrix,
  curvesOf,
  fitTemperature,
  probabilitiesAt,
  reliabilityAt,
  scoreGroups,
  type Judged,
} from './evaluation/index.ts';
import type { SavedModel } from './export/index.ts';

/** What a model gave for the rows that it was validated on, and for those that it has not seen. */
export interface JudgedParts {
  validation: Judged;
  test: Judged;
}

/** @param shown the class of the curves */
export function decisionReport(
  { validation, test }: JudgedParts,
  { classNames, decision }: Pick<SavedModel, 'classNames' | 'decision'>,
  shown: ClassId,
): DecisionReport {
  const groups = (judged: Judged) => groupsOf(judged, decision.temperature, shown);
  const temperature = fitTemperature(validation);
  return {
    classNames,
    decision,
    shown,
    rows: { validation: validation.classes.length, test: test.classes.length },
    curves: curvesOf(groups(validation)),
    testAreas: areasOf(groups(test)),
    calibration: { before: reliabilityAt(test, 1), after: reliabilityAt(test, temperature) },
  };
}

function groupsOf(judged: Judged, temperature: number, shown: ClassId) {
  const { classes, classCount } = judged;
  const probabilities = probabilitiesAt(judged, temperature);
  const scores = Float64Array.from(classes, (_, row) => probabilities[row * classCount + shown]);
  return scoreGroups(
    scores,
    Array.from(classes, (id) => id === shown),
  );
}

/**
 * What weights do, or the best ones for some costs.
 * @throws {InputError} when they are not numbers that fit
 */
export function weigh(validation: Judged, { temperature }: Decision, asked: WeightsAsked): Weighed {
  const { classes, classCount } = validation;
  const probabilities = probabilitiesAt(validation, temperature);
  const weights = weightsOf(asked, { probabilities, classes });
  const predicted = Uint8Array.from(classes, (_, row) =>
    classOf(probabilities.subarray(row * classCount, (row + 1) * classCount), { weights }),
  );
  return { weights, confusion: confusionMatrix(predicted, classes, classCount) };
}

function weightsOf(asked: WeightsAsked, answers: Parameters<typeof bestWeights>[0]): readonly number[] {
  const values = 'costs' in asked ? asked.costs : asked.weights;
  const isRight =
    values.every((value) => value >= 0 && value <= mostWeight) && values.some((value) => value > 0);
  if (!isRight || ('costs' in asked && !values.every((value) => value > 0)))
    throw new InputError({ code: 'decision-wrong' });
  return 'costs' in asked ? bestWeights(answers, values) : values;
}
