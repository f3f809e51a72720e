import { expect, it } from 'vitest';
import { beginStudy, type StudyState } from './engine.ts';
import type { StudyRun } from './run.ts';
import { ranked, studySummary } from './summary.ts';
import { planOf, runOf, seedsOf } from './testing/studies.ts';

const one = planOf({ cells: [{}], repeats: seedsOf(1) });
const stateOf = (runs: StudyRun[], plan = planOf()): StudyState => ({ plan, runs, failures: [] });

it('chooses by validation, whatever the tests say', () => {
  const runs = [
    runOf(0, 1, [0.9, 0.7]),
    runOf(0, 2, [0.88, 0.72]),
    runOf(1, 1, [0.8, 0.95]),
    runOf(1, 2, [0.81, 0.94]),
  ];
  const { cells: summed, chosen } = studySummary(stateOf(runs));
  expect(chosen).toBe(0);
  expect(summed[0].settings).toEqual({ keepProb: 0.5 });
  expect(summed[0].validation.mean).toBeCloseTo(0.89);
  expect(summed[1].test.mean).toBeCloseTo(0.945);
  expect(summed[1].paired?.difference).toBeCloseTo(0.145);
  // Two runs: 12.7062 standard errors of 0.005 to each side.
  expect(summed[1].paired?.interval?.[0]).toBeCloseTo(0.145 - 0.063531, 5);
  expect(summed[0].baseline?.mean).toBeCloseTo(0.8);
});

it('chooses no setting that lacks seeds, as long as one is complete', () => {
  const runs = [runOf(0, 1, [0.8, 0.8]), runOf(1, 1, [0.95, 0.8]), runOf(0, 2, [0.81, 0.8])];
  expect(studySummary(stateOf(runs)).chosen).toBe(0);
  expect(studySummary(stateOf(runs, planOf({ repeats: seedsOf(3) }))).chosen).toBe(1);
  expect(studySummary(beginStudy(planOf()))).toEqual({ cells: [], chosen: null });
});

it('ends an interval of accuracies where none can be', () => {
  const [cell] = studySummary(stateOf([runOf(0, 1, [0.99, 0.05]), runOf(0, 2, [0.9, 0.01])])).cells;
  expect(cell.validation.interval?.[1]).toBe(1);
  expect(cell.test.interval?.[0]).toBe(0);
});

it('gives a single run the intervals of its rows', () => {
  const { cells: summed } = studySummary(stateOf([runOf(0, 1, [0.8, 0.9])], one));
  // Wilson, 180 of 200, and 160 of 200.
  expect(summed[0].test.interval?.[0]).toBeCloseTo(0.85057, 4);
  expect(summed[0].validation.interval?.[0]).toBeCloseTo(0.7391, 4);
  expect(summed[0].paired?.interval).toEqual([-0.05, 0.05]);
  expect(summed[0].validation.deviation).toBeNull();
});

it('gives runs that are equal no interval, neither of themselves nor of a single run', () => {
  const [cell] = studySummary(stateOf([runOf(0, 1, [0.75, 0.8]), runOf(0, 2, [0.75, 0.8])])).cells;
  expect(cell.validation).toEqual({ mean: 0.75, deviation: 0, interval: null });
  expect(cell.test.interval).toBeNull();
  expect(cell.paired?.interval).toBeNull();
});

it('has no comparison with a baseline that a run lacks', () => {
  const runs = [runOf(0, 1, [0.8, 0.9]), runOf(0, 2, [0.8, 0.9], { baseline: null })];
  expect(studySummary(stateOf(runs)).cells[0]).toMatchObject({ paired: null, baseline: null });
});

it('widens the interval of folds by the rows that they share', () => {
  const plan = planOf({ cells: [{}], repeats: { kind: 'folds', folds: 3 } });
  const runs = [0.8, 0.82, 0.84].map((validation, i) => runOf(0, 0, [validation, 0.8], { fold: i + 1 }));
  const { validation } = studySummary(stateOf(runs, plan)).cells[0];
  expect(validation.deviation).toBeCloseTo(0.02);
  // 4.30265 · 0.02 · √(1/3 + 1/2)
  expect(validation.interval?.[0]).toBeCloseTo(0.82 - 0.078555, 5);
});

it('puts the chosen setting first, also where one without all seeds has a higher mean', () => {
  const runs = [
    runOf(0, 1, [0.8, 0.8]),
    runOf(1, 1, [0.95, 0.8]),
    runOf(0, 2, [0.8, 0.8]),
    runOf(2, 1, [0.97, 0.8]),
  ];
  const plan = planOf({ cells: [{ epochs: 1 }, { epochs: 2 }, { epochs: 3 }] });
  expect(ranked(studySummary(stateOf(runs, plan))).map(({ place }) => place)).toEqual([0, 2, 1]);
});
