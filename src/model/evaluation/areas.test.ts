import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areasOf, scoreGroups } from './areas.ts';
import { curvesOf } from './curves.ts';

interface Row {
  score: number;
  isPositive: boolean;
}

const groupsOf = (rows: readonly Row[]) =>
  scoreGroups(
    rows.map(({ score }) => score),
    rows.map(({ isPositive }) => isPositive),
  );

/** Few scores, so that many are equal. */
const anyRows = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 9 }), isPositive: fc.boolean() }), {
    minLength: 6,
    maxLength: 40,
  })
  .filter((rows) => new Set(rows.map(({ isPositive }) => isPositive)).size === 2);

/** ψ of DeLong: how much of a pair of rows is in the right order. */
const psi = (positive: Row, negative: Row) =>
  positive.score > negative.score ? 1 : positive.score === negative.score ? 0.5 : 0;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

describe('the area under the ROC curve', () => {
  it('is the share of pairs in the right order, with DeLong’s interval from all pairs', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const positives = rows.filter(({ isPositive }) => isPositive);
        const negatives = rows.filter(({ isPositive }) => !isPositive);
        const ofPositives = positives.map((own) => mean(negatives.map((other) => psi(own, other))));
        const ofNegatives = negatives.map((own) => mean(positives.map((other) => psi(other, own))));
        const area = mean(ofPositives);
        const { roc } = areasOf(groupsOf(rows)) ?? expect.fail();
        expect(roc.value).toBeCloseTo(area, 12);
        const deviation = Math.sqrt(
          variance(ofPositives) / positives.length + variance(ofNegatives) / negatives.length,
        );
        const known = Number.isFinite(deviation) && deviation > 1e-9 && area > 0 && area < 1;
        if (!known) {
          expect(roc.interval).toBeNull();
          return;
        }
        const scale = (1.959964 * deviation) / (area * (1 - area));
        const logit = (share: number) => Math.log(share / (1 - share));
        expect(logit(roc.interval?.[0] ?? Number.NaN)).toBeCloseTo(logit(area) - scale, 4);
        expect(logit(roc.interval?.[1] ?? Number.NaN)).toBeCloseTo(logit(area) + scale, 4);
      }),
    );
  });

  it('of a case worked out by hand', () => {
    // Positives 0.9, 0.7, 0.4; negatives 0.8, 0.4, 0.1: right pairs 3 + 2 + 1.5 of 9.
    const { roc, positives, negatives } =
      areasOf(scoreGroups([0.9, 0.8, 0.7, 0.4, 0.4, 0.1], [true, false, true, true, false, false])) ??
      expect.fail();
    expect([positives, negatives]).toEqual([3, 3]);
    expect(roc.value).toBeCloseTo(6.5 / 9, 12);
    // Components 1, 2/3, 1/2 and 1/3, 5/6, 1: variances 7/108 and 13/108, each over 3 rows.
    const deviation = Math.sqrt((7 / 108 + 13 / 108) / 3);
    const scale = (1.959964 * deviation) / ((6.5 / 9) * (2.5 / 9));
    expect(roc.interval?.[0]).toBeCloseTo(1 / (1 + Math.exp(scale - Math.log(6.5 / 2.5))), 6);
    expect(roc.interval?.[1]).toBeCloseTo(1 / (1 + Math.exp(-scale - Math.log(6.5 / 2.5))), 6);
  });

  it('has no interval where nothing overlaps, and nothing is known of one class alone', () => {
    const apart = areasOf(scoreGroups([3, 3, 2, 1], [true, true, false, false]));
    expect(apart?.roc).toEqual({ value: 1, interval: null });
    expect(apart?.precision).toEqual({ value: 1, interval: null });
    expect(areasOf(scoreGroups([1, 2], [true, true]))).toBeNull();
    expect(areasOf([])).toBeNull();
  });
});

describe('average precision', () => {
  it('is the mean precision at each positive row, by the rows above it', () => {
    // Precisions 1, 2/3 and, with the tie, 3/5.
    const { precision } =
      areasOf(scoreGroups([0.9, 0.8, 0.7, 0.4, 0.4, 0.1], [true, false, true, true, false, false])) ??
      expect.fail();
    const value = (1 + 2 / 3 + 3 / 5) / 3;
    expect(precision.value).toBeCloseTo(value, 12);
    // Boyd and others: logit ± 1.96/√(n·a·(1 − a)), n the rows of the class.
    const scale = 1.959964 / Math.sqrt(3 * value * (1 - value));
    expect(precision.interval?.[0]).toBeCloseTo(1 / (1 + Math.exp(scale - Math.log(value / (1 - value)))), 6);
  });

  it('is what the definition says, on any rows', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const positives = rows.filter(({ isPositive }) => isPositive);
        const precisionAt = (score: number) =>
          mean(rows.filter((row) => row.score >= score).map(({ isPositive }) => Number(isPositive)));
        const expected = mean(positives.map(({ score }) => precisionAt(score)));
        expect(areasOf(groupsOf(rows))?.precision.value).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe('scoreGroups', () => {
  it('refuses what does not fit', () => {
    expect(() => scoreGroups([1], [true, false])).toThrow(RangeError);
    expect(() => scoreGroups([Number.NaN, 1], [true, false])).toThrow(RangeError);
  });
});

describe('curvesOf', () => {
  it('has the shares at each threshold, those of equal scores together', () => {
    const curves = curvesOf(scoreGroups([0.9, 0.5, 0.5, 0.2], [true, true, false, false])) ?? expect.fail();
    expect(curves.rocPoints).toEqual([
      { threshold: Number.POSITIVE_INFINITY, x: 0, y: 0 },
      { threshold: 0.9, x: 0, y: 0.5 },
      { threshold: 0.5, x: 0.5, y: 1 },
      { threshold: 0.2, x: 1, y: 1 },
    ]);
    expect(curves.precisionPoints).toEqual([
      { threshold: 0.9, x: 0.5, y: 1 },
      { threshold: 0.5, x: 1, y: 2 / 3 },
      { threshold: 0.2, x: 1, y: 0.5 },
    ]);
    expect(curvesOf(scoreGroups([1, 2], [false, false]))).toBeNull();
  });

  it('keeps both ends of a long curve, and few enough points to draw', () => {
    const scores = Float64Array.from({ length: 5_000 }, (_, i) => i);
    const { rocPoints } =
      curvesOf(
        scoreGroups(
          scores,
          Array.from(scores, (score) => score % 3 === 0),
        ),
      ) ?? expect.fail();
    expect(rocPoints).toHaveLength(250);
    expect(rocPoints[0]).toMatchObject({ x: 0, y: 0 });
    expect(rocPoints[249]).toMatchObject({ x: 1, y: 1 });
  });
});
