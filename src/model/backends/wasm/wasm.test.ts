import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../data/random.ts';
import { dropout } from '../../ops/dropout/op.ts';
import { embedding } from '../../ops/embedding/op.ts';
import { counterKey } from '../../ops/helpers/counter.ts';
import { lstm } from '../../ops/lstm/op.ts';
import { lstmOp } from '../../ops/lstm/signature.ts';
import { openWasm } from './index.ts';
import type { WasmHandle } from './index.ts';
import type { WasmBackend } from '../../runtime/wasm/backend.ts';
import { addJob, fillJob } from '../../runtime/wasm/builtin-jobs.ts';
import type { WasmOptions } from '../../runtime/wasm/kernel-instance.ts';

let handle: WasmHandle | undefined;

async function open(options: WasmOptions): Promise<WasmHandle> {
  handle = await openWasm(options);
  await tf.setBackend('wasm');
  return handle;
}

afterEach(() => handle?.dispose());

function draw(random: Random, shape: number[], scale = 1): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => scale * (2 * random.uniform() - 1)),
    shape,
  );
}

const large = { batch: 19, time: 23, width: 24, hidden: 36, words: 3_000 };
const small = { batch: 5, time: 4, width: 6, hidden: 7, words: 50 };

/** Words, embedding, dropout and an LSTM: the output and all gradients. The large one is shared by threads. */
function trainOnce({ batch, time, width, hidden, words } = large): tf.Tensor[] {
  const random = new Random(3);
  const ids = Int32Array.from({ length: batch * time }, () => random.below(words));
  const order = Int32Array.from(ids.keys()).sort((a, b) => ids[a] - ids[b] || a - b);
  const tokens = {
    ids: tf.tensor2d(ids, [batch, time], 'int32'),
    sortedIds: tf.tensor1d(
      order.map((position) => ids[position]),
      'int32',
    ),
    order: tf.tensor1d(order, 'int32'),
  };
  const lengths = tf.tensor1d(
    Int32Array.from({ length: batch }, () => random.below(time + 1)),
    'int32',
  );
  const parameters = [
    draw(random, [words, width]),
    draw(random, [width, 4 * hidden], 0.3),
    draw(random, [hidden, 4 * hidden], 0.3),
    draw(random, [4 * hidden]),
  ];
  const [table, kernel, recurrent, bias] = parameters as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
  const run = () => {
    const x = dropout(embedding(tokens, table), 0.7, counterKey(1, 2, 3));
    return lstm(x, lengths, { kernel, recurrentKernel: recurrent, bias }, { reverse: true });
  };
  const dy = draw(random, [batch, time, hidden]);
  const { value, grads } = tf.engine().gradients(run, parameters, dy);
  tf.dispose([...Object.values(tokens), lengths, ...parameters, dy]);
  return [value, ...grads];
}

async function bitsOf(options: WasmOptions): Promise<Int32Array[]> {
  await open(options);
  const results = await Promise.all(trainOnce().map((tensor) => tensor.data<'float32'>()));
  handle?.dispose();
  return results.map((values) => new Int32Array(values.buffer));
}

