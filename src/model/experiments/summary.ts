/** What the runs of a study say together, setting by setting. */
import { meanAndDeviation } from '../../contract/math.ts';
import { wilsonInterval } from '../evaluation/significance.ts';
import { endedCells, type StudyState } from './engine.ts';
import type { CellSettings } from './grid.ts';
import { repeatsOf, type StudyPlan } from './plan.ts';
import type { StudyRun } from './run.ts';
import { meanInterval, type MeanInterval } from './student.ts';

export interface StudyCell {
  /** Its place among the cells of the plan. */
  place: number;
  settings: CellSettings;
  /** Runs that are done. */
  seeds: number;
  /** Runs that came to no end. */
  failed: number;
  /** Halving has ended it. */
  isEnded: boolean;
  validation: MeanInterval;
  test: MeanInterval;
  baseline: { mean: number } | null;
  /** The network less the baseline on the same rows, run by run; of a single run by its rows; null where all are equal. */
  paired: { difference: number; interval: [number, number] | null } | null;
  /** A run, on average. */
  seconds: number;
}

/**
 * What the variance of a mean of folds has beside that of independent runs: any two folds share most of their training
 * rows, so that their mean strays further than t over as many independent runs says. The rows of one fold over those that it
 * trains on (C. Nadeau and Y. Bengio, Inference for the generalization error, Machine Learning 52, 2003).
 */
export function sharedVariance({ repeats }: StudyPlan): number {
  return repeats.kind === 'folds' ? 1 / (repeats.folds - 1) : 0;
}

const asShare = (value: number) => Math.min(1, Math.max(0, value));

/** Of accuracies: where t reaches beyond 0 or 1 the interval ends there. With one run it is that of its rows. */
function meanOf(values: readonly number[], rows: number, shared: number): MeanInterval {
  if (values.length > 1) {
    const { interval, ...rest } = meanInterval(values, shared);
    return { ...rest, interval: interval && [asShare(interval[0]), asShare(interval[1])] };
  }
  return { mean: values[0], deviation: null, interval: wilsonInterval(Math.round(values[0] * rows), rows) };
}

type Baseline = NonNullable<StudyRun['baseline']>;

function pairedOf(baselines: readonly Baseline[], shared: number): NonNullable<StudyCell['paired']> {
  const { mean, interval } = meanInterval(
    baselines.map(({ difference }) => difference),
    shared,
  );
  return { difference: mean, interval: baselines.length > 1 ? interval : baselines[0].interval };
}

/** @param runs at least one */
function figuresOf(runs: readonly StudyRun[], shared: number) {
  const baselines = runs.flatMap(({ baseline }) => baseline ?? []);
  const isCompared = baselines.length === runs.length;
  const of = (value: (run: StudyRun) => number) => runs.map(value);
  return {
    validation: meanOf(
      of(({ validation }) => validation),
      runs[0].validationRows,
      shared,
    ),
    test: meanOf(
      of(({ test }) => test),
      runs[0].testRows,
      shared,
    ),
    baseline: isCompared ? { mean: meanAndDeviation(baselines.map(({ accuracy }) => accuracy)).mean } : null,
    paired: isCompared ? pairedOf(baselines, shared) : null,
    seconds: meanAndDeviation(of(({ seconds }) => seconds)).mean,
  };
}

export interface StudySummary {
  /** Those with a run that is done, in the order of the settings that were asked for. */
  cells: StudyCell[];
  /** The place of the cell with the highest mean validation accuracy, of several the first; null without runs. */
  chosen: number | null;
}

/**
 * Chosen is by validation among the cells that all their seeds or folds were run with: test rows have no say in it. Where
 * none is complete, among all.
 */
export function studySummary(state: StudyState): StudySummary {
  const { plan, runs, failures } = state;
  const shared = sharedVariance(plan);
  const ended = endedCells(state);
  const cells = plan.cells.flatMap((settings, place): StudyCell[] => {
    const own = runs.filter(({ cell }) => cell === place);
    if (own.length === 0) return [];
    const failed = failures.filter(({ cell }) => cell === place).length;
    const about = { place, settings, seeds: own.length, failed, isEnded: ended.has(place) };
    return [{ ...about, ...figuresOf(own, shared) }];
  });
  const complete = cells.filter(({ seeds }) => seeds === repeatsOf(plan).length);
  const rivals = complete.length > 0 ? complete : cells;
  const best = rivals.reduce<StudyCell | null>(
    (found, cell) => (found && found.validation.mean >= cell.validation.mean ? found : cell),
    null,
  );
  return { cells, chosen: best && cells.indexOf(best) };
}

/** The chosen one first, then by validation, the best first. */
export function ranked({ cells, chosen }: StudySummary): StudyCell[] {
  if (chosen === null) return [];
  const best = cells[chosen];
  const others = cells.filter((cell) => cell !== best);
  return [best, ...others.toSorted((a, b) => b.validation.mean - a.validation.mean)];
}
