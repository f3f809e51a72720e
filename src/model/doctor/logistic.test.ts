import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { evaluate, fitLogistic, logitsOf, LogisticTrainer, rowLoss } from './logistic.ts';
import type { LogisticModel, SparseRows } from './logistic.ts';

function sparse(rows: number[][], classes: number[]): SparseRows {
  const offsets = [0];
  for (const row of rows) offsets.push(offsets[offsets.length - 1] + row.length);
  return {
    ids: Uint16Array.from(rows.flat()),
    offsets: Int32Array.from(offsets),
    classes: Uint8Array.from(classes),
  };
}

/** Features 0 to 4 speak for class 1, 5 to 9 for class 0, the others for none; one row in ten lies. */
function planted(count: number, seed: number): SparseRows {
  const random = new Random(seed, 5);
  const rows: number[][] = [];
  const classes: number[] = [];
  for (let row = 0; row < count; row++) {
    const wanted = random.uniform() < 0.6 ? 1 : 0;
    const telling = (wanted === 1) !== random.uniform() < 0.1 ? 0 : 5;
    const ids = new Set([telling + random.below(5), telling + random.below(5)]);
    for (let word = 0; word < 8; word++) ids.add(10 + random.below(200));
    rows.push([...ids]);
    classes.push(wanted);
  }
  return sparse(rows, classes);
}

const fitOptions = { features: 210, classCount: 2, epochs: 12, patience: 2, onRows: async () => undefined };

describe('logistic regression', () => {
  it.each([2, 4])(
    'steps along the loss’s gradient, as finite differences in float64 have it: %i classes',
    (count) => {
      const rows = planted(6, 3);
      rows.classes.forEach((_, row) => (rows.classes[row] = row % count));
      const trainer = new LogisticTrainer(fitOptions.features, count);
      const { weights, bias } = trainer.model;
      const random = new Random(9);
      for (const values of [weights, bias]) values.forEach((_, i) => (values[i] = random.normal()));
      const all = (model: LogisticModel) => [...model.weights, ...model.bias];
      const squares = all(trainer.model).map(() => 1e-6);
      for (let row = 0; row < 6; row++) {
        const before = trainer.copy();
        trainer.step(rows, row);
        const after = all(trainer.model);
        all(before).forEach((value, at) => {
          const moved = (by: number) => {
            const near = { weights: before.weights.slice(), bias: before.bias.slice() };
            if (at < near.weights.length) near.weights[at] += by;
            else near.bias[at - near.weights.length] += by;
            return rowLoss(rows, row, near);
          };
          const gradient = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          squares[at] += gradient * gradient;
          const wanted = value - (0.3 * gradient) / Math.sqrt(squares[at]);
          expect(Math.abs(after[at] - wanted)).toBeLessThan(1e-6);
        });
      }
    },
  );

  it('finds what was planted, and beats the larger class by far', async () => {
    const train = planted(2_000, 1);
    const test = planted(1_000, 2);
    const model = await fitLogistic(train, planted(300, 3), { ...fitOptions, random: new Random(1) });
    const majority = test.classes.reduce((sum, value) => sum + value, 0) / 1_000;
    const { accuracy } = evaluate(test, model);
    expect(majority).toBeLessThan(0.65);
    // One row in ten lies, so that 0.9 is the most that there is to reach.
    expect(accuracy).toBeGreaterThan(0.86);
    expect(accuracy).toBeLessThan(0.95);
    expect(Math.min(...model.weights.subarray(0, 5))).toBeGreaterThan(
      Math.max(...model.weights.subarray(10)),
    );
    expect(Math.max(...model.weights.subarray(5, 10))).toBeLessThan(Math.min(...model.weights.subarray(10)));
  });

  it('gives the same weights for the same seed, others for another', async () => {
    const [train, validation] = [planted(300, 1), planted(60, 2)];
    const fit = (seed: number) => fitLogistic(train, validation, { ...fitOptions, random: new Random(seed) });
    expect(await fit(4)).toEqual(await fit(4));
    expect(await fit(4)).not.toEqual(await fit(5));
  });

  it('scales a row to length 1, takes one without features, and keeps the loss finite for any logit', () => {
    const rows = sparse([[0, 1, 2, 3], []], [1, 0]);
    const model = { weights: Float64Array.of(1, 2, 3, 4), bias: Float64Array.of(-1) };
    expect(logitsOf(rows, 0, model)[0]).toBeCloseTo(-1 + 10 / 2, 12);
    expect([...logitsOf(rows, 1, model)]).toEqual([-1]);
    expect(rowLoss(rows, 1, { ...model, bias: Float64Array.of(5_000) })).toBe(5_000);
    expect(rowLoss(rows, 0, { ...model, bias: Float64Array.of(5_000) })).toBe(0);
    expect(rowLoss(rows, 1, { ...model, bias: Float64Array.of(0) })).toBeCloseTo(Math.log(2), 12);
  });

  it('counts a tie as class 0', () => {
    const { accuracy } = evaluate(sparse([[], [], []], [0, 0, 1]), {
      weights: new Float64Array(0),
      bias: Float64Array.of(0),
    });
    expect(accuracy).toBeCloseTo(2 / 3, 12);
  });
});
