/** What a test says about a network, and what may make it better: from its curves and the baselines, as codes and sentences. */
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
/** Training accuracy so far above the majority class is more than chance. */
const learned = 0.05;

/** How validation loss went. */
type Course = 'falling' | 'level' | 'rising';

/** Of an epoch, as files have them: without the time that it took. */
export type EpochFigures = Omit<EpochEvent, 'seconds'>;

type Evidence = Pick<TestReport, 'rows' | 'accuracy' | 'majorityAccuracy' | 'baselines'>;

function isDifferent({ pValue }: Pick<BaselineComparison, 'pValue'>): boolean {
  return pValue < significance;
}

/** The network beside the bag-of-words baseline; null where that is not known. */
export function verdictOf({ rows, baselines }: Pick<Evidence, 'rows' | 'baselines'>): Verdict | null {
  if (!baselines) return null;
  const { bagOfWords } = baselines;
  const { difference, interval } = bagOfWords;
  const range = `${points(interval[0])} to ${points(interval[1])} points, 95% interval`;
  const size = points(Math.abs(difference));
  if (!isDifferent(bagOfWords)) {
    const message = `The network is not distinguishable from the bag-of-words baseline on ${reviews(rows)}: the difference is ${points(difference)} points (${range}).`;
    return { code: 'not-distinguishable', message };
  }
  return difference > 0
    ? { code: 'better', message: `The network is ${size} points above the bag-of-words baseline (${range}).` }
    : { code: 'worse', message: `The network is ${size} points below the bag-of-words baseline (${range}).` };
}

/**
 * What to try next, the most useful first. More epochs are never advised while validation loss rises.
 * @param epochs of the whole run, in order; empty where they are not known
 */
export function adviseOn(epochs: readonly EpochFigures[], test: Evidence): Advice[] {
  const known = epochs.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  const last = known.at(-1);
  const advice: Advice[] = [];
  if (last && isAtChance(last, test)) return [atChance];
  if (last) advice.push(...curveAdvice(known, last));
  // A network that is still learning may come by it.
  const isLearning = advice.some(({ code }) => code === 'more-epochs');
  const bagOfWords = test.baselines?.bagOfWords;
  if (bagOfWords && isDifferent(bagOfWords) && bagOfWords.difference < 0 && !isLearning)
    advice.push(behindBaseline);
  return advice;
}

const atChance: Advice = {
  code: 'learning-rate',
  message:
    'It answers no better than always giving the majority class, in training too: try a learning rate ten times lower, or ten times higher.',
};

const behindBaseline: Advice = {
  code: 'below-baseline',
  message:
    'On these reviews the simpler model is the better one: take that, or give the network more reviews to learn from.',
};

/** Neither the test nor training shows more than the majority class. */
function isAtChance({ accuracy }: EpochFigures, { baselines, majorityAccuracy, ...test }: Evidence): boolean {
  const error = Math.sqrt((majorityAccuracy * (1 - majorityAccuracy)) / test.rows);
  const isBetter = baselines
    ? baselines.majority.difference > 0 && isDifferent(baselines.majority)
    : test.accuracy > majorityAccuracy + 2 * error;
  const share = Math.max(majorityAccuracy, 1 - majorityAccuracy);
  return !isBetter && accuracy < share + learned;
}

function curveAdvice(epochs: readonly EpochFigures[], last: EpochFigures): Advice[] {
  if (epochs.length === 1) return [oneEpoch];
  const best = epochs.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  const course = courseOf(epochs, best, last);
  const knowsTraining = last.accuracy >= nearlyAll;
  switch (course) {
    case 'rising':
      return knowsTraining ? [overfitting(best.epoch)] : [rising(best.epoch)];
    case 'level':
      return knowsTraining ? [memorised(last)] : [level];
    case 'falling':
      return [stillFalling];
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

const rising = (epoch: number): Advice => ({
  code: 'validation-rising',
  epoch,
  message: `Validation loss has risen since epoch ${epoch}: more epochs will not help. A lower learning rate, a lower keep_prob or more reviews may.`,
});

const overfitting = (epoch: number): Advice => ({
  code: 'overfitting',
  epoch,
  message: `It overfits: since epoch ${epoch} validation loss has risen while training accuracy is near 100%. More reviews, a lower keep_prob or smaller layers may help; more epochs will not.`,
});

const memorised = ({ epoch }: EpochFigures): Advice => ({
  code: 'memorised',
  epoch,
  message:
    'Training accuracy is near 100% and validation loss has levelled off: it has learned its training reviews by heart. More reviews or a lower keep_prob may help; more epochs will not.',
});

const level: Advice = {
  code: 'levelled-off',
  message:
    'Validation loss has levelled off: more epochs will change little. More reviews or other settings may help.',
};

const stillFalling: Advice = {
  code: 'more-epochs',
  message: 'Validation loss was still falling at the end: more epochs may help.',
};

const oneEpoch: Advice = {
  code: 'more-epochs',
  message: 'One epoch alone does not show where validation loss goes: more epochs may help.',
};

/** A difference of shares in points, with its sign: 0.0312 is "+3.1". */
function points(share: number): string {
  const value = (100 * share).toFixed(1);
  return value === '-0.0' ? '0.0' : value.replace('-', '−');
}

function reviews(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'review' : 'reviews'}`;
}
