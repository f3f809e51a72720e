import { setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openWasm } from '../../backends/wasm/index.ts';
import { gradientScale } from './op.ts';

it.each([
  [[1, Number.NaN], 1],
  [[Number.NaN], 0],
  [[Number.POSITIVE_INFINITY, 2], 1],
])('does not clip gradients %s to numbers that look sound', async (values, maxNorm) => {
  await openWasm();
  await setBackend('wasm');
  const gradients = [tensor1d(values), tensor1d([3, 4])];
  const scale = gradientScale(gradients, maxNorm);
  const [factor, norm] = await scale.data();
  expect(Number.isFinite(norm)).toBe(false);
  // Applied to an element that is no number, or infinite, no factor gives a number; a NaN spoils all of them.
  expect(values.map((value) => factor * value).every(Number.isFinite)).toBe(false);
  if (Number.isNaN(values.at(-1)) && maxNorm > 0) expect(factor).toBeNaN();
  [...gradients, scale].forEach((one) => one.dispose());
});
