import { expect, it } from 'vitest';
import { randomSource } from '../helpers/differences.ts';
import { adversarialReference } from './reference.ts';

const norm = (values: Float64Array) => Math.hypot(...values);

it('adds a step along the slope, as long as a share of a word', () => {
  const random = randomSource(3);
  const [x, slope] = [random(24), random(24)];
  const lengths = Int32Array.of(3, 2);
  const noisy = adversarialReference({ x, slope, lengths, time: 4, share: 0.2 });
  const noise = noisy.map((value, i) => value - x[i]);
  for (const [b, length] of lengths.entries()) {
    const own = (values: Float64Array) => values.subarray(b * 12, b * 12 + length * 3);
    expect(norm(own(noise))).toBeCloseTo((0.2 * norm(own(x))) / Math.sqrt(length), 12);
    const along = own(noise).reduce((sum, value, i) => sum + value * own(slope)[i], 0);
    expect(along).toBeCloseTo(norm(own(noise)) * norm(own(slope)), 12);
    expect([...noise.subarray(b * 12 + length * 3, (b + 1) * 12)].every((value) => value === 0)).toBe(true);
  }
});

it('leaves a review as it is whose loss has no slope', () => {
  const x = Float64Array.of(1, 2);
  const slope = new Float64Array(2);
  expect(adversarialReference({ x, slope, lengths: Int32Array.of(1), time: 1, share: 1 })).toEqual(x);
});
