import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { bestWeights, costOf, type Answers } from './costs.ts';

const two = (rows: readonly (readonly [probability: number, actual: number])[]): Answers => ({
  probabilities: Float64Array.from(rows.flatMap(([p]) => [1 - p, p])),
  classes: Uint8Array.from(rows, ([, actual]) => actual),
});

describe('costOf', () => {
  it('adds what each wrong answer costs, by the row’s own class', () => {
    const answers = two([
      [0.2, 0],
      [0.6, 0],
      [0.3, 1],
      [0.9, 1],
    ]);
    expect(costOf(answers, [0.5, 0.5], [2, 5])).toBe(7);
    expect(costOf(answers, [0.25, 0.75], [2, 5])).toBe(2);
    expect(costOf(answers, [0.8, 0.2], [2, 5])).toBe(5);
  });
});

describe('bestWeights', () => {
  it('of two classes has the least cost of all thresholds', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      fc.integer({ min: 0, max: 1 }),
    );
    const cost = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), cost, cost, (rows, first, second) => {
        const answers = two(rows);
        const costs = [first, second];
        const weights = bestWeights(answers, costs);
        expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
        const found = costOf(answers, weights, costs);
        for (let t = 0; t <= 40; t++)
          expect(found).toBeLessThanOrEqual(
            costOf(answers, [(t + 0.5) / 41, 1 - (t + 0.5) / 41], costs) + 1e-9,
          );
      }),
    );
  });

  it('keeps the costs themselves where these are as good as any', () => {
    const answers = two([
      [0.1, 0],
      [0.9, 1],
    ]);
    expect(bestWeights(answers, [1, 1])).toEqual([0.5, 0.5]);
    expect(bestWeights(answers, [1, 3])).toEqual([0.25, 0.75]);
  });

  it('goes to the middle between the rows that it must tell apart', () => {
    // A threshold above 0.6 and below 0.8 answers all rows right: 0.7 on the second class.
    const [threshold] = bestWeights(
      two([
        [0.6, 0],
        [0.8, 1],
      ]),
      [1, 1],
    );
    expect(threshold).toBeGreaterThan(0.6);
    expect(threshold).toBeLessThan(0.8);
  });

  it('of stretches that are as good takes the one next to the costs themselves, on either side', () => {
    // One error from 0.6 to 0.65 and from 0.9 to 0.95, two at 0.5.
    const rows = [
      [0.4, 0],
      [0.6, 0],
      [0.65, 1],
      [0.9, 0],
      [0.95, 1],
    ] as const;
    const [above] = bestWeights(two(rows), [1, 1]);
    expect(above).toBeGreaterThan(0.6);
    expect(above).toBeLessThan(0.65);
    const mirrored = rows.map(([p, actual]) => [1 - p, 1 - actual] as const);
    const [below] = bestWeights(two(mirrored), [1, 1]);
    expect(below).toBeGreaterThan(0.35);
    expect(below).toBeLessThan(0.4);
  });

  it('of more classes costs no more than the probabilities alone or the costs as weights, and can’t be bettered by one weight', () => {
    const random = new Random(11);
    for (let round = 0; round < 20; round++) {
      const count = 3 + (round % 3);
      const rows = 60;
      const classes = Uint8Array.from({ length: rows }, () => random.below(count));
      const raw = Float64Array.from({ length: rows * count }, () => random.uniform());
      // Each row leans to its own class, and all of them to class 0.
      classes.forEach((id, row) => (raw[row * count + id] += 0.5));
      for (let row = 0; row < rows; row++) raw[row * count] += 0.4;
      const probabilities = raw.map((value, at) => {
        const start = at - (at % count);
        return value / raw.subarray(start, start + count).reduce((sum, one) => sum + one, 0);
      });
      const costs = Array.from({ length: count }, () => 1 + random.below(5));
      const answers = { probabilities, classes };
      const weights = bestWeights(answers, costs);
      const found = costOf(answers, weights, costs);
      expect(found).toBeLessThanOrEqual(costOf(answers, costs, costs));
      for (let id = 0; id < count; id++)
        for (let step = -20; step <= 20; step++) {
          const other = weights.map((weight, k) => (k === id ? weight * 1.2 ** step : weight));
          expect(found).toBeLessThanOrEqual(costOf(answers, other, costs) + 1e-9);
        }
    }
  });
});
