import { expect, it } from 'vitest';
import { compareCells, studySummary, type StudyRun } from './summary.ts';

const run = (
  cell: number,
  seed: number,
  validation: number,
  test: number,
  instead: Partial<StudyRun> = {},
): StudyRun => ({
  ...{ cell, seed, splitSeed: 1, validation, test, testRows: 200, epochs: 3, seconds: 2 },
  baseline: { accuracy: 0.8, difference: test - 0.8, interval: [-0.05, 0.05] },
  ...instead,
});
const cells = [{ keepProb: 0.5 }, { keepProb: 1 }];

it('chooses by validation, whatever the tests say', () => {
  const runs = [run(0, 1, 0.9, 0.7), run(0, 2, 0.88, 0.72), run(1, 1, 0.8, 0.95), run(1, 2, 0.81, 0.94)];
  const { cells: summed, chosen } = studySummary(cells, runs, 2);
  expect(chosen).toBe(0);
  expect(summed[0].settings).toEqual({ keepProb: 0.5 });
  expect(summed[0].validation.mean).toBeCloseTo(0.89);
  expect(summed[1].test.mean).toBeCloseTo(0.945);
  expect(summed[1].paired?.difference).toBeCloseTo(0.145);
  // Two runs: 12.7062 standard errors of 0.005 to each side.
  expect(summed[1].paired?.interval[0]).toBeCloseTo(0.145 - 0.063531, 5);
  expect(summed[0].baseline?.mean).toBeCloseTo(0.8);
});

it('chooses no setting that lacks seeds, as long as one is complete', () => {
  const runs = [run(0, 1, 0.8, 0.8), run(1, 1, 0.95, 0.8), run(0, 2, 0.81, 0.8)];
  expect(studySummary(cells, runs, 2).chosen).toBe(0);
  expect(studySummary(cells, runs, 3).chosen).toBe(1);
  expect(studySummary(cells, [], 2)).toEqual({ cells: [], chosen: null });
});

it('gives a single run the intervals of its rows', () => {
  const { cells: summed } = studySummary([{}], [run(0, 1, 0.8, 0.9)], 1);
  // Wilson, 180 of 200.
  expect(summed[0].test.interval?.[0]).toBeCloseTo(0.85057, 4);
  expect(summed[0].paired?.interval).toEqual([-0.05, 0.05]);
  expect(summed[0].validation.deviation).toBeNull();
});

it('has no comparison with a baseline that a run lacks', () => {
  const { cells: summed } = studySummary(
    [{}],
    [run(0, 1, 0.8, 0.9), run(0, 2, 0.8, 0.9, { baseline: null })],
    2,
  );
  expect(summed[0]).toMatchObject({ paired: null, baseline: null });
});

it('compares two settings seed by seed', () => {
  const runs = [
    run(0, 1, 0.9, 0),
    run(0, 2, 0.8, 0),
    run(1, 1, 0.88, 0),
    run(1, 2, 0.76, 0),
    run(1, 3, 0.1, 0),
  ];
  const found = compareCells(runs, 0, 1);
  expect(found?.difference).toBeCloseTo(0.03);
  expect(found?.interval?.[0]).toBeCloseTo(0.03 - 12.7062 * 0.01, 4);
  expect(compareCells([run(0, 1, 0.9, 0), run(1, 2, 0.9, 0)], 0, 1)).toBeNull();
});