describe.each(['relaxed', 'plain'] as const)('%s SIMD', (simd) => {
  it('computes the same bits with any number of threads', async () => {
    const alone = await bitsOf({ simd, threads: 1 });
    for (const threads of [2, 3, 5]) expect(await bitsOf({ simd, threads })).toEqual(alone);
  });

  it('has sigmoid and tanh right to a few units in the last place, over their whole range', async () => {
    await open({ simd, threads: 1 });
    const z = Float32Array.from({ length: 800 }, (_, i) => (i - 400) / 4.5 + 1e-3 / (i + 1));
    z.set([0, 1e-8, -1e-5, 1e4, -1e4, 89, -89]);
    const hidden = z.length;
    const inputs = {
      x: tf.zeros([1, 1, 1]),
      lengths: tf.tensor1d([1], 'int32'),
      kernel: tf.zeros([1, 4 * hidden]),
      recurrentKernel: tf.zeros([hidden, 4 * hidden]),
      bias: tf.tensor1d(Float32Array.from({ length: 4 * hidden }, (_, i) => z[i % hidden])),
    };
    const outputs = tf
      .engine()
      .runKernel(lstmOp.sequence.name, inputs, { reverse: false }) as unknown as tf.Tensor[];
    const gates = await outputs[1].data();
    const run = gates.length / (hidden / 4);
    z.forEach((value, unit) => {
      const at = (unit >> 2) * run + (unit & 3);
      // e^−x is cut at e^87, which is far below what a float32 beside 1 can show.
      const sigma = 1 / (1 + Math.exp(-Math.max(value, -87)));
      for (const gate of [0, 4, 12]) expect(Math.abs(gates[at + gate] / sigma - 1)).toBeLessThan(6e-6);
      expect(Math.abs(gates[at + 8] - Math.tanh(value))).toBeLessThanOrEqual(3e-7 * Math.abs(value));
    });
  });
});

it('passes a NaN on, so that it can’t hide', async () => {
  await open({});
  const x = tf.tensor3d([Number.NaN, 1], [2, 1, 1]);
  const lengths = tf.tensor1d([1, 1], 'int32');
  const weights = [tf.ones<tf.Rank.R2>([1, 4]), tf.ones<tf.Rank.R2>([1, 4])];
  const y = lstm(
    x,
    lengths,
    { kernel: weights[0], recurrentKernel: weights[1], bias: tf.ones([4]) },
    { reverse: false },
  );
  const [bad, good] = await y.data();
  expect(bad).toBeNaN();
  expect(good).toBeGreaterThan(0);
});

it('holds no more memory after a thousand steps than after a few', async () => {
  const { bytesHeld, bytesUsed } = await open({ threads: 2 });
  const step = () => tf.dispose(trainOnce(small));
  for (let i = 0; i < 3; i++) step();
  const [held, used, tensors] = [bytesHeld(), bytesUsed(), tf.memory().numTensors];
  for (let i = 0; i < 1_000; i++) step();
  expect([bytesHeld(), bytesUsed(), tf.memory().numTensors]).toEqual([held, used, tensors]);
});

it('refuses words outside the table', async () => {
  await open({});
  const none = tf.tensor1d([], 'int32');
  const ids = tf.tensor2d([0, 5], [1, 2], 'int32');
  const look = () => embedding({ ids, sortedIds: none, order: none }, tf.zeros([5, 3]));
  expect(look).toThrow('Word 5 is not in an embedding of 5 words.');
});

it('opens again after it was disposed of, and keeps each opening’s tensors apart', async () => {
  await open({ threads: 2 });
  handle?.dispose();
  const second = await open({ threads: 1 });
  expect(second).toMatchObject({ threads: 1, adapter: expect.stringContaining('one thread') as string });
  expect([...(await tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4])).data())]).toEqual([4, 6]);
});

it('finds a job’s arguments by name in several objects, also once the memory has grown', async () => {
  await open({ threads: 1 });
  const backend = tf.findBackend('wasm') as WasmBackend;
  const fill = (value: number) => {
    const to = backend.output([5]);
    backend.runFrom(fillJob, [{ value }, { count: 5, to }], false);
    return [...backend.floats(to)];
  };
  expect(fill(2.5)).toEqual([2.5, 2.5, 2.5, 2.5, 2.5]);
  const before = backend.instance.memory.buffer;
  backend.output([backend.instance.heap.held / 4]);
  expect(backend.instance.memory.buffer).not.toBe(before);
  expect(fill(-1)).toEqual([-1, -1, -1, -1, -1]);
  expect(() => backend.runFrom(addJob, [{ count: 1 }], false)).toThrow('The job Add is called without a.');
});
