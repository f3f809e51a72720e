import { describe, expect, it } from 'vitest';
import { joinProbabilities, likelyLabelErrors } from './label-errors.ts';

/** @param rows the label, then a probability for each class */
function errorsOf(classCount: number, rows: readonly (readonly number[])[]) {
  const labels = Uint8Array.from(rows, ([label]) => label);
  return likelyLabelErrors(Float32Array.from(rows.flatMap(([, ...own]) => own)), labels, classCount);
}

describe('labels that probably are wrong', () => {
  it('are those that another class contradicts with at least its usual confidence, the most certain first', () => {
    // Class 0 is predicted with 0.7 on average where it is the label, class 1 with 0.6.
    const found = errorsOf(2, [
      [0, 0.9, 0.1],
      [0, 0.9, 0.1],
      [0, 0.3, 0.7],
      [1, 0.1, 0.9],
      [1, 0.1, 0.9],
      [1, 0.35, 0.65],
      [1, 0.05, 0.95],
      [1, 0.98, 0.02],
      [1, 0.6, 0.4],
      [1, 0.62, 0.38],
    ]);
    expect(found.map(({ row, given, suggested }) => [row, given, suggested])).toEqual([
      [7, 1, 0],
      [2, 0, 1],
    ]);
    expect(found.map(({ probability }) => probability)).toEqual([0.98, 0.7].map(Math.fround));
  });

  it('need less confidence of a class that is predicted with little', () => {
    const rows = [
      [0, 0.9, 0.05, 0.05],
      [0, 0.9, 0.05, 0.05],
      [1, 0.3, 0.4, 0.3],
      [1, 0.3, 0.4, 0.3],
      [2, 0.1, 0.1, 0.8],
      // Class 1 is above its own mean of 0.4, class 0 far below its.
      [2, 0.3, 0.45, 0.25],
      [2, 0.45, 0.3, 0.25],
    ];
    expect(errorsOf(3, rows).map(({ row, suggested }) => [row, suggested])).toEqual([[5, 1]]);
  });

  it('are ordered by how far the suggested class is above the given one, equal ones as they come', () => {
    const rows = [
      [0, 0.8, 0.1, 0.1],
      [1, 0.1, 0.6, 0.3],
      [2, 0.1, 0.1, 0.8],
      // More probable, and nearer to the given class, than the two after it.
      [0, 0.3, 0.7, 0],
      [0, 0.125, 0.625, 0.25],
      [0, 0.125, 0.625, 0.25],
    ];
    expect(errorsOf(3, rows).map(({ row }) => row)).toEqual([4, 5, 3]);
  });

  it('suggest the most probable of the classes whose usual confidence is reached', () => {
    const rows = [
      [0, 0.4, 0.3, 0.3],
      [1, 0.3, 0.4, 0.3],
      [2, 0.1, 0.1, 0.8],
      [2, 0.42, 0.5, 0.08],
      [2, 0.5, 0.42, 0.08],
    ];
    expect(errorsOf(3, rows).map(({ row, suggested }) => [row, suggested])).toEqual([
      [3, 1],
      [4, 0],
    ]);
  });

  it('never are those whose own class is the most probable one, nor of a class without rows', () => {
    expect(
      errorsOf(3, [
        [0, 0.4, 0.3, 0.3],
        [0, 0.4, 0.3, 0.3],
        [1, 0, 0.9, 0.1],
        // Confidently of class 0 by that class's mean of 0.4, and not of its own by 0.9 and 0.55.
        [1, 0.45, 0.55, 0],
        [1, 0, 0.2, 0.8],
      ]).map(({ row }) => row),
    ).toEqual([]);
  });
});

it('takes the mean where two classifiers answer', () => {
  const all = Float32Array.of(0.5, 0.5, 0.25, 0.75, 1, 0);
  const some = { rows: Int32Array.of(1, 2), probabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5) };
  joinProbabilities(all, some, 2);
  expect([...all]).toEqual([0.5, 0.5, 0.5, 0.5, 0.75, 0.25]);
});
