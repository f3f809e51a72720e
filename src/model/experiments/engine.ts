/**
 * A study as a state machine: what is to be run next, what a result changes, how far it is. Nothing here trains or waits:
 * page and command line both ask for the next run, train it, and hand its result in. The next run depends on the plan and
 * the results alone, so that a study that is resumed ends as one that never stopped; and so does one whose runs go side by
 * side, in whatever order they end.
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

/** What a run that failed counts as. */
const worst = Number.NEGATIVE_INFINITY;
const mostAccurate = 1;

/** Of the first runs of a setting, with `unknown` for those that have not ended. */
function scoreOf(results: Results[number], count: number, unknown: number): number {
  const first = results.slice(0, count).map((value) => (value === undefined ? unknown : (value ?? worst)));
  return meanAndDeviation(first).mean;
}

/**
 * The settings that are still run with the seed or fold at this place: all of them, or by successive halving (K. Jamieson
 * and A. Talwalkar, Non-stochastic best arm identification, AISTATS 2016) the better half, rounded up, after the first,
 * second, fourth, eighth … seed. Validation accuracy alone decides; of equal ones the first stays.
 *
 * @param unknown the most that a run comes to which has not ended: with the worst those are the settings as far as results
 * are known; with the highest accuracy only those that are certain whatever comes of them
 */
function aliveAt({ plan }: StudyState, results: Results, place: number, unknown = worst): number[] {
  let alive = [...plan.cells.keys()];
  if (!plan.halving) return alive;
  for (const rung of rungs(place + 1)) {
    const most = new Map(alive.map((cell) => [cell, scoreOf(results[cell], rung, unknown)]));
    const before = (a: number, b: number, least = most.get(a)) =>
      (most.get(b) ?? worst) - (least ?? worst) || a - b;
    const ranked = alive.toSorted((a, b) => before(a, b));
    const kept = Math.ceil(alive.length / 2);
    const isCertain = (cell: number) =>
      kept === alive.length || before(cell, ranked[kept], scoreOf(results[cell], rung, worst)) < 0;
    alive = ranked
      .slice(0, kept)
      .filter(isCertain)
      .toSorted((a, b) => a - b);
    // Who takes part in a later rung is known once all of this one are.
    if (alive.length < kept && 2 * rung <= place) return [];
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

/**
 * The first run that is certain to be needed and that nobody has begun.
 * @param underWay runs that have begun and not ended
 * @returns null when nothing can be begun before one of those ends; without any, when the study is done
 */
export function nextRun(state: StudyState, underWay: readonly RunKey[] = []): PlannedRun | null {
  const { plan } = state;
  const results = resultsOf(state);
  const begun = new Set(underWay.map(textOf));
  for (const [place, repeat] of repeatsOf(plan).entries()) {
    for (const cell of aliveAt(state, results, place, mostAccurate)) {
      if (results[cell][place] !== undefined) continue;
      const planned = plannedRun(plan, cell, repeat);
      if (!begun.has(textOf(keyOfRun(planned)))) return planned;
    }
  }
  return null;
}

/** In the order in which runs that go one after the other end. */
function inOrder<T extends RunKey>({ base, ...plan }: StudyPlan, runs: readonly T[]): T[] {
  const { seed, splitSeed, fold } = base;
  const repeats = repeatsOf({ base, ...plan });
  const places = new Map(
    repeats.map((repeat, place) => [textOf({ cell: 0, seed, splitSeed, fold, ...repeat }), place]),
  );
  const placeOf = (run: T) => places.get(textOf({ ...run, cell: 0 })) ?? places.size;
  return runs.toSorted((a, b) => placeOf(a) - placeOf(b) || a.cell - b.cell);
}

export function withRun(state: StudyState, run: StudyRun): StudyState {
  return { ...state, runs: inOrder(state.plan, [...state.runs, run]) };
}

export function withFailure(state: StudyState, planned: PlannedRun, told: Message): StudyState {
  const failure = { ...keyOfRun(planned), told };
  return { ...state, failures: inOrder(state.plan, [...state.failures, failure]) };
}

export interface StudyProgress {
  /** Runs that are done, failed ones among them, of all that the study has. */
  done: number;
  total: number;
  /** Seconds for the runs that are left, by what the others took; null before one is done. */
  secondsLeft: number | null;
}

/**
 * How many settings halving leaves does not depend on which: the total is known from the start.
 * @param atOnce so many runs go side by side
 * @param spent seconds that those under way have taken
 */
export function progressOf(state: StudyState, { atOnce = 1, spent = 0 } = {}): StudyProgress {
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
  const seconds = Math.max(0, left.reduce((sum, { cell }) => sum + means[cell], 0) - spent);
  return { done, total, secondsLeft: seconds / Math.max(1, Math.min(atOnce, left.length)) };
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
