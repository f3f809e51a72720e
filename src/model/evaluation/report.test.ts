import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDecision } from '../../contract/decision.ts';
import { textColumn } from '../data/index.ts';
import { InputError } from '../errors.ts';
import { comparePaired, wilsonInterval } from './significance.ts';
import { classesOf, confusionMatrix, majorityAccuracy, scores, testReport } from './index.ts';

const equal = defaultDecision(2);

/** [n,2] from probabilities of class 1. */
const both = (...ofClass1: number[]) => Float32Array.from(ofClass1.flatMap((p) => [1 - Math.fround(p), p]));

describe('classesOf and confusionMatrix', () => {
  it('has rows by true class and columns by predicted class', () => {
    const predicted = classesOf(both(0.1, 0.9, 0.8, 0.2, 0.3, 0.4), equal);
    expect(confusionMatrix(predicted, Uint8Array.of(0, 0, 1, 1, 1, 1), 2)).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(confusionMatrix(Uint8Array.of(2, 0, 2), Uint8Array.of(2, 1, 1), 3)).toEqual([
      [0, 0, 0],
      [1, 0, 1],
      [0, 0, 1],
    ]);
  });

  it('takes exactly one half for class 0, as the training’s accuracy does, and of equal ones the first', () => {
    expect([...classesOf(both(0.5, Math.fround(0.5 + 2 ** -24)), equal)]).toEqual([0, 1]);
    expect([...classesOf(Float32Array.of(0.25, 0.375, 0.375), defaultDecision(3))]).toEqual([1]);
  });

  it('takes the class with the highest product of probability and weight', () => {
    const threshold = { weights: [0.2, 0.8] };
    expect([...classesOf(both(0.1, 0.2, 0.25, 0.9), threshold)]).toEqual([0, 0, 1, 1]);
    expect([...classesOf(Float32Array.of(0.25, 0.375, 0.375), { weights: [1, 0.5, 0.6] })]).toEqual([0]);
    // Of a class with weight 0 nothing is.
    expect([...classesOf(both(0, 1), { weights: [1, 0] })]).toEqual([0, 0]);
  });

  it('refuses what is not a number, and arrays that do not fit', () => {
    expect(() => classesOf(both(Number.NaN), equal)).toThrow(InputError);
    expect(() => confusionMatrix(Uint8Array.of(1), Uint8Array.of(1, 1), 2)).toThrow(RangeError);
  });
});

describe('scores', () => {
  it('computes what the textbook does', () => {
    // 50 negatives, 45 of them found; 30 positives, 20 of them found.
    const result = scores([
      [45, 5],
      [10, 20],
    ]);
    expect(result.accuracy).toBeCloseTo(65 / 80, 12);
    expect(result.precision).toBeCloseTo(20 / 25, 12);
    expect(result.recall).toBeCloseTo(20 / 30, 12);
    expect(result.f1).toBeCloseTo(8 / 11, 12);
  });

  it('gives null where nothing was predicted positive, or nothing is', () => {
    expect(
      scores([
        [4, 0],
        [3, 0],
      ]),
    ).toMatchObject({ precision: null, recall: 0, f1: null });
    expect(
      scores([
        [4, 2],
        [0, 0],
      ]),
    ).toMatchObject({ precision: 0, recall: null, f1: null });
    expect(
      scores([
        [4, 0],
        [0, 0],
      ]),
    ).toMatchObject({ accuracy: 1, precision: null, recall: null, f1: null });
  });

  it('has the scores of each class, and the means over three that scikit-learn gives', () => {
    // precision_recall_fscore_support of these counts, zero_division=0.
    const result = scores([
      [5, 2, 0],
      [1, 6, 0],
      [2, 1, 0],
    ]);
    expect(result.perClass.map(({ rows }) => rows)).toEqual([7, 7, 3]);
    expect(result.perClass[2]).toMatchObject({ precision: null, recall: 0, f1: null });
    expect(result.precision).toBeCloseTo((5 / 8 + 6 / 9 + 0) / 3, 12);
    expect(result.recall).toBeCloseTo((5 / 7 + 6 / 7 + 0) / 3, 12);
    expect(result.f1).toBeCloseTo((10 / 15 + 12 / 16 + 0) / 3, 12);
    expect(result.weighted.f1).toBeCloseTo((7 * (10 / 15) + 7 * (12 / 16)) / 17, 12);
    expect(result.weighted.recall).toBeCloseTo(result.accuracy, 12);
  });

  it('gives an F1 of 0 where every positive answer was wrong', () => {
    expect(
      scores([
        [4, 2],
        [3, 0],
      ]),
    ).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  it('is the harmonic mean, between precision and recall', () => {
    const cell = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(cell, cell, cell, fc.integer({ min: 1, max: 1_000 }), (tn, fp, fn, tp) => {
        const { accuracy, precision, recall, f1 } = scores([
          [tn, fp],
          [fn, tp],
        ]);
        if (precision === null || recall === null || f1 === null) throw new Error('all are defined here');
        expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 10);
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        expect(accuracy * (tn + fp + fn + tp)).toBeCloseTo(tn + tp, 8);
      }),
    );
  });
});

