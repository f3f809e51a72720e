/**
 * A study as a state machine: what is to be run next, what a result changes, how far it is. Nothing here trains or waits:
 * page and command line both ask for the next run, train it, and hand its result in. The next run depends on the plan and
 * the results alone, so that a study that is resumed ends as one that never stopped.
 */
import type { Message } from '../../contract/messages/message.ts';
import { meanAndDeviation } from '../../contract/math.ts';
import { checkPlan, plannedRun, repeatsOf, type PlannedRun, type Repeat, type StudyPlan } from './plan.ts';
import type { FailedRun, RunKey, StudyRun } from './run.ts';

export interface StudyState {
  plan: StudyPlan;
  runs: readonly StudyRun[];
  failures: readonly FailedRun[];
}

/** @throws {InputError} for a plan that can't be run */
export function beginStudy(plan: StudyPlan): StudyState {
  checkPlan(plan);
  return { plan, runs: [], failures: [] };
}

const textOf = ({ cell, seed, splitSeed, fold }: RunKey) => `${cell} ${seed} ${splitSeed} ${fold}`;

export function keyOfRun({ cell, config }: PlannedRun): RunKey {
  const { seed, splitSeed, fold } = config;
  return { cell, seed, splitSeed, fold };
}

/** Validation accuracies [cell][repeat]; undefined: not run, null: failed. */
type Results = readonly (readonly (number | null | undefined)[])[];

function resultsOf({ plan, runs, failures }: StudyState): Results {
  const known = new Map<string, number | null>([
    ...runs.map((run) => [textOf(run), run.validation] as const),
    ...failures.map((failure) => [textOf(failure), null] as const),
  ]);
  const { seed, splitSeed, fold } = plan.base;
  const repeats = repeatsOf(plan);
  return plan.cells.map((_, cell) =>
    repeats.map((repeat) => known.get(textOf({ cell, seed, splitSeed, fold, ...repeat }))),
  );
}

/** After so many runs of each setting halving looks at them. */
function* rungs(count: number): Generator<number> {
  for (let rung = 1; rung < count; rung *= 2) yield rung;
}

/** Of the first runs of a setting; a failed one makes it the worst. */
function scoreOf(results: Results[number], count: number): number {
  const first = results.slice(0, count).map((value) => value ?? Number.NEGATIVE_INFINITY);
  return meanAndDeviation(first).mean;
}

/**
 * The settings that are still run with the seed or fold at this place: all of them, or by successive halving (K. Jamieson
 * and A. Talwalkar, Non-stochastic best arm identification, AISTATS 2016) the better half, rounded up, after the first,
 * second, fourth, eighth … seed. Validation accuracy alone decides; of equal ones the first stays.
 */
function aliveAt({ plan }: StudyState, results: Results, place: number): number[] {
  let alive = [...plan.cells.keys()];
  if (!plan.halving) return alive;
  for (const rung of rungs(place + 1)) {
    const scores = new Map(alive.map((cell) => [cell, scoreOf(results[cell], rung)]));
    const ranked = alive.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
    alive = ranked.slice(0, Math.ceil(alive.length / 2)).toSorted((a, b) => a - b);
  }
  return alive;
}

/** All runs that are left as far as that is known now, seed by seed: whoever stops early has tried all settings alike. */
function runsLeft(state: StudyState): { cell: number; repeat: Repeat }[] {
  const results = resultsOf(state);
  return repeatsOf(state.plan).flatMap((repeat, place) =>
    aliveAt(state, results, place)
      .filter((cell) => results[cell][place] === undefined)
      .map((cell) => ({ cell, repeat })),
  );
}

/** @returns null when the study is done */
export function nextRun(state: StudyState): PlannedRun | null {
  const [next] = runsLeft(state);
  return next ? plannedRun(state.plan, next.cell, next.repeat) : null;
}

export function withRun(state: StudyState, run: StudyRun): StudyState {
  return { ...state, runs: [...state.runs, run] };
}

export function withFailure(state: StudyState, planned: PlannedRun, told: Message): StudyState {
  return { ...state, failures: [...state.failures, { ...keyOfRun(planned), told }] };
}

export interface StudyProgress {
  /** Runs that are done, failed ones among them, of all that the study has. */
  done: number;
  total: number;
  /** Seconds for the runs that are left, by what the others took; null before one is done. */
  secondsLeft: number | null;
}

/** How many settings halving leaves does not depend on which: the total is known from the start. */
export function progressOf(state: StudyState): StudyProgress {
  const left = runsLeft(state);
  const done = state.runs.length + state.failures.length;
  const total = done + left.length;
  if (state.runs.length === 0) return { done, total, secondsLeft: null };
  const meanOf = (runs: readonly StudyRun[]) => meanAndDeviation(runs.map(({ wall }) => wall)).mean;
  const all = meanOf(state.runs);
  const means = state.plan.cells.map((_, cell) => {
    const own = state.runs.filter((run) => run.cell === cell);
    return own.length > 0 ? meanOf(own) : all;
  });
  return { done, total, secondsLeft: left.reduce((sum, { cell }) => sum + means[cell], 0) };
}

/**
 * The settings that halving has ended before all of their seeds or folds were run. A run that is to come can only push a
 * setting further down: what is ended once stays so.
 */
export function endedCells(state: StudyState): ReadonlySet<number> {
  const left = new Set(runsLeft(state).map(({ cell }) => cell));
  const isOpen = (results: Results[number]) => results.includes(undefined);
  const open = resultsOf(state).flatMap((results, cell) => (isOpen(results) ? [cell] : []));
  return new Set(open.filter((cell) => !left.has(cell)));
}
