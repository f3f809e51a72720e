/** The report of a test: how good the network is, against the simplest rival, and where it fails. */
import type { Texts } from '../data/index.ts';
import type { ClassId, ExcludedRows, TestReport } from '../reports.ts';
import { classOf, confusionMatrix, scores } from './confusion.ts';

export interface TestInput {
  /** [n] of class 1, as the network gave them without dropout. */
  probabilities: ArrayLike<number>;
  /** [n], 0 or 1 */
  classes: Uint8Array;
  /** Of the training part. */
  trainingClasses: Uint8Array;
  /** [n] */
  texts: Texts;
  /** Mean over the rows. */
  loss: number;
  excluded: ExcludedRows;
  classNames: [string, string];
}

const mistakeCount = 10;

/**
 * @throws {RangeError} when there are no rows, or the arrays differ in length
 * @throws {InputError} when a probability is not a number
 */
export function testReport(input: TestInput): TestReport {
  const { probabilities, classes, trainingClasses, texts, loss, excluded, classNames } = input;
  if (texts.length !== classes.length)
    throw new RangeError(`${texts.length} texts for ${classes.length} classes.`);
  const confusion = confusionMatrix(probabilities, classes);
  return {
    rows: classes.length,
    loss,
    confusion,
    ...scores(confusion),
    majorityAccuracy: majorityAccuracy(classes, trainingClasses),
    excluded,
    mistakes: surestMistakes(probabilities, classes).map((row) => ({
      text: texts.get(row),
      class: classes[row] === 1 ? 1 : 0,
      probability: probabilities[row],
    })),
    classNames,
  };
}

/**
 * Accuracy of the rival that always answers the class that is more frequent in the training part, class 0
 * where both are equally frequent. A network that does no better has learned nothing.
 */
export function majorityAccuracy(classes: Uint8Array, trainingClasses: Uint8Array): number {
  const answer: ClassId = 2 * countOf(1, trainingClasses) > trainingClasses.length ? 1 : 0;
  return countOf(answer, classes) / classes.length;
}

function countOf(wanted: ClassId, classes: Uint8Array): number {
  return classes.reduce((count, value) => count + (value === wanted ? 1 : 0), 0);
}

/** Rows of wrong answers, the furthest from one half first; of equally sure ones the first in the data. */
function surestMistakes(probabilities: ArrayLike<number>, classes: Uint8Array): number[] {
  const wrong: number[] = [];
  classes.forEach((actual, row) => {
    if (classOf(probabilities[row]) !== actual) wrong.push(row);
  });
  const sureness = (row: number) => Math.abs(probabilities[row] - 0.5);
  return wrong.sort((a, b) => sureness(b) - sureness(a) || a - b).slice(0, mistakeCount);
}
