import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../contract/messages/testing/saying.ts';
import {
  beginStudy,
  endedCells,
  keyOfRun,
  nextRun,
  progressOf,
  withFailure,
  withRun,
  type StudyState,
} from './engine.ts';
import type { PlannedRun, Repeats, StudyPlan } from './plan.ts';
import { readStudy, studyJson } from './record.ts';
import { studyCsv } from './study-csv.ts';
import { studySummary } from './summary.ts';
import { done, madeUp, planOf, runOf, runSideBySide, runUpTo, seedsOf } from './testing/studies.ts';

const data = { name: 'reviews', fingerprint: 'abc', rows: 900 };
const cellsOf = (count: number) => Array.from({ length: count }, (_, i) => ({ epochs: i + 1 }));
const told = { code: 'no-usable-weights' } as const;

const repeats = fc.oneof(
  fc.record({
    kind: fc.constant('seeds' as const),
    seeds: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 2, maxLength: 9 }),
    varySplit: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('folds' as const), folds: fc.integer({ min: 2, max: 9 }) }),
) satisfies fc.Arbitrary<Repeats>;
const plans: fc.Arbitrary<StudyPlan> = fc
  .record({ count: fc.integer({ min: 2, max: 9 }), repeats, halving: fc.boolean() })
  .map(({ count, ...rest }) => planOf({ cells: cellsOf(count), ...rest }));

