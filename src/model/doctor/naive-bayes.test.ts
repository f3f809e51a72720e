import { describe, expect, it } from 'vitest';
import type { SparseRows } from './logistic.ts';
import { logCountRatios, smoothing as s } from './naive-bayes.ts';

function part(rows: number[][], classes: number[]): SparseRows {
  const offsets = rows.reduce((sums, row) => [...sums, sums[sums.length - 1] + row.length], [0]);
  return {
    ids: Int32Array.from(rows.flat()),
    offsets: Int32Array.from(offsets),
    classes: Uint8Array.from(classes),
  };
}

const all = (rows: SparseRows) => Int32Array.from(rows.classes.keys());

describe('log-count ratios', () => {
  it('are those worked out by hand, for either class of two', () => {
    // Feature 0 is in both reviews of class 1, feature 1 in one of each class, feature 2 in that of class 0.
    const rows = part([[0, 1], [0], [1, 2]], [1, 1, 0]);
    // Without smoothing p = (2, 1, 0) of 3, q = (0, 1, 1) of 2.
    const [p, q] = [3 + 3 * s, 2 + 3 * s];
    const wanted = [(2 + s) / p / (s / q), (1 + s) / p / ((1 + s) / q), s / p / ((1 + s) / q)].map(Math.log);
    const ratios = (label: number) => logCountRatios(rows, all(rows), { features: 3, label });
    wanted.forEach((value, id) => expect(ratios(1)[id]).toBeCloseTo(value, 12));
    wanted.forEach((value, id) => expect(ratios(0)[id]).toBeCloseTo(-value, 12));
  });

  it('set each of three classes against the two others, by the rows that are asked for', () => {
    // The last row is not asked for.
    const rows = part([[0], [0, 1], [1], [2], [0, 2], [0, 1, 2]], [0, 0, 1, 2, 2, 1]);
    const asked = Int32Array.of(0, 1, 2, 3, 4);
    const share = (counts: readonly number[], id: number) =>
      (counts[id] + s) / (counts[0] + counts[1] + counts[2] + 3 * s);
    const wanted = [
      { label: 2, own: [1, 0, 2], others: [2, 2, 0] },
      { label: 1, own: [0, 1, 0], others: [3, 1, 2] },
      { label: 0, own: [2, 1, 0], others: [1, 1, 2] },
    ];
    for (const { label, own, others } of wanted) {
      const found = logCountRatios(rows, asked, { features: 3, label });
      found.forEach((ratio, id) =>
        expect(ratio).toBeCloseTo(Math.log(share(own, id) / share(others, id)), 12),
      );
    }
  });
});

it('has the smoothing that was measured', () => {
  expect(s).toBe(0.3);
});
