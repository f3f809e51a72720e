/** What the runs of a study say together, setting by setting. */
import { meanAndDeviation, type MeanAndDeviation } from '../../contract/math.ts';
import { wilsonInterval } from '../evaluation/index.ts';
import type { CellSettings } from './grid.ts';
import { meanInterval, type MeanInterval } from './student.ts';

/** A run that came to its end. Accuracies are shares. */
export interface StudyRun {
  /** Place of its settings among the cells. */
  cell: number;
  seed: number;
  splitSeed: number;
  /** Of the epoch whose weights were saved. */
  validation: number;
  test: number;
  testRows: number;
  /** Of the baseline on the same rows, and the network less it with the 95% interval of these rows; null: not measured. */
  baseline: { accuracy: number; difference: number; interval: [number, number] } | null;
  epochs: number;
  seconds: number;
}

export interface StudyCell {
  settings: CellSettings;
  /** Runs that are done. */
  seeds: number;
  validation: MeanAndDeviation;
  test: MeanInterval;
  baseline: { mean: number } | null;
  /** The network less the baseline on the same rows, run by run; of a single run by its rows. */
  paired: { difference: number; interval: [number, number] } | null;
  /** A run, on average. */
  seconds: number;
}

/** Validation accuracy of a cell less that of another, seed by seed. */
export interface CellDifference {
  difference: number;
  interval: [number, number] | null;
}

/** With one run the interval is that of its rows. */
function testOf(runs: readonly StudyRun[]): MeanInterval {
  if (runs.length > 1) return meanInterval(runs.map(({ test }) => test));
  const [{ test, testRows }] = runs;
  return { mean: test, deviation: null, interval: wilsonInterval(Math.round(test * testRows), testRows) };
}

function pairedOf(runs: readonly StudyRun[]): StudyCell['paired'] {
  const compared = runs.flatMap(({ baseline }) => baseline ?? []);
  if (compared.length < runs.length) return null;
  const { mean, interval } = meanInterval(compared.map(({ difference }) => difference));
  return { difference: mean, interval: interval ?? compared[0].interval };
}

/** @param runs at least one */
function summaryOfCell(settings: CellSettings, runs: readonly StudyRun[]): StudyCell {
  const paired = pairedOf(runs);
  const baselines = runs.flatMap(({ baseline }) => baseline?.accuracy ?? []);
  return {
    settings,
    seeds: runs.length,
    validation: meanAndDeviation(runs.map(({ validation }) => validation)),
    test: testOf(runs),
    baseline: paired && { mean: meanAndDeviation(baselines).mean },
    paired,
    seconds: meanAndDeviation(runs.map(({ seconds }) => seconds)).mean,
  };
}

export interface StudySummary {
  /** Those with a run that is done, in the order of the settings that were asked for. */
  cells: StudyCell[];
  /** The place of the cell with the highest mean validation accuracy, of several the first; null without runs. */
  chosen: number | null;
}

/**
 * Chosen is by validation among the cells that all their seeds were run with: test rows have no say in it. Where none is
 * complete, among all.
 */
export function studySummary(
  cells: readonly CellSettings[],
  runs: readonly StudyRun[],
  seedCount: number,
): StudySummary {
  const summaries = cells.flatMap((settings, place) => {
    const own = runs.filter(({ cell }) => cell === place);
    return own.length > 0 ? [summaryOfCell(settings, own)] : [];
  });
  const complete = summaries.filter(({ seeds }) => seeds === seedCount);
  const rivals = complete.length > 0 ? complete : summaries;
  const best = rivals.reduce<StudyCell | null>(
    (found, cell) => (found && found.validation.mean >= cell.validation.mean ? found : cell),
    null,
  );
  return { cells: summaries, chosen: best && summaries.indexOf(best) };
}

/**
 * Two settings on the same seeds: a 95% interval by Student's t over the differences of their validation accuracies.
 * @returns null when no seed was run with both
 */
export function compareCells(runs: readonly StudyRun[], cell: number, other: number): CellDifference | null {
  const of = (place: number) =>
    new Map(runs.filter((run) => run.cell === place).map((run) => [`${run.seed} ${run.splitSeed}`, run]));
  const others = of(other);
  const differences = [...of(cell)].flatMap(([key, run]) => {
    const paired = others.get(key);
    return paired ? [run.validation - paired.validation] : [];
  });
  if (differences.length === 0) return null;
  const { mean, interval } = meanInterval(differences);
  return { difference: mean, interval };
}
