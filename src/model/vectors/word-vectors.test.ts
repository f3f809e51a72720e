import { expect, test } from 'vitest';
import { meanSize } from './word-vectors.ts';

test('the size of values is their root mean square', () => {
  expect(meanSize({ values: Float32Array.of(3, -4, 0, 0) })).toBe(2.5);
  expect(meanSize({ values: new Float32Array(0) })).toBe(0);
});
