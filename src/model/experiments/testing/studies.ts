/** Studies for tests, whose runs nobody trains. */
import { defaultSettings } from '../../../contract/settings.ts';
import { beginStudy, keyOfRun, nextRun, withRun, type StudyState } from '../engine.ts';
import type { CellSettings } from '../grid.ts';
import type { PlannedRun, Repeats, StudyPlan } from '../plan.ts';
import { packRows } from '../rows-right.ts';
import type { StudyRun } from '../run.ts';

export const twoCells: CellSettings[] = [{ keepProb: 0.5 }, { keepProb: 1 }];
export const seedsOf = (count: number): Repeats => ({
  kind: 'seeds',
  seeds: Array.from({ length: count }, (_, i) => i + 1),
  varySplit: false,
});

export function planOf(instead: Partial<StudyPlan> = {}): StudyPlan {
  const base = { ...defaultSettings };
  return { base, cells: twoCells, repeats: seedsOf(2), halving: false, ...instead };
}

/** A run of 200 rows in each part. */
export function runOf(
  cell: number,
  seed: number,
  [validation, test]: readonly [number, number],
  instead: Partial<StudyRun> = {},
): StudyRun {
  const rightOf = (share: number) => packRows(Array.from({ length: 200 }, (_, row) => row < 200 * share));
  return {
    ...{ cell, seed, splitSeed: 1, fold: 1, validation, test, validationRows: 200, testRows: 200 },
    ...{ epochs: 3, seconds: 2, wall: 3, right: { validation: rightOf(validation), test: rightOf(test) } },
    baseline: { accuracy: 0.8, difference: test - 0.8, interval: [-0.05, 0.05] },
    ...instead,
  };
}

/** What a run comes to that nobody trains: by its settings alone, as a real one. */
export function madeUp(planned: PlannedRun): StudyRun {
  const { cell, seed, splitSeed, fold } = keyOfRun(planned);
  const place = ((cell * 37 + seed * 11 + splitSeed * 5 + fold * 17) % 50) / 100;
  return runOf(cell, seed, [0.5 + place, 0.9 - place], { splitSeed, fold, wall: 1 + cell });
}

/** Runs a study on, up to so many runs. */
export function runUpTo(state: StudyState, most = Number.POSITIVE_INFINITY): StudyState {
  let [now, count] = [state, 0];
  for (let next = nextRun(now); next && count < most; next = nextRun(now), count++)
    now = withRun(now, madeUp(next));
  return now;
}

/**
 * Runs a study with so many runs side by side.
 * @param picks which of the runs under way ends next, each time
 * @param end what becomes of a run
 */
export function runSideBySide(
  state: StudyState,
  atOnce: number,
  picks: readonly number[],
  end: (state: StudyState, planned: PlannedRun) => StudyState = (now, planned) =>
    withRun(now, madeUp(planned)),
): StudyState {
  let now = state;
  const underWay: PlannedRun[] = [];
  for (let turn = 0; ; turn++) {
    while (underWay.length < atOnce) {
      const next = nextRun(now, underWay.map(keyOfRun));
      if (!next) break;
      underWay.push(next);
    }
    if (underWay.length === 0) return now;
    const [ended] = underWay.splice((picks[turn % picks.length] ?? 0) % underWay.length, 1);
    now = end(now, ended);
  }
}

export const done = (plan: StudyPlan): StudyState => runUpTo(beginStudy(plan));
