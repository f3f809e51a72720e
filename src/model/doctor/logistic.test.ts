import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { logitOf, LogisticTrainer, probabilitiesOf, rowLoss, type SparseRows } from './logistic.ts';

const features = 12;
const strength = 3;

/** Rows of features by chance, of which some speak for a class; of two or three classes. */
function drawn(count: number, seed: number, classCount = 2): SparseRows {
  const random = new Random(seed, 5);
  const ids: number[] = [];
  const offsets = [0];
  // The classes are of unequal size, so that the bias matters.
  const classes = Uint8Array.from({ length: count }, () => Math.floor(classCount * random.uniform() ** 3));
  for (const label of classes) {
    for (let id = 0; id < features; id++)
      if (random.uniform() < (id % classCount === label ? 0.5 : 0.3)) ids.push(id);
    offsets.push(ids.length);
  }
  return { ids: Int32Array.from(ids), offsets: Int32Array.from(offsets), classes };
}

const valuesOf = (seed: number) => {
  const random = new Random(seed, 6);
  return Float64Array.from({ length: features }, () => 0.3 + random.uniform());
};

/** The rows as plain vectors of length 1, with the bias' 1 behind. */
function vectors(part: SparseRows, values: Float64Array): number[][] {
  return Array.from(part.classes, (_, row) => {
    const vector = Array.from({ length: features }, () => 0);
    for (const id of part.ids.subarray(part.offsets[row], part.offsets[row + 1])) vector[id] = values[id];
    const length = Math.hypot(...vector);
    return [...vector.map((value) => (length > 0 ? value / length : 0)), 1];
  });
}

/** ½·|w|² + C·Σ ln(1 + exp(−y·w·x)), and where it is least, by plain gradient descent. */
function reference(part: SparseRows, values: Float64Array, label: number) {
  const rows = vectors(part, values);
  const signs = Array.from(part.classes, (own) => (own === label ? 1 : -1));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i], 0);
  const objective = (w: readonly number[]) =>
    dot(w, w) / 2 +
    strength * rows.reduce((sum, x, row) => sum + Math.log1p(Math.exp(-signs[row] * dot(w, x))), 0);
  let w = Array.from({ length: features + 1 }, () => 0);
  for (let step = 0; step < 4_000; step++) {
    const gradient = w.slice();
    rows.forEach((x, row) => {
      const pull = (strength * signs[row]) / (1 + Math.exp(signs[row] * dot(w, x)));
      x.forEach((value, i) => (gradient[i] -= pull * value));
    });
    w = w.map((value, i) => value - (0.5 / (strength * rows.length)) * gradient[i]);
  }
  return { objective, w, logits: rows.map((x) => dot(w, x)) };
}

function trained(part: SparseRows, values: Float64Array, label: number): LogisticTrainer {
  const rows = Int32Array.from(part.classes.keys());
  const trainer = new LogisticTrainer(part, rows, { label, values });
  const [random, order] = [new Random(1), rows.slice()];
  // By way of a weaker and a stronger one: what was learned is a start, and no more.
  for (const each of [strength / 5, strength * 2, strength]) {
    trainer.setStrength(each);
    for (let pass = 0; pass < 500; pass++) trainer.learn(random.shuffle(order));
  }
  return trainer;
}

describe('logistic regression', () => {
  it.each([
    [2, 1],
    [3, 2],
  ])(
    'comes to the least of its objective, as gradient descent in float64 has it: %i classes',
    (count, label) => {
      const [part, values] = [drawn(150, 3, count), valuesOf(4)];
      const { model } = trained(part, values, label);
      const wanted = reference(part, values, label);
      const w = [...Array.from(values, (value, id) => model.pairs[2 * id] / value), model.bias];
      const least = wanted.objective(wanted.w);
      // Rows within a hundredth of a logit or so of their optimum.
      expect(wanted.objective(w)).toBeGreaterThanOrEqual(least * (1 - 1e-6));
      expect(wanted.objective(w)).toBeLessThan(least * 1.0002);
      wanted.logits.forEach((logit, row) =>
        expect(Math.abs(logitOf(part, row, model) - logit)).toBeLessThan(0.15),
      );
    },
  );

  it('learns from the rows that it is given alone, the same for the same order', () => {
    const part = drawn(100, 8);
    const learn = (classes: Uint8Array) => {
      const rows = Int32Array.from({ length: 60 }, (_, row) => row);
      const trainer = new LogisticTrainer({ ...part, classes }, rows, { label: 1, values: valuesOf(1) });
      trainer.setStrength(1);
      trainer.learn(rows);
      return trainer.copy();
    };
    const flipped = (from: number) => part.classes.map((label, row) => (row >= from ? 1 - label : label));
    expect(learn(flipped(60))).toEqual(learn(part.classes));
    expect(learn(flipped(50))).not.toEqual(learn(part.classes));
  });

  it('says how far it was from the optimum, less with each pass', () => {
    const part = drawn(80, 2);
    const rows = Int32Array.from(part.classes.keys());
    const trainer = new LogisticTrainer(part, rows, { label: 1, values: valuesOf(2) });
    trainer.setStrength(1);
    const first = trainer.learn(rows);
    for (let pass = 0; pass < 40; pass++) trainer.learn(rows);
    expect(first).toBeGreaterThan(1);
    expect(trainer.learn(rows)).toBeLessThan(0.06);
  });

  it('scales a row to length 1, takes one without features, and keeps the loss finite for any logit', () => {
    const rows = { ids: Int32Array.of(0, 1), offsets: Int32Array.of(0, 2, 2), classes: Uint8Array.of(1, 0) };
    const model = { pairs: Float32Array.of(1, 9, 2, 16), bias: -1 };
    expect(logitOf(rows, 0, model)).toBeCloseTo(-1 + 3 / 5, 6);
    expect(logitOf(rows, 1, model)).toBe(-1);
    expect(rowLoss(rows, 1, [{ ...model, bias: 5_000 }])).toBe(5_000);
    expect(rowLoss(rows, 0, [{ ...model, bias: 5_000 }])).toBe(0);
    expect(rowLoss(rows, 1, [{ ...model, bias: 0 }])).toBeCloseTo(Math.log(2), 12);
  });

  it('gives probabilities: of two classes the sigmoid’s, of more each class’s against the others, scaled to 1', () => {
    const rows = { ids: new Int32Array(0), offsets: Int32Array.of(0, 0), classes: Uint8Array.of(0) };
    const biases = (...of: number[]) => of.map((bias) => ({ pairs: new Float32Array(0), bias }));
    const [no, yes] = probabilitiesOf(rows, 0, biases(Math.log(3)));
    expect([no, yes]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
    const three = probabilitiesOf(rows, 0, biases(0, Math.log(3), Math.log(1 / 3)));
    expect(three).toEqual([0.5, 0.75, 0.25].map((value) => expect.closeTo(value / 1.5, 12) as number));
    expect(rowLoss(rows, 0, biases(0, Math.log(3), Math.log(1 / 3)))).toBeCloseTo(Math.log(3), 12);
  });
});
