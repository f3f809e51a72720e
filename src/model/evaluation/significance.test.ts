import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaired, fisherExact, mcnemarExact, wilsonInterval } from './significance.ts';

describe('wilsonInterval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %s right in %s is what the literature has', (right, rows, low, high) => {
    const interval = wilsonInterval(right, rows);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });
});

describe('mcnemarExact', () => {
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [0, 6, 2 / 2 ** 6],
    [9, 1, (2 * 11) / 2 ** 10],
    [1, 9, (2 * 11) / 2 ** 10],
  ])('of %s against %s is the tails of the binomial', (a, b, p) => {
    expect(mcnemarExact(a, b)).toBeCloseTo(p, 12);
  });

  it('does not lose itself in numbers that are too small', () => {
    expect(mcnemarExact(2_000, 2_100)).toBeGreaterThan(0.1);
    expect(mcnemarExact(2_000, 2_100)).toBeLessThan(0.13);
    expect(mcnemarExact(1_000, 2_000)).toBeLessThan(1e-30);
  });
});

describe('comparePaired', () => {
  const rows = (both: number, own: number, other: number, none: number): [boolean[], boolean[]] => {
    const pairs = [
      ...Array.from({ length: both }, () => [true, true]),
      ...Array.from({ length: own }, () => [true, false]),
      ...Array.from({ length: other }, () => [false, true]),
      ...Array.from({ length: none }, () => [false, false]),
    ];
    return [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  };

  it('counts where the two disagree', () => {
    const compared = comparePaired(...rows(200, 30, 20, 48));
    expect(compared).toMatchObject({ onlyNetwork: 30, onlyBaseline: 20, accuracy: 220 / 298 });
    expect(compared.difference).toBeCloseTo(10 / 298, 12);
    // 11 more rows of 300: (31 − 21)/300 ± 1.96 · √((31 + 21)/300 − (10/300)²)/√300.
    const spread = 1.959964 * Math.sqrt((52 / 300 - (10 / 300) ** 2) / 300);
    expect(compared.interval[0]).toBeCloseTo(10 / 300 - spread, 6);
    expect(compared.interval[1]).toBeCloseTo(10 / 300 + spread, 6);
    expect(compared.pValue).toBeCloseTo(0.2026, 3);
  });

  it('is the same the other way round', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 80 }),
        (pairs) => {
          const [a, b] = [pairs.map(([own]) => own), pairs.map(([, other]) => other)];
          const [there, back] = [comparePaired(a, b), comparePaired(b, a)];
          expect(there.difference).toBeCloseTo(-back.difference, 12);
          expect(there.interval[0]).toBeCloseTo(-back.interval[1], 12);
          expect(there.pValue).toBe(back.pValue);
          expect(there.interval[0]).toBeLessThanOrEqual(there.difference + 1e-12);
          expect(there.interval[1]).toBeGreaterThanOrEqual(there.difference - 1e-12);
        },
      ),
    );
  });

  it('has an interval without 0 wherever the exact test tells the two apart', () => {
    const contradictory: [number, number][] = [];
    for (let own = 0; own <= 60; own++)
      for (let other = 0; other <= 60; other++) {
        const { pValue, interval } = comparePaired(...rows(120, own, other, 30));
        if (pValue < 0.05 && interval[0] <= 0 && interval[1] >= 0) contradictory.push([own, other]);
      }
    expect(contradictory).toEqual([]);
  });

  it('refuses rows that do not fit', () => {
    expect(() => comparePaired([], [])).toThrow(RangeError);
    expect(() => comparePaired([true], [true, false])).toThrow(RangeError);
  });
});

describe('fisherExact', () => {
  // Fisher's tea tasting: 3 of 4 cups told rightly, 17/70; and all 4, 1/70. Then R's fisher.test(alternative = 'greater').
  it.each([
    [[3, 1], [1, 3], 17 / 70],
    [[4, 0], [0, 4], 1 / 70],
    [[10, 2], [3, 15], 0.0004652],
    [[0, 5], [5, 0], 1],
    [[0, 0], [3, 4], 1],
  ] as const)('of %j beside %j', (first, second, wanted) => {
    expect(fisherExact(first, second)).toBeCloseTo(wanted, 6);
  });

  it('stays a share with 50,000 rows', () => {
    expect(fisherExact([12_600, 12_400], [12_400, 12_600])).toBeCloseTo(0.0374, 3);
  });
});
