import { engine, memory, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import type { BackendHandle } from './handle.ts';
import { selfTest } from './self-test.ts';
import { openWebgl } from './webgl.ts';

let handle: BackendHandle | null = null;

afterEach(() => {
  handle?.dispose();
  handle = null;
});

test('opens, computes the known answer, and says what it runs on', async () => {
  handle = await openWebgl();
  expect(await setBackend('webgl')).toBe(true);
  expect(handle.adapter).not.toBe('');
  expect(await selfTest()).toBeNull();
});

test('opens again after it was disposed, and holds nothing at first', async () => {
  const first = await openWebgl();
  await setBackend('webgl');
  await selfTest();
  expect(first.bytesHeld()).toBeGreaterThan(0);
  first.dispose();
  first.dispose();
  handle = await openWebgl();
  await setBackend('webgl');
  expect(handle.bytesHeld()).toBe(0);
  expect(await selfTest()).toBeNull();
});

test('does not grow: the same work twice takes the same textures', async () => {
  handle = await openWebgl();
  await setBackend('webgl');
  await selfTest();
  const before = { bytes: handle.bytesHeld(), tensors: memory().numTensors };
  for (let i = 0; i < 3; i++) await selfTest();
  expect({ bytes: handle.bytesHeld(), tensors: memory().numTensors }).toEqual(before);
});

test('says when the context is lost', async () => {
  handle = await openWebgl();
  await setBackend('webgl');
  const tensor = tensor1d([1, 2, 3]);
  const { gl } = (engine().backend as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  expect(await handle.lost).toMatch(/graphics device/);
  tensor.dispose();
});
