import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { join } from './op.ts';

it('joins along the last axis and hands each part its piece of the gradient', async () => {
  await setBackend('cpu');
  const a = tensor([1, 2, 3, 4], [2, 2, 1]);
  const b = tensor([10, 20, 30, 40, 50, 60, 70, 80], [2, 2, 2]);
  const dy = tensor(
    Array.from({ length: 12 }, (_, i) => i + 0.5),
    [2, 2, 3],
  );
  const { value, grads } = engine().gradients(() => join([a, b]), [a, b], dy);
  expect([...value.dataSync()]).toEqual([1, 10, 20, 2, 30, 40, 3, 50, 60, 4, 70, 80]);
  expect([...grads[0].dataSync()]).toEqual([0.5, 3.5, 6.5, 9.5]);
  expect(grads[1].shape).toEqual([2, 2, 2]);
  expect([...grads[1].dataSync()]).toEqual([1.5, 2.5, 4.5, 5.5, 7.5, 8.5, 10.5, 11.5]);
});
