/** Why a network may be no better than the n-gram baseline, from what was measured of this run and this test. */
import type { Advice, Reason, TestFacts, TestReport } from '../../contract/results.ts';
import type { EpochFigures } from './advice.ts';

/** Reviews of a group below this say little of it. */
const leastRows = 20;
/** In standard errors: how far a group's accuracy must be below the others'. */
const clearly = 1.64;
/** Half an interval from which a difference of a few points cannot show. */
const wideInterval = 0.02;
/** Share of the test's reviews that the length limit cuts, and of its words that are unknown, from which it matters. */
const many = { cut: 0.1, unknown: 0.08 } as const;
/** Validation loss that fell by less in the last epoch has not moved. */
const noChange = 0.01;
/** Training accuracy so far above validation is memorised, not learned. */
const wideGap = 0.1;
/** A class of a smaller share, of which fewer are found, is lost among the others. */
const small = { share: 0.25, recall: 0.5 } as const;
/** An LSTM has to learn from its reviews what words mean: of fewer, n-grams usually make more. */
const fewTrained = 5_000;
/** More would be a list to choose from, not an answer. */
const mostReasons = 3;

export interface Judged {
  test: Pick<TestReport, 'rows' | 'verdict' | 'perClass'>;
  /** Of the run; none where they are not known. */
  epochs: readonly EpochFigures[];
  /** Null where the texts are not there any more. */
  facts: TestFacts | null;
  classNames: readonly string[];
}

interface Rule {
  /** What it says; null where it does not hold. */
  find: (judged: Judged) => Reason | null;
  /** Advice that it makes superfluous. */
  replaces?: readonly Advice['code'][];
}

/** The most likely first. */
const rules: readonly Rule[] = [
  { find: stillImproving, replaces: ['more-epochs', 'one-epoch'] },
  { find: (judged) => (differenceOf(judged) >= 0 ? fewTested(judged) : null) },
  { find: cutReviews },
  { find: unknownWords },
  { find: rareWords },
  { find: memorised, replaces: ['overfitting', 'memorised', 'validation-rising'] },
  { find: smallClass },
  { find: fewReviews, replaces: ['below-baseline'] },
  { find: (judged) => (differenceOf(judged) < 0 ? fewTested(judged) : null) },
];

/** Reasons, the most likely first, and the advice that they leave; none for a network that is better, or learned nothing. */
export function reasonsFor(
  judged: Judged,
  advice: readonly Advice[],
): { reasons: Reason[]; advice: Advice[] } {
  const { verdict } = judged.test;
  if (!verdict || verdict.code === 'better' || advice.some(({ code }) => code === 'learning-rate'))
    return { reasons: [], advice: [...advice] };
  const found = rules.flatMap(({ find, replaces = [] }) => {
    const reason = find(judged);
    return reason ? [{ reason, replaces }] : [];
  });
  const shown = found.slice(0, mostReasons);
  const replaced = new Set(shown.flatMap(({ replaces }) => replaces));
  return {
    reasons: shown.map(({ reason }) => reason),
    advice: advice.filter(({ code }) => !replaced.has(code)),
  };
}

const differenceOf = ({ test }: Judged) => test.verdict?.difference ?? 0;
const shareOf = ({ right, rows }: TestFacts['cut']) => right / Math.max(1, rows);

function stillImproving({ epochs }: Judged): Reason | null {
  const [last, before] = [epochs.at(-1), epochs.at(-2)];
  if (!last || !epochs.every(({ validationLoss }) => validationLoss >= last.validationLoss)) return null;
  const isFalling = !before || last.validationLoss < (1 - noChange) * before.validationLoss;
  return isFalling ? { code: 'reason-still-improving', epochs: epochs.length } : null;
}

function fewTested({ test: { verdict, rows } }: Judged): Reason | null {
  if (verdict?.code !== 'not-distinguishable') return null;
  const spread = (verdict.interval[1] - verdict.interval[0]) / 2;
  return spread >= wideInterval ? { code: 'reason-few-tested', rows, spread } : null;
}

/** Whether a group of reviews is answered worse than the others, by more than chance. */
function isWorse(group: TestFacts['cut'], others: TestFacts['cut']): boolean {
  if (Math.min(group.rows, others.rows) < leastRows) return false;
  const [own, other] = [shareOf(group), shareOf(others)];
  const error = Math.sqrt((own * (1 - own)) / group.rows + (other * (1 - other)) / others.rows);
  return other - own > clearly * error;
}

function cutReviews({ facts, test: { rows } }: Judged): Reason | null {
  if (!facts || facts.cut.rows < many.cut * rows || !isWorse(facts.cut, facts.whole)) return null;
  const [cut, whole] = [shareOf(facts.cut), shareOf(facts.whole)];
  return { code: 'reason-cut', share: facts.cut.rows / rows, limit: facts.limit, cut, whole };
}

function unknownWords({ facts }: Judged): Reason | null {
  if (!facts || facts.unknown < many.unknown) return null;
  return { code: 'reason-unknown', share: facts.unknown, fromVectors: facts.fromVectors };
}

function rareWords({ facts }: Judged): Reason | null {
  if (!facts || !isWorse(facts.rare, facts.frequent)) return null;
  const { times, rare, frequent, fromVectors } = facts;
  return {
    code: 'reason-rare-words',
    times,
    rows: rare.rows,
    rare: shareOf(rare),
    frequent: shareOf(frequent),
    fromVectors,
  };
}

function memorised({ epochs }: Judged): Reason | null {
  const known = epochs.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  if (known.length === 0) return null;
  const best = known.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  const { accuracy: training, validationAccuracy: validation, epoch } = best;
  return training - validation >= wideGap ? { code: 'reason-memorised', epoch, training, validation } : null;
}

function smallClass({ test: { perClass, rows }, classNames }: Judged): Reason | null {
  const lost = perClass.flatMap(({ recall, rows: own }, id) => {
    const isLost = recall !== null && recall < small.recall && own < small.share * rows;
    return isLost && own >= leastRows ? [{ name: classNames[id], recall, share: own / rows }] : [];
  });
  const [least] = lost.toSorted((a, b) => a.recall - b.recall);
  return least ? { code: 'reason-small-class', ...least } : null;
}

function fewReviews({ facts }: Judged): Reason | null {
  if (!facts || facts.trained >= fewTrained || facts.fromVectors) return null;
  return { code: 'reason-few-trained', rows: facts.trained };
}
