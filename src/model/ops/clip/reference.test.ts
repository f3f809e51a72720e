import { expect, it } from 'vitest';
import { gradientScaleReference } from './reference.ts';

const gradients = [Float64Array.of(3, 0), Float64Array.of(-4), new Float64Array(2)];

it('scales gradients of a larger norm down to the largest allowed one', () => {
  const [scale, norm] = gradientScaleReference(gradients, 2.5);
  expect(norm).toBe(5);
  expect(scale * norm).toBeCloseTo(2.5, 5);
  expect(scale * norm).toBeLessThan(2.5);
});

it('leaves smaller gradients, and all of them where clipping is off', () => {
  expect([...gradientScaleReference(gradients, 6)]).toEqual([1, 5]);
  expect([...gradientScaleReference(gradients, 0)]).toEqual([1, 5]);
  expect([...gradientScaleReference([new Float64Array(3)], 1)]).toEqual([1, 0]);
});
