/** What a study runs: settings, each of them several times. */
import { parseRunConfig, SettingError, type RunConfig } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import type { CellSettings } from './grid.ts';

/**
 * What the runs of one setting differ in.
 *
 * Seeds: the same split with other first weights and draws of chance; with `varySplit` each seed draws a split of its own,
 * too.
 *
 * Folds: the rows that are not for the test are divided into k equal parts, and each of them is the validation part of one
 * run, so that each row is validated on once. The test part is the same for all, and no fold trains or validates on it.
 * Folds over all rows, each of them the test part of one run, would have a setting chosen by rows that are the test rows of
 * its other runs: then no test is left to say how good the chosen setting is.
 */
export type Repeats =
  | { kind: 'seeds'; seeds: readonly number[]; varySplit: boolean }
  | { kind: 'folds'; folds: number };

export interface StudyPlan {
  base: RunConfig;
  cells: readonly CellSettings[];
  repeats: Repeats;
  /** Successive halving: after one, two, four … runs of each setting the worse half is run no more. */
  halving: boolean;
}

/** What a run of a study is trained with. */
export interface PlannedRun {
  /** Place of its settings among the cells. */
  cell: number;
  config: RunConfig;
}

/** The settings that tell the runs of one cell apart. */
export type Repeat = Partial<
  Pick<RunConfig, 'seed' | 'splitSeed' | 'fold' | 'trainShare' | 'validationShare'>
>;

export const leastFolds = 2;
export const mostFolds = 20;

/** In the order in which they are run. */
export function repeatsOf({ base, repeats }: StudyPlan): Repeat[] {
  if (repeats.kind === 'seeds')
    return repeats.seeds.map((seed) => ({ seed, ...(repeats.varySplit && { splitSeed: seed }) }));
  const { folds } = repeats;
  const untested = base.trainShare + base.validationShare;
  const validationShare = untested / folds;
  const shares = { validationShare, trainShare: untested - validationShare };
  return Array.from({ length: folds }, (_, place) => ({ ...shares, fold: place + 1 }));
}

/** @throws {InputError} for settings that do not go together */
export function plannedRun(plan: StudyPlan, cell: number, repeat: Repeat): PlannedRun {
  try {
    return { cell, config: parseRunConfig({ ...plan.base, ...plan.cells[cell], ...repeat }) };
  } catch (error) {
    if (error instanceof SettingError)
      throw new InputError({ code: 'setting-wrong', problem: error.problem });
    throw error;
  }
}

/** The settings of a cell as one run beside the study has them: those of its first seed, but of no fold. */
export function singleConfig(plan: StudyPlan, cell: number): RunConfig {
  const repeat = plan.repeats.kind === 'folds' ? {} : repeatsOf(plan)[0];
  return plannedRun(plan, cell, repeat).config;
}

/** @throws {InputError} for a plan that can't be run */
export function checkPlan(plan: StudyPlan): void {
  const { repeats, cells, halving } = plan;
  if (repeats.kind === 'folds' && !(repeats.folds >= leastFolds && repeats.folds <= mostFolds))
    throw new InputError({ code: 'folds-range', least: leastFolds, most: mostFolds });
  if (repeats.kind === 'folds' && cells.some((cell) => 'trainShare' in cell || 'validationShare' in cell))
    throw new InputError({ code: 'folds-set-shares' });
  const all = repeatsOf(plan);
  if (halving && (cells.length < 2 || all.length < 2)) throw new InputError({ code: 'halving-needs-more' });
  // What the repeats set, no cell does: each needs to be looked at once.
  for (const repeat of all) plannedRun(plan, 0, repeat);
  for (const cell of cells.keys()) plannedRun(plan, cell, all[0]);
}
