/** What a test says about a network, and what may make it better: from its curves and the baselines, as codes. */
import type { EpochEvent } from '../../contract/training.ts';
import type { Advice, BaselineComparison, TestReport, Verdict } from '../../contract/results.ts';

/** Below this McNemar's test takes two classifiers for different. */
const significance = 0.05;
/** Validation loss that rose or fell by less than this share has not moved. */
const noChange = 0.01;
/** A rise by less than this share, in one epoch alone, may be chance. */
const clearRise = 0.05;
/** Training accuracy from which little is left to be learned. */
const nearlyAll = 0.97;
/** Accuracy so far above the majority class speaks against chance, in training as in a test of few reviews. */
const learned = 0.05;

/** How validation loss went. */
type Course = 'falling' | 'level' | 'rising';

/** Of an epoch, as files have them: without the time that it took. */
export type EpochFigures = Omit<EpochEvent, 'seconds'>;

type Evidence = Pick<TestReport, 'rows' | 'accuracy' | 'majorityAccuracy' | 'baselines' | 'classNames'>;

function isDifferent({ pValue }: Pick<BaselineComparison, 'pValue'>): boolean {
  return pValue < significance;
}

/** The network beside the n-gram baseline; null where that is not known. */
export function verdictOf({ rows, baselines }: Pick<Evidence, 'rows' | 'baselines'>): Verdict | null {
  if (!baselines) return null;
  const { bagOfWords } = baselines;
  const { difference, interval } = bagOfWords;
  const code = isDifferent(bagOfWords) ? (difference > 0 ? 'better' : 'worse') : 'not-distinguishable';
  return { code, rows, difference, interval };
}

/**
 * What to try next, the most useful first. More epochs are never advised while validation loss rises.
 * @param epochs of the whole run, in order; empty where they are not known
 */
export function adviseOn(epochs: readonly EpochFigures[], test: Evidence): Advice[] {
  const known = epochs.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  const last = known.at(-1);
  const advice: Advice[] = [];
  if (last && isAtChance(last, test)) return [{ code: 'learning-rate' }];
  if (last) advice.push(...curveAdvice(known, last));
  // A network that is still learning may come by it.
  const isLearning = advice.some(({ code }) => code === 'more-epochs' || code === 'one-epoch');
  const bagOfWords = test.baselines?.bagOfWords;
  if (bagOfWords && isDifferent(bagOfWords) && bagOfWords.difference < 0 && !isLearning)
    advice.push({ code: 'below-baseline' });
  return advice;
}

/** Neither the test nor training shows more than the majority class. */
function isAtChance(
  { accuracy }: EpochFigures,
  { baselines, majorityAccuracy, classNames, ...test }: Evidence,
): boolean {
  const error = Math.sqrt((majorityAccuracy * (1 - majorityAccuracy)) / test.rows);
  const isBetter = baselines
    ? baselines.majority.difference > 0 && isDifferent(baselines.majority)
    : test.accuracy > majorityAccuracy + 2 * error;
  // Of training: the most frequent of K classes is one of K rows at least, however rare it is in the test.
  const share = Math.max(majorityAccuracy, 1 / classNames.length);
  return !isBetter && test.accuracy < majorityAccuracy + learned && accuracy < share + learned;
}

function curveAdvice(epochs: readonly EpochFigures[], last: EpochFigures): Advice[] {
  if (epochs.length === 1) return [{ code: 'one-epoch' }];
  const best = epochs.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  const course = courseOf(epochs, best, last);
  const knowsTraining = last.accuracy >= nearlyAll;
  switch (course) {
    case 'rising':
      return [{ code: knowsTraining ? 'overfitting' : 'validation-rising', epoch: best.epoch }];
    case 'level':
      return [{ code: knowsTraining ? 'memorised' : 'levelled-off' }];
    case 'falling':
      return [{ code: 'more-epochs' }];
  }
}

function courseOf(epochs: readonly EpochFigures[], best: EpochFigures, last: EpochFigures): Course {
  const after = epochs.length - 1 - epochs.indexOf(best);
  const rise = last.validationLoss / best.validationLoss - 1;
  if (rise > clearRise || (after >= 2 && rise > noChange)) return 'rising';
  if (after > 0) return 'level';
  const before = epochs[epochs.length - 2];
  return 1 - last.validationLoss / before.validationLoss > noChange ? 'falling' : 'level';
}