describe('majorityAccuracy', () => {
  it('asks the training part for the class, and the test part for the accuracy', () => {
    expect(majorityAccuracy(Uint8Array.of(1, 0, 0, 0), Uint8Array.of(1, 1, 0))).toBe(0.25);
    expect(majorityAccuracy(Uint8Array.of(1, 0, 0, 0), Uint8Array.of(0, 1, 0))).toBe(0.75);
    expect(majorityAccuracy(Uint8Array.of(1, 0, 0, 0), Uint8Array.of(0, 1))).toBe(0.75);
  });
});

describe('testReport', () => {
  const texts = textColumn(['a', 'b', 'c', 'd', 'e']);
  const input = {
    probabilities: both(0.75, 0.25, 0.875, 0.125, 0.625),
    classes: Uint8Array.of(1, 1, 0, 0, 0),
    trainingClasses: Uint8Array.of(0, 0, 1),
    texts,
    decision: equal,
    loss: 0.5,
    excluded: { trained: 40, validated: 5 },
    bagOfWords: Uint8Array.of(1, 0, 0, 0, 0),
    epochs: [],
    classNames: ['bad', 'good'],
  };

  it('reports the numbers with the most confident errors first', () => {
    expect(testReport(input)).toEqual({
      rows: 5,
      accuracy: 0.4,
      loss: 0.5,
      confusion: [
        [1, 2],
        [1, 1],
      ],
      precision: 1 / 3,
      recall: 0.5,
      f1: 0.4,
      perClass: [
        { precision: 0.5, recall: 1 / 3, f1: 0.4, rows: 3 },
        { precision: 1 / 3, recall: 0.5, f1: 0.4, rows: 2 },
      ],
      weighted: {
        precision: (3 * 0.5 + 2 / 3) / 5,
        recall: 0.4,
        f1: 0.4,
      },
      majorityAccuracy: 0.6,
      excluded: { trained: 40, validated: 5 },
      interval: wilsonInterval(2, 5),
      baselines: {
        majority: comparePaired([true, false, false, true, false], [false, false, true, true, true]),
        bagOfWords: comparePaired([true, false, false, true, false], [true, false, true, true, true]),
      },
      verdict: {
        code: 'not-distinguishable',
        rows: 5,
        difference: expect.any(Number) as number,
        interval: expect.any(Array) as [number, number],
      },
      reasons: [{ code: 'reason-few-tested', rows: 5, spread: expect.closeTo(0.518, 3) as number }],
      advice: [],
      mistakes: [
        { text: 'c', class: 0, predicted: 1, probability: 0.875 },
        { text: 'b', class: 1, predicted: 0, probability: 0.75 },
        { text: 'e', class: 0, predicted: 1, probability: 0.625 },
      ],
      classNames: ['bad', 'good'],
    });
  });

  it('has ten errors at most, of equally confident ones the first in the data', () => {
    const names = Array.from({ length: 12 }, (_, row) => `row ${row}`);
    const { mistakes } = testReport({
      ...input,
      probabilities: both(...names.map(() => 0.75)),
      classes: new Uint8Array(12),
      texts: textColumn(names),
      bagOfWords: null,
    });
    expect(mistakes.map(({ text }) => text)).toEqual(names.slice(0, 10));
  });

  it('refuses arrays that do not fit, and no rows', () => {
    const excluded = { trained: 0, validated: 0 };
    const classNames = ['a', 'b'];
    const other = {
      trainingClasses: Uint8Array.of(0),
      loss: 0,
      decision: equal,
      bagOfWords: null,
      epochs: [],
      excluded,
      classNames,
    };
    const one = { probabilities: both(0.1), classes: Uint8Array.of(0), texts: textColumn(['x']) };
    expect(() => testReport({ ...other, ...one, texts: textColumn([]) })).toThrow(RangeError);
    expect(() =>
      testReport({ ...other, probabilities: both(), classes: Uint8Array.of(), texts: textColumn([]) }),
    ).toThrow(RangeError);
  });

  it('agrees with itself on any data', () => {
    const row = fc.record({
      probability: fc.float({ min: 0, max: 1, noNaN: true }),
      class: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const result = testReport({
          probabilities: both(...rows.map((r) => r.probability)),
          classes: Uint8Array.from(rows, (r) => r.class),
          trainingClasses: Uint8Array.from(rows, (r) => r.class),
          texts: textColumn(rows.map((_, i) => String(i))),
          decision: equal,
          loss: 0,
          excluded: { trained: 0, validated: 0 },
          bagOfWords: null,
          epochs: [],
          classNames: ['a', 'b'],
        });
        const [[tn, fp], [fn, tp]] = result.confusion;
        expect(tn + fp + fn + tp).toBe(rows.length);
        expect(result.accuracy).toBe((tn + tp) / rows.length);
        expect(result.majorityAccuracy).toBe(Math.max(tn + fp, fn + tp) / rows.length);
        expect(result.mistakes).toHaveLength(Math.min(10, fp + fn));
        const sureness = result.mistakes.map(({ probability }) => probability);
        expect(sureness).toEqual(sureness.toSorted((a, b) => b - a));
        // Nothing more confident was missed.
        const wrong = rows.filter((r) => (Math.fround(r.probability) > 0.5 ? 1 : 0) !== r.class);
        const left = wrong.map((r) => Math.max(...both(r.probability))).toSorted((a, b) => b - a);
        expect(sureness).toEqual(left.slice(0, 10));
      }),
    );
  });
});
