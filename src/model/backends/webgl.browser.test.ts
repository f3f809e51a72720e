import { engine, memory, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { parseRunConfig } from '../../contract/settings.ts';
import { disposeBatch, Network, uploadBatch } from '../network/network.ts';
import { parameterSpecs } from '../network/layers.ts';
import { initialParameters } from '../network/parameters.ts';
import { ParameterUpdater } from '../training/optimizer.ts';
import type { BackendHandle } from './handle.ts';
import { selfTest } from './self-test.ts';
import { openWebgl } from './webgl.ts';

let handle: BackendHandle | null = null;

async function open(): Promise<BackendHandle> {
  handle = await openWebgl();
  expect(await setBackend('webgl')).toBe(true);
  return handle;
}

afterEach(() => {
  handle?.dispose();
  handle = null;
});

test('opens, computes the known answer, and says what it runs on', async () => {
  const { adapter } = await open();
  expect(adapter).not.toBe('');
  expect(await selfTest()).toBeNull();
});

test('opens again after it was disposed, and holds nothing at first', async () => {
  const first = await open();
  await selfTest();
  expect(first.bytesHeld()).toBeGreaterThan(0);
  first.dispose();
  first.dispose();
  const second = await open();
  expect(second.bytesHeld()).toBe(0);
  expect(await selfTest()).toBeNull();
});

test('says when the context is lost', async () => {
  const { lost } = await open();
  const tensor = tensor1d([1, 2, 3]);
  const { gl } = (engine().backend as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  expect(await lost).toMatchObject({ code: 'device-lost' });
  tensor.dispose();
});

test('tells a shader that does not link, memory that is full and a lost context apart', async () => {
  const { lost } = await open();
  const { gl } = (engine().backend as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
  const parameter = gl.getProgramParameter.bind(gl);
  gl.getProgramParameter = (program, name) => (name === gl.LINK_STATUS ? false : parameter(program, name));
  await expect(selfTest()).rejects.toMatchObject({ code: 'kernel-invalid' });
  gl.getProgramParameter = parameter;
  expect(await selfTest()).toBeNull();
  const getError = gl.getError.bind(gl);
  gl.getError = () => {
    gl.getError = getError;
    return gl.OUT_OF_MEMORY;
  };
  await expect(selfTest()).rejects.toMatchObject({ code: 'device-out-of-memory' });
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  expect(await lost).toMatchObject({ code: 'device-lost' });
});

const [vocabulary, batch, time] = [30, 6, 9];
const config = parseRunConfig({
  layerSizes: [8, 5],
  embeddingSize: 7,
  bidirectional: true,
  pooling: 'mean-max',
  keepProb: 0.7,
  batchSize: batch,
  learningRate: 0.01,
});

/** The losses of so many steps on one batch; `afterStep` is called after each. */
async function train(steps: number, afterStep: (step: number) => void): Promise<number[]> {
  const sizes = { words: vocabulary, classes: 2 };
  const network = new Network(config, sizes, initialParameters(parameterSpecs(config, sizes), 3));
  const updater = new ParameterUpdater(network, config);
  const lossSelector = tensor1d([1, 0, 0]);
  const ids = Int32Array.from({ length: batch * time }, (_, i) => (i * 17) % vocabulary);
  const order = Int32Array.from(ids.keys()).sort((a, b) => ids[a] - ids[b] || a - b);
  const sortedIds = order.map((position) => ids[position]);
  const labels = Float32Array.from({ length: batch }, (_, i) => i % 2);
  const shared = { size: batch, length: time, rows: batch, ids, order, sortedIds, labels };
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const lengths = Int32Array.from({ length: batch }, (_, i) => time - i);
    const tensors = uploadBatch({ ...shared, lengths, weights: labels.map(() => 1) });
    const { metrics, gradients } = network.gradients(tensors, { seed: 1, step }, lossSelector);
    const scale = updater.apply(gradients, config.learningRate);
    losses.push((await metrics.data())[0]);
    [metrics, scale].forEach((tensor) => tensor.dispose());
    disposeBatch(tensors);
    afterStep(step);
  }
  [network, updater, lossSelector].forEach((part) => part.dispose());
  return losses;
}

test('a training step takes the same textures again and again', async () => {
  const { bytesHeld } = await open();
  const held: { bytes: number; tensors: number; data: number }[] = [];
  await train(12, () => {
    const data = engine().backend.numDataIds();
    held.push({ bytes: bytesHeld(), tensors: memory().numTensors, data });
  });
  const settled = held.slice(2);
  expect(settled).toEqual(settled.map(() => held[2]));
});

test('learns, and gives the same bits in a second run', async () => {
  await open();
  const losses = await train(30, () => {});
  expect(losses[29]).toBeLessThan(losses[0] / 2);
  expect(await train(30, () => {})).toEqual(losses);
});
