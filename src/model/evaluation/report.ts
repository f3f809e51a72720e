/** The report of a test: how good the network is, against the simplest rival, and where it fails. */
import type { Texts } from '../data/index.ts';
import type { ClassId } from '../../contract/dataset.ts';
import type {
  ConfusionMatrix,
  ExcludedRows,
  TestBaselines,
  TestFacts,
  TestReport,
} from '../../contract/results.ts';
import { adviseOn, verdictOf } from './advice.ts';
import { reasonsFor } from './reasons.ts';
import type { EpochFigures } from './advice.ts';
import { classesOf, confusionMatrix, scores, type Weights } from './confusion.ts';
import { comparePaired, wilsonInterval } from './significance.ts';

export interface TestInput {
  /** [n,K] as the model gives them, without dropout. */
  probabilities: Float32Array;
  /** Of the model. */
  decision: Weights;
  /** [n] */
  classes: Uint8Array;
  /** Of the training part. */
  trainingClasses: Uint8Array;
  /** [n] What the n-gram baseline answers; null where it could not be trained. */
  bagOfWords: Uint8Array | null;
  /** Of the run; none where they are not known. */
  epochs: readonly EpochFigures[];
  /** [n] */
  texts: Texts;
  /** Mean over the rows. */
  loss: number;
  excluded: ExcludedRows;
  /** [K] */
  classNames: readonly string[];
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
  const classCount = classNames.length;
  const predicted = classesOf(probabilities, input.decision);
  const confusion = confusionMatrix(predicted, classes, classCount);
  const { accuracy, precision, recall, f1 } = scores(confusion);
  const figures = {
    rows: classes.length,
    accuracy,
    precision,
    recall,
    f1,
    majorityAccuracy: majorityAccuracy(classes, trainingClasses),
    baselines: baselinesOf(input, predicted),
  };
  const probabilityOf = (row: number) => probabilities[row * classCount + predicted[row]];
  return {
    ...figures,
    ...derived({ ...figures, classNames }, confusion, input.epochs),
    loss,
    confusion,
    excluded,
    mistakes: mostConfidentErrors(predicted, classes, probabilityOf).map((row) => ({
      text: texts.get(row),
      class: classes[row],
      predicted: predicted[row],
      probability: probabilityOf(row),
    })),
    classNames,
  };
}

/** What follows from a test's other figures, and is not stored with them. */
export function derived(
  test: Pick<TestReport, 'rows' | 'accuracy' | 'majorityAccuracy' | 'baselines' | 'classNames'>,
  confusion: ConfusionMatrix,
  epochs: readonly EpochFigures[],
  facts: TestFacts | null = null,
): Pick<TestReport, 'interval' | 'verdict' | 'reasons' | 'advice' | 'perClass' | 'weighted'> {
  const right = confusion.reduce((sum, row, id) => sum + row[id], 0);
  const { perClass, weighted } = scores(confusion);
  const { rows, classNames } = test;
  const verdict = verdictOf(test);
  const judged = { test: { rows, verdict, perClass }, epochs, facts, classNames };
  return {
    interval: wilsonInterval(right, rows),
    verdict,
    ...reasonsFor(judged, adviseOn(epochs, test)),
    perClass,
    weighted,
  };
}

function baselinesOf(
  { classes, trainingClasses, bagOfWords }: TestInput,
  predicted: Uint8Array,
): TestBaselines | null {
  if (!bagOfWords) return null;
  const actual = Array.from(classes);
  const isRight = actual.map((value, row) => predicted[row] === value);
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

/** The first of the most frequent classes. */
function majorityClass(classes: Uint8Array): ClassId {
  const counts = new Float64Array(256);
  for (const id of classes) counts[id]++;
  return counts.indexOf(Math.max(...counts));
}

/**
 * Accuracy of the rival that always answers the class that is most frequent in the training part, of several the
 * first. A network that does no better has learned nothing.
 */
export function majorityAccuracy(classes: Uint8Array, trainingClasses: Uint8Array): number {
  const majority = majorityClass(trainingClasses);
  return classes.reduce((count, id) => count + (id === majority ? 1 : 0), 0) / classes.length;
}

/** Rows of wrong answers, the most probable answer first; of equally confident ones the first in the data. */
function mostConfidentErrors(
  predicted: Uint8Array,
  classes: Uint8Array,
  probabilityOf: (row: number) => number,
): number[] {
  const wrong = Array.from(classes.keys()).filter((row) => predicted[row] !== classes[row]);
  return wrong.sort((a, b) => probabilityOf(b) - probabilityOf(a) || a - b).slice(0, mistakeCount);
}
