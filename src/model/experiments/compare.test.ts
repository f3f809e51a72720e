import { expect, it } from 'vitest';
import { say } from '../../contract/messages/en/say.ts';
import { compareCells, comparison } from './compare.ts';
import { packRows, unpackRows } from './rows-right.ts';
import { planOf, runOf, seedsOf, twoCells } from './testing/studies.ts';
import type { StudyRun } from './run.ts';

const stateOf = (runs: StudyRun[], plan = planOf()) => ({ plan, runs, failures: [] });
const names = ['A', 'B'] as const;

it('compares two settings seed by seed', () => {
  const state = stateOf([
    runOf(0, 1, [0.9, 0]),
    runOf(0, 2, [0.8, 0]),
    runOf(1, 1, [0.88, 0]),
    runOf(1, 2, [0.76, 0]),
    runOf(1, 3, [0.1, 0]),
  ]);
  const found = compareCells(state, [0, 1]);
  expect(found?.difference).toBeCloseTo(0.03);
  expect(found?.interval?.[0]).toBeCloseTo(0.03 - 12.7062 * 0.01, 4);
  expect(compareCells(stateOf([runOf(0, 1, [0.9, 0]), runOf(1, 2, [0.9, 0])]), [0, 1])).toBeNull();
  expect(say(comparison(state, [0, 1], names) ?? { code: '' })).toBe(
    'A and B can’t be told apart: on the same validation reviews they differ by 3.0 points on average, and chance alone may do that (95% interval of the difference −9.7 to 15.7 points, 2 seeds).',
  );
});

it('has no interval where the runs of two settings differ by the same with every seed', () => {
  const said = (own: number) => {
    const runs = [1, 2].flatMap((seed) => [runOf(0, seed, [own, 0]), runOf(1, seed, [0.75, 0])]);
    return say(comparison(stateOf(runs), [0, 1], names) ?? { code: '' });
  };
  expect(said(0.75)).toBe(
    'With each of 2 seeds A and B have the same accuracy on the same validation reviews. Equal differences give no interval: they do not show how far chance reaches. Try more seeds, or more reviews.',
  );
  expect(said(0.7)).toMatch(
    /^With each of 2 seeds A is 5.0 points worse than B on the same validation reviews. Equal/,
  );
});

it('says which of two settings is better when chance does not explain it', () => {
  const runs = [1, 2, 3].flatMap((seed) => [
    runOf(0, seed, [0.9 + seed / 1_000, 0.5]),
    runOf(1, seed, [0.85, 0.6]),
  ]);
  const said = comparison(stateOf(runs, planOf({ repeats: seedsOf(3) })), [1, 0], names);
  // Differences −0.051, −0.052, −0.053: deviation 0.001, 4.30265 · 0.001 / √3 = 0.0025.
  expect(say(said ?? { code: '' })).toBe(
    'A is 5.2 points worse than B on the same validation reviews, which is more than chance explains (95% interval of the difference −5.4 to −5.0 points, 3 seeds).',
  );
  expect(comparison(stateOf(runs), [1, 0], names, 'test')).toMatchObject({ part: 'test', runs: 3 });
});

/** Of 200 rows the first 100 right, and of the others so many from `from` on. */
const rowsRight = (from: number, count: number) =>
  packRows(Array.from({ length: 200 }, (_, row) => row < 100 || (row >= from && row < from + count)));

it('compares two runs row by row, by McNemar’s exact test', () => {
  const right = (packed: string) => ({ right: { validation: packed, test: packed } });
  const state = stateOf([
    runOf(0, 1, [0.55, 0.55], right(rowsRight(100, 9))),
    runOf(1, 1, [0.505, 0.505], right(rowsRight(150, 1))),
  ]);
  // 9 against 1: 2 · (1 + 10) / 2¹⁰ = 0.021.
  expect(say(comparison(state, [0, 1], names) ?? { code: '' })).toBe(
    'Of 200 validation reviews only A is right about 9, and only B about 1: more than chance explains (McNemar’s exact test, p = 0.021). One run of each says nothing of other seeds.',
  );
});

it('compares no single rows of settings that divide the data differently', () => {
  const plan = planOf({ cells: [{ trainShare: 0.8 }, { trainShare: 0.7 }] });
  expect(
    comparison(stateOf([runOf(0, 1, [0.8, 0.8]), runOf(1, 1, [0.9, 0.9])], plan), [0, 1], names),
  ).toBeNull();
  expect(twoCells).toHaveLength(2);
});

it('packs rows a bit each', () => {
  const rows = Array.from({ length: 19 }, (_, row) => row % 3 === 0);
  expect(packRows(rows)).toHaveLength(4);
  expect(unpackRows(packRows(rows), 19)).toEqual(rows);
  expect(() => unpackRows(packRows(rows), 26)).toThrow(RangeError);
});
