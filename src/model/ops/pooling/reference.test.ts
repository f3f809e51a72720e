import { describe, expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import type { PoolingMode } from './op.ts';
import { poolReference, poolReferenceGrad } from './reference.ts';

const modes: PoolingMode[] = ['last', 'first', 'mean', 'max'];

describe.each(modes)('poolReference, %s', (mode) => {
  const sizes = { batch: 4, time: 3, hidden: 2, mode, lengths: Int32Array.of(0, 1, 3, 2) };

  it('has the gradient that finite differences give', () => {
    const random = randomSource(1);
    const sequence = random(24);
    const dy = random(8);
    const loss = () => weightedSum(poolReference(sequence, sizes), dy);
    const gradient = poolReferenceGrad(sequence, dy, sizes);
    expect(relativeError(gradient, finiteDifferences(sequence, loss))).toBeLessThan(1e-6);
  });

  it('gives a row without words 0', () => {
    const sequence = randomSource(2)(24);
    expect([...poolReference(sequence, sizes).slice(0, 2)]).toEqual([0, 0]);
    expect(poolReferenceGrad(sequence, new Float64Array(8).fill(1), sizes).slice(0, 6).some(Boolean)).toBe(
      false,
    );
  });
});

it('pools a row as written down by hand', () => {
  const sequence = Float64Array.of(-3, -1, -2, 9);
  const pooled = modes.map((mode) =>
    poolReference(sequence, { batch: 1, time: 4, hidden: 1, mode, lengths: Int32Array.of(3) }),
  );
  expect(pooled.map(([value]) => value)).toEqual([-2, -3, -2, -1]);
});

it('gives the whole gradient of a shared maximum to the first', () => {
  const sizes = { batch: 1, time: 4, hidden: 1, mode: 'max' as const, lengths: Int32Array.of(4) };
  const gradient = poolReferenceGrad(Float64Array.of(1, 2, 2, 2), Float64Array.of(5), sizes);
  expect([...gradient]).toEqual([0, 5, 0, 0]);
});
