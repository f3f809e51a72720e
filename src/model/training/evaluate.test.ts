import { describe, expect, it } from 'vitest';
import { summarize } from './evaluate.ts';

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** In float64, by the definition. */
function softmax(logits: readonly number[], temperature: number): number[] {
  const powers = logits.map((logit) => Math.exp(logit / temperature));
  return powers.map((power) => power / sum(powers));
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

describe('what logits say', () => {
  const classes = Uint8Array.of(2, 0, 1);
  const rows = [
    [0.5, -1, 2],
    [1, 1.5, -0.5],
    [-2, 0.25, 0.125],
  ];
  const logits = Float64Array.from(rows.flat());

  it.each([1, 2.5])('of three classes at temperature %d', (temperature) => {
    const decision = { temperature, weights: [1, 1, 1] };
    const shares = rows.map((row) => softmax(row, temperature));
    const entropies = shares.map((row, i) => -Math.log(row[classes[i]]));
    const squares = shares.map(
      (row, i) => sum(row.map((share, id) => (share - (id === classes[i] ? 1 : 0)) ** 2)) / 3,
    );
    const entropy = summarize(logits, classes, { loss: 'cross-entropy', decision });
    expect(entropy.loss).toBeCloseTo(sum(entropies) / 3, 12);
    expect(entropy.accuracy).toBeCloseTo(2 / 3, 12);
    expect([...entropy.probabilities]).toEqual([...Float32Array.from(shares.flat())]);
    expect(entropy.logits).toBe(logits);
    const square = summarize(logits, classes, { loss: 'mean-squared-error', decision });
    expect(square.loss).toBeCloseTo(sum(squares) / 3, 12);
  });

  it('of two classes, as one logit a row', () => {
    const one = Float64Array.of(1.5, -0.5, 3);
    const labels = Uint8Array.of(1, 1, 0);
    const shares = [...one].map((logit) => sigmoid(logit / 2));
    const decision = { temperature: 2, weights: [1, 1] };
    const entropy = summarize(one, labels, { loss: 'cross-entropy', decision });
    const [a, b, c] = shares;
    expect(entropy.loss).toBeCloseTo(-(Math.log(a) + Math.log(b) + Math.log(1 - c)) / 3, 12);
    expect(entropy.accuracy).toBeCloseTo(1 / 3, 12);
    expect(entropy.probabilities).toHaveLength(6);
    shares.forEach((share, row) => {
      expect(entropy.probabilities[2 * row]).toBeCloseTo(1 - share, 6);
      expect(entropy.probabilities[2 * row + 1]).toBeCloseTo(share, 6);
    });
    const square = summarize(one, labels, { loss: 'mean-squared-error', decision });
    expect(square.loss).toBeCloseTo(((a - 1) ** 2 + (b - 1) ** 2 + c ** 2) / 3, 12);
  });

  it('by the weights of a decision', () => {
    const labels = Uint8Array.of(0, 0, 1);
    const accuracyWith = (weights: number[]) =>
      summarize(logits, labels, { loss: 'cross-entropy', decision: { temperature: 1, weights } }).accuracy;
    expect(accuracyWith([1, 1, 1])).toBeCloseTo(1 / 3, 12);
    // The first class five times as likely is the highest in the first two rows: 5·e^0.5 > e² and 5·e > e^1.5.
    expect(accuracyWith([5, 1, 1])).toBe(1);
  });
});
