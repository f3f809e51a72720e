/** Two settings of a study side by side, on the same rows. */
import type { Message } from '../../contract/messages/message.ts';
import { keyOf } from '../../contract/settings.ts';
import { comparePaired } from '../evaluation/significance.ts';
import type { StudyState } from './engine.ts';
import { unpackRows } from './rows-right.ts';
import { meanInterval } from './student.ts';
import type { StudyRun } from './run.ts';
import { sharedVariance } from './summary.ts';

/** Whose accuracy is compared. */
export type ComparedPart = 'validation' | 'test';

export type Comparison = Message<'compared-runs' | 'compared-equal' | 'compared-rows'>;

/** Accuracy of a cell less that of another, seed by seed or fold by fold. */
export interface CellDifference {
  difference: number;
  /** 95%; null with a single run of each, and where all differences are equal. */
  interval: [number, number] | null;
  runs: number;
}

const repeatOf = ({ seed, splitSeed, fold }: StudyRun) => `${seed} ${splitSeed} ${fold}`;

/** The runs of two cells that have a seed, a split and a fold in common. */
function pairsOf({ runs }: StudyState, cell: number, other: number): [StudyRun, StudyRun][] {
  const others = new Map(runs.filter((run) => run.cell === other).map((run) => [repeatOf(run), run]));
  return runs.flatMap((run): [StudyRun, StudyRun][] => {
    const beside = run.cell === cell ? others.get(repeatOf(run)) : undefined;
    return beside ? [[run, beside]] : [];
  });
}

/**
 * By Student's t over the differences of runs with the same seed, split and fold; those of folds with the variance that
 * they share.
 * @returns null when no seed or fold was run with both
 */
export function compareCells(
  state: StudyState,
  [cell, other]: readonly [number, number],
  part: ComparedPart = 'validation',
): CellDifference | null {
  const pairs = pairsOf(state, cell, other);
  if (pairs.length === 0) return null;
  const differences = pairs.map(([one, beside]) => one[part] - beside[part]);
  const { mean, interval } = meanInterval(differences, sharedVariance(state.plan));
  return { difference: mean, interval, runs: pairs.length };
}

/** Whether two settings divide the rows alike: only then single rows can be compared. */
function haveSameRows({ plan }: StudyState, cell: number, other: number): boolean {
  const splitOf = (place: number) => keyOf({ ...plan.base, ...plan.cells[place] }, 'split');
  return splitOf(cell) === splitOf(other);
}

/**
 * As a message that anybody understands: of several runs by t over their differences, of a single one each by McNemar's
 * exact test over its rows.
 * @param names what to call the two
 * @returns null when they can't be compared
 */
export function comparison(
  state: StudyState,
  places: readonly [number, number],
  names: readonly [string, string],
  part: ComparedPart = 'validation',
): Comparison | null {
  const [name, other] = names;
  const found = compareCells(state, places, part);
  if (!found) return null;
  const { difference, interval, runs } = found;
  const { repeats } = state.plan;
  const about = { name, other, part, difference, runs, kind: repeats.kind };
  if (interval) return { code: 'compared-runs', interval, ...about };
  if (runs > 1) return { code: 'compared-equal', ...about };
  if (!haveSameRows(state, ...places)) return null;
  const [[one, beside]] = pairsOf(state, ...places);
  const rows = part === 'test' ? one.testRows : one.validationRows;
  const rights = [one, beside].map((run) => unpackRows(run.right[part], rows));
  const { onlyNetwork: onlyName, onlyBaseline: onlyOther, pValue } = comparePaired(rights[0], rights[1]);
  return { code: 'compared-rows', name, other, part, rows, onlyName, onlyOther, pValue };
}
