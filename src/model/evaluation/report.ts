/** The report of a test: how good the network is, against the simplest rival, and where it fails. */
import type { Texts } from '../data/index.ts';
import type { ClassId } from '../../contract/dataset.ts';
import type { ConfusionMatrix, ExcludedRows, TestBaselines, TestReport } from '../../contract/results.ts';
import { adviseOn, verdictOf } from './advice.ts';
import type { EpochFigures } from './advice.ts';
import { classOf, confusionMatrix, scores } from './confusion.ts';
import { comparePaired, wilsonInterval } from './significance.ts';

export interface TestInput {
  /** [n] of class 1, as the network gave them without dropout. */
  probabilities: ArrayLike<number>;
  /** [n], 0 or 1 */
  classes: Uint8Array;
  /** Of the training part. */
  trainingClasses: Uint8Array;
  /** [n] What the bag-of-words baseline answers; null where it could not be trained. */
  bagOfWords: Uint8Array | null;
  /** Of the run; none where they are not known. */
  epochs: readonly EpochFigures[];
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
  const figures = {
    rows: classes.length,
    ...scores(confusion),
    majorityAccuracy: majorityAccuracy(classes, trainingClasses),
    baselines: baselinesOf(input),
  };
  return {
    ...figures,
    ...derived(figures, confusion, input.epochs),
    loss,
    confusion,
    excluded,
    mistakes: mostConfidentErrors(probabilities, classes).map((row) => ({
      text: texts.get(row),
      class: classes[row] === 1 ? 1 : 0,
      probability: probabilities[row],
    })),
    classNames,
  };
}

/** What follows from a test's other figures, and is not stored with them. */
export function derived(
  test: Pick<TestReport, 'rows' | 'accuracy' | 'majorityAccuracy' | 'baselines'>,
  confusion: ConfusionMatrix,
  epochs: readonly EpochFigures[],
): Pick<TestReport, 'interval' | 'verdict' | 'advice'> {
  const interval = wilsonInterval(confusion[0][0] + confusion[1][1], test.rows);
  return { interval, verdict: verdictOf(test), advice: adviseOn(epochs, test) };
}

function baselinesOf({
  probabilities,
  classes,
  trainingClasses,
  bagOfWords,
}: TestInput): TestBaselines | null {
  if (!bagOfWords) return null;
  const actual = Array.from(classes);
  const isRight = actual.map((value, row) => classOf(probabilities[row]) === value);
  const majority = majorityClass(trainingClasses);
  return {
    majority: comparePaired(
      isRight,
      actual.map((value) => value === majority),
    ),
    bagOfWords: comparePaired(
      isRight,
      actual.map((value, row) => value === bagOfWords[row]),
    ),
  };
}

/** Class 0 where both are equally frequent. */
function majorityClass(classes: Uint8Array): ClassId {
  return 2 * countOf(1, classes) > classes.length ? 1 : 0;
}

/**
 * Accuracy of the rival that always answers the class that is more frequent in the training part, class 0
 * where both are equally frequent. A network that does no better has learned nothing.
 */
export function majorityAccuracy(classes: Uint8Array, trainingClasses: Uint8Array): number {
  return countOf(majorityClass(trainingClasses), classes) / classes.length;
}

function countOf(wanted: ClassId, classes: Uint8Array): number {
  return classes.reduce((count, value) => count + (value === wanted ? 1 : 0), 0);
}

/** Rows of wrong answers, the furthest from one half first; of equally confident ones the first in the data. */
function mostConfidentErrors(probabilities: ArrayLike<number>, classes: Uint8Array): number[] {
  const wrong: number[] = [];
  classes.forEach((actual, row) => {
    if (classOf(probabilities[row]) !== actual) wrong.push(row);
  });
  const sureness = (row: number) => Math.abs(probabilities[row] - 0.5);
  return wrong.sort((a, b) => sureness(b) - sureness(a) || a - b).slice(0, mistakeCount);
}
