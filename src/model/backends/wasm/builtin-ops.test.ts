import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { openWasm } from './index.ts';

beforeAll(async () => {
  await openWasm({ threads: 2 });
});

/** What tfjs's own backend in plain JavaScript answers. */
async function both(run: () => tf.Tensor): Promise<{ shape: number[]; dtype: string; values: number[] }[]> {
  const answers = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const { shape, dtype, ...rest } = tf.tidy(run);
    const values = await tf.engine().read(rest.dataId);
    answers.push({ shape, dtype, values: [...(values as Float32Array)] });
  }
  return answers;
}

const values = (size: number) => Float32Array.from({ length: size }, (_, i) => i * 1.25 - 7);
const x = (...shape: number[]) =>
  tf.tensor(values(shape.reduce((product, length) => product * length, 1)), shape);

const cases: Record<string, () => tf.Tensor> = {
  add: () => tf.add(x(3, 5), x(3, 5)),
  'add many': () => tf.add(x(300, 150), x(300, 150)),
  multiply: () => tf.mul(x(7), x(7)),
  clone: () => tf.clone(x(2, 3)),
  reshape: () => tf.reshape(x(2, 6), [3, -1]),
  'cast to int32': () => tf.cast(x(9), 'int32'),
  'cast from int32': () => tf.cast(tf.tensor1d([1, -2, 3], 'int32'), 'float32'),
  fill: () => tf.fill([3, 7], 2.5),
  'fill with integers': () => tf.fill([5], -3, 'int32'),
  'zeros like': () => tf.zerosLike(x(4, 3)),
  'ones like': () => tf.onesLike(x(5)),
  'concat first axis': () => tf.concat([x(2, 3), x(4, 3), x(1, 3)], 0),
  'concat last axis': () => tf.concat([x(4, 5, 3), x(4, 5, 7)], 2),
  'concat middle axis': () => tf.concat([x(4, 2, 3), x(4, 5, 3)], 1),
  'concat integers': () => tf.concat([tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3], 'int32')]),
  'slice last axis': () => tf.slice(x(4, 5, 7), [0, 0, 2], [4, 5, 3]),
  'slice first axis': () => tf.slice(x(6, 5), [2, 0], [3, 5]),
  'slice middle axis': () => tf.slice(x(3, 6, 5), [0, 2, 0], [3, 3, 5]),
  'slice all axes': () => tf.slice(x(4, 5, 6), [1, 2, 3], [2, 2, 2]),
  'slice one': () => tf.slice(x(5), [3], [1]),
  'slice to the end': () => tf.slice(x(6, 4), [4, 0], [-1, -1]),
};

it.each(Object.keys(cases))('%s as tfjs does it', async (name) => {
  const [expected, actual] = await both(cases[name]);
  expect(actual).toEqual(expected);
});

it('names the shapes when it can’t add', async () => {
  await tf.setBackend('wasm');
  expect(() => tf.add(x(2, 3), x(3))).toThrow('[2,3] float32 and [3] float32');
});

it('moves a tensor here from another backend', async () => {
  await tf.setBackend('cpu');
  const there = x(3);
  await tf.setBackend('wasm');
  expect([...(await tf.add(there, there).data())]).toEqual([-14, -11.5, -9]);
});