describe('a study', () => {
  it('that is resumed from its file at any point ends as one that never stopped', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), (plan, stops) => {
        const whole = done(plan);
        let state = { ...beginStudy(plan), data };
        for (const stop of stops) state = readStudy(studyJson({ ...runUpTo(state, stop), data }));
        const resumed = runUpTo(state);
        expect(resumed.runs).toEqual(whole.runs);
        expect(studySummary(resumed)).toEqual(studySummary(whole));
        expect(studyCsv(resumed)).toBe(studyCsv(whole));
      }),
      { numRuns: 30 },
    );
  });

  it('knows from the start how many runs it has, and counts each once', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        let state = beginStudy(plan);
        const { total } = progressOf(state);
        let count = 0;
        for (let next = nextRun(state); next; next = nextRun(state)) {
          expect(progressOf(state)).toMatchObject({ done: count, total });
          state = withRun(state, madeUp(next));
          count++;
        }
        expect(count).toBe(total);
        expect(progressOf(state).secondsLeft).toBe(0);
        const keys = state.runs.map(({ cell, seed, fold }) => `${cell} ${seed} ${fold}`);
        expect(new Set(keys).size).toBe(count);
      }),
      { numRuns: 30 },
    );
  });

  it('whose runs go side by side ends as one whose runs go in turn, in whatever order they end', () => {
    const picks = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: 1, max: 9 }),
        picks,
        fc.nat({ max: 6 }),
        (plan, atOnce, order, bad) => {
          const end = (now: StudyState, planned: PlannedRun) => {
            const { total } = progressOf(now);
            const run = madeUp(planned);
            const next =
              (run.cell + run.seed + run.fold) % 7 === bad
                ? withFailure(now, planned, told)
                : withRun(now, run);
            expect(progressOf(next).total).toBe(total);
            return next;
          };
          const inTurn = runSideBySide(beginStudy(plan), 1, [0], end);
          const beside = runSideBySide(beginStudy(plan), atOnce, order, end);
          expect(beside.runs).toEqual(inTurn.runs);
          expect(beside.failures).toEqual(inTurn.failures);
          expect(studySummary(beside)).toEqual(studySummary(inTurn));
          expect(studyCsv(beside)).toBe(studyCsv(inTurn));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('runs all settings with one seed before it takes the next', () => {
    const { runs } = done(planOf());
    expect(runs.map(({ cell, seed }) => [cell, seed])).toEqual([
      [0, 1],
      [1, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  it('says how long the rest takes by what each setting took', () => {
    const state = {
      ...beginStudy(planOf({ repeats: seedsOf(3) })),
      runs: [runOf(0, 1, [0.8, 0], { wall: 10 })],
    };
    // Five are left: nothing is known of the other setting.
    expect(progressOf(state).secondsLeft).toBe(50);
    const both = withRun(state, runOf(1, 1, [0.8, 0], { wall: 2 }));
    expect(progressOf(both).secondsLeft).toBe(24);
    expect(progressOf(both, { atOnce: 2 }).secondsLeft).toBe(12);
    expect(progressOf(both, { atOnce: 9, spent: 8 }).secondsLeft).toBe(4);
    expect(progressOf(both, { spent: 99 }).secondsLeft).toBe(0);
  });

  it('continues without a run that fails, and says so of its setting', () => {
    let state = beginStudy(planOf());
    for (let next = nextRun(state); next; next = nextRun(state))
      state =
        next.cell === 1 && next.config.seed === 1
          ? withFailure(state, next, told)
          : withRun(state, madeUp(next));
    expect(state.runs).toHaveLength(3);
    expect(progressOf(state)).toMatchObject({ done: 4, total: 4 });
    const { cells, chosen } = studySummary(state);
    expect(cells.map(({ seeds, failed }) => [seeds, failed])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(chosen).toBe(0);
  });
});

describe('folds', () => {
  it('share the test part, and take turns as the validation part', () => {
    const { runs, plan } = done(planOf({ cells: [{}], repeats: { kind: 'folds', folds: 3 } }));
    expect(runs.map(({ fold }) => fold)).toEqual([1, 2, 3]);
    const next = nextRun(beginStudy(plan));
    expect(next?.config.validationShare).toBeCloseTo(0.3, 9);
    expect(next?.config.trainShare).toBeCloseTo(0.6, 9);
    expect(next?.config.seed).toBe(plan.base.seed);
  });

  it('are refused in a number that makes no sense', () => {
    const plan = (folds: number) => planOf({ repeats: { kind: 'folds', folds } });
    expect(() => beginStudy(plan(1))).toThrow(saying('2 to 20 folds'));
    expect(() => beginStudy(plan(21))).toThrow(saying('2 to 20 folds'));
    const cells = [{ trainShare: 0.5 }, { trainShare: 0.6 }];
    expect(() => beginStudy({ ...plan(5), cells })).toThrow(saying('set the training'));
  });
});

describe('halving', () => {
  const plan = planOf({ cells: cellsOf(4), repeats: seedsOf(4), halving: true });
  /** Validation by cell; with the second seed the order turns around. */
  const run = (cell: number, seed: number) =>
    runOf(cell, seed, [seed === 1 ? 0.9 - cell / 10 : 0.5 + cell / 5, cell / 4]);

  it('ends the worse half after the first, the second and the fourth seed, by validation alone', () => {
    let state = beginStudy(plan);
    const ran: [number, number][] = [];
    for (let next = nextRun(state); next; next = nextRun(state)) {
      ran.push([next.config.seed, next.cell]);
      state = withRun(state, run(next.cell, next.config.seed));
    }
    expect(ran).toEqual([
      ...[0, 1, 2, 3].map((cell) => [1, cell]),
      [2, 0],
      [2, 1],
      // Means of two seeds: 0.7 of the first and 0.75 of the second.
      [3, 1],
      [4, 1],
    ]);
    expect([...endedCells(state)]).toEqual([0, 2, 3]);
    const { cells, chosen } = studySummary(state);
    expect(chosen).toBe(1);
    expect(cells.map(({ seeds, isEnded }) => [seeds, isEnded])).toEqual([
      [2, true],
      [4, false],
      [1, true],
      [1, true],
    ]);
  });

  it('begins side by side what is certain to be needed, and nothing else', () => {
    const keys = ({ cell, config: { seed } }: PlannedRun) => `${seed}:${cell}`;
    const beside = (state: StudyState, underWay: PlannedRun[] = []): string[] => {
      const next = nextRun(state, underWay.map(keyOfRun));
      return next ? beside(state, [...underWay, next]) : underWay.map(keys);
    };
    const begun = beginStudy(plan);
    expect(beside(begun)).toEqual(['1:0', '1:1', '1:2', '1:3']);
    // Three of four have ended: the best of them is among the better half, whatever the fourth comes to.
    const three = { ...begun, runs: [run(0, 1), run(1, 1), run(2, 1)] };
    expect(beside(three)).toEqual(['1:3', '2:0']);
    expect(beside(withRun(three, run(3, 1)))).toEqual(['2:0', '2:1']);
    // One setting is left: all of its seeds.
    const decided = { ...begun, runs: [0, 1, 2, 3].map((cell) => run(cell, 1)).concat(run(0, 2), run(1, 2)) };
    expect(beside(decided)).toEqual(['3:1', '4:1']);
  });

  it('takes a run that failed for the worst, and the first of equal ones', () => {
    let state = beginStudy(plan);
    for (let next = nextRun(state); next; next = nextRun(state))
      state =
        next.cell === 0
          ? withFailure(state, next, told)
          : withRun(state, runOf(next.cell, next.config.seed, [0.8, 0.8]));
    expect([...endedCells(state)]).toEqual([0, 2, 3]);
  });

  it('ends nothing before it is known to be worse', () => {
    const state = { ...beginStudy(plan), runs: [run(3, 1)] };
    expect(endedCells(state).size).toBe(0);
    expect(endedCells(beginStudy(planOf())).size).toBe(0);
  });

  it('needs something to end', () => {
    expect(() => beginStudy({ ...plan, cells: [{}] })).toThrow(saying('needs two settings'));
    expect(() => beginStudy({ ...plan, repeats: seedsOf(1) })).toThrow(saying('needs two settings'));
  });
});

describe('a study’s file', () => {
  const record = { ...done(planOf()), data };

  it('has the settings of every run', () => {
    const { plan, runs, data: saved } = readStudy(studyJson(record));
    expect(plan).toEqual(record.plan);
    expect(runs).toEqual(record.runs);
    expect(saved).toEqual(data);
  });

  it.each([
    ['no JSON', 'x'],
    ['something else', '{"a":1}'],
    ['another version', studyJson(record).replace('"forgetGateStudy": 1', '"forgetGateStudy": 2')],
    ['a setting out of range', studyJson(record).replace('"keepProb": 1', '"keepProb": 7')],
    ['a run of no setting', studyJson(record).replace('"cell": 1', '"cell": 2')],
    ['an accuracy above 1', studyJson(record).replace(/"validation": 0\.\d+/, '"validation": 1.5')],
  ])('is refused when it is %s', (_, json) => {
    expect(() => readStudy(json)).toThrow(saying('no study that this version reads'));
  });
});
