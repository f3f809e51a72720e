import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { fitTemperature, probabilitiesAt, reliabilityAt, type Judged } from './calibration.ts';

/** Rows whose classes are drawn from softmax(z), and whose logits are `scale` times z. */
function drawn(rows: number, classCount: number, scale: number): Judged {
  const random = new Random(7);
  const width = classCount === 2 ? 1 : classCount;
  const z = Float64Array.from({ length: rows * width }, () => 6 * random.uniform() - 3);
  const plain = { logits: z, classes: new Uint8Array(rows), classCount };
  const shares = probabilitiesAt(plain, 1);
  const classes = plain.classes.map((_, row) => {
    let left = random.uniform();
    for (let id = 0; id < classCount - 1; id++) {
      left -= shares[row * classCount + id];
      if (left < 0) return id;
    }
    return classCount - 1;
  });
  return { logits: z.map((logit) => scale * logit), classes, classCount };
}

const lossAt = (judged: Judged, temperature: number) => reliabilityAt(judged, temperature).loss;

describe('fitTemperature', () => {
  it.each([2, 3, 7])('finds the scale that logits of %s classes were given', (classCount) => {
    for (const scale of [0.4, 1, 3]) {
      const found = fitTemperature(drawn(20_000, classCount, scale));
      expect(found / scale).toBeGreaterThan(0.95);
      expect(found / scale).toBeLessThan(1.05);
    }
  });

  it('has the least cross-entropy of all', () => {
    const logit = fc.double({ min: -8, max: 8, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.tuple(logit, logit, logit), fc.integer({ min: 0, max: 2 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (rows) => {
          const judged = {
            logits: Float64Array.from(rows.flatMap(([logits]) => logits)),
            classes: Uint8Array.from(rows, ([, id]) => id),
            classCount: 3,
          };
          const temperature = fitTemperature(judged);
          const least = lossAt(judged, temperature);
          for (let step = 0; step <= 40; step++)
            expect(least).toBeLessThanOrEqual(lossAt(judged, 0.05 * 400 ** (step / 40)) + 1e-9);
        },
      ),
    );
  });

  it('stays in range where all rows are right, or none is, and is 1 where nothing depends on it', () => {
    const judged = (logits: number[], classes: number[]): Judged => ({
      logits: Float64Array.from(logits),
      classes: Uint8Array.from(classes),
      classCount: 2,
    });
    // The slope is 0 in doubles before the end of the range.
    expect(fitTemperature(judged([2, -3], [1, 0]))).toBeLessThan(0.06);
    expect(fitTemperature(judged([2, -3], [0, 1]))).toBeCloseTo(20, 6);
    expect(fitTemperature(judged([0, 0], [0, 1]))).toBe(1);
    expect(fitTemperature(judged([], []))).toBe(1);
  });
});

describe('probabilitiesAt', () => {
  it('is σ(logit / T) of two classes, and the softmax of more', () => {
    const two = { logits: Float64Array.of(2, -1), classes: new Uint8Array(2), classCount: 2 };
    const [, p, q] = probabilitiesAt(two, 2);
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(q).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
    const three = {
      logits: Float64Array.of(0, Math.log(4), Math.log(9)),
      classes: new Uint8Array(1),
      classCount: 3,
    };
    const shares = probabilitiesAt(three, 2);
    [1, 2, 3].forEach((share, id) => expect(shares[id]).toBeCloseTo(share / 6, 12));
  });
});

describe('reliabilityAt', () => {
  const logit = (share: number) => Math.log(share / (1 - share));

  it('compares confidence and accuracy in bins, of a case worked out by hand', () => {
    // Confidences 0.9, 0.9, 0.9, 0.7; right, right, wrong, right.
    const judged = {
      logits: Float64Array.of(logit(0.9), logit(0.1), logit(0.9), logit(0.7)),
      classes: Uint8Array.of(1, 0, 0, 1),
      classCount: 2,
    };
    const { error, bins, loss } = reliabilityAt(judged, 1);
    expect(error).toBeCloseTo((3 * (0.9 - 2 / 3) + 1 * (1 - 0.7)) / 4, 12);
    expect(bins).toHaveLength(15);
    expect(bins.filter(({ rows }) => rows > 0).map(({ rows, accuracy }) => [rows, accuracy])).toEqual([
      [1, 1],
      [3, 2 / 3],
    ]);
    expect(bins[13]).toMatchObject({ low: 13 / 15, high: 14 / 15 });
    expect(bins[13].confidence).toBeCloseTo(0.9, 12);
    expect(bins[0]).toMatchObject({ rows: 0, confidence: null, accuracy: null });
    expect(loss).toBeCloseTo(-(2 * Math.log(0.9) + Math.log(0.1) + Math.log(0.7)) / 4, 12);
  });

  it('shows that a fitted temperature helps on other rows than those it was fitted on', () => {
    const { logits, classes, classCount } = drawn(20_000, 3, 3);
    const half = (start: number): Judged => ({
      logits: logits.slice(3 * start, 3 * (start + 10_000)),
      classes: classes.slice(start, start + 10_000),
      classCount,
    });
    const temperature = fitTemperature(half(0));
    const [before, after] = [reliabilityAt(half(10_000), 1), reliabilityAt(half(10_000), temperature)];
    expect(before.error).toBeGreaterThan(0.1);
    expect(after.error).toBeLessThan(0.02);
    expect(after.loss).toBeLessThan(before.loss);
  });

  it('puts certain answers into the last bin, and refuses none', () => {
    const sure = { logits: Float64Array.of(1_000), classes: Uint8Array.of(0), classCount: 2 };
    expect(reliabilityAt(sure, 1).bins[14].rows).toBe(1);
    expect(reliabilityAt(sure, 1).loss).toBeGreaterThan(700);
    expect(() =>
      reliabilityAt({ ...sure, logits: new Float64Array(), classes: new Uint8Array() }, 1),
    ).toThrow(RangeError);
  });
});
