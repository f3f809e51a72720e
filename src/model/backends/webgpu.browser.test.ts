import { setBackend, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { orLost } from './lost.ts';
import { selfTest } from './self-test.ts';
import { openWebgpu } from './webgpu.ts';
import type { WebgpuHandle } from './webgpu.ts';

let handle: WebgpuHandle | null = null;

async function open(): Promise<WebgpuHandle> {
  handle = await openWebgpu();
  expect(await setBackend('webgpu')).toBe(true);
  return handle;
}

afterEach(() => {
  handle?.dispose();
  handle = null;
});

test('tells memory that is full as that', async () => {
  const { lost, backend } = await open();
  const error = new GPUOutOfMemoryError('planted');
  backend.device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
  expect(await lost).toMatchObject({ code: 'device-out-of-memory', told: { code: 'gpu-memory-full' } });
});

test('tells a kernel that the device refuses as that, also when work on it came to something', async () => {
  const opened = await open();
  const work = async () => {
    const module = opened.backend.device.createShaderModule({ code: 'no shader' });
    opened.backend.device.createComputePipeline({ layout: 'auto', compute: { module } });
    return selfTest();
  };
  await expect(orLost(work(), opened)).rejects.toMatchObject({ code: 'kernel-invalid' });
});

test('refuses a tensor that is larger than the device’s buffers may be, in place of computing zeros', async () => {
  const { backend } = await open();
  const { maxBufferSize, maxStorageBufferBindingSize } = backend.device.limits;
  const size = Math.min(maxBufferSize, maxStorageBufferBindingSize) / 4 + 64;
  const small = tensor1d([1, 2]);
  expect(() => backend.output([size])).toThrow(/^block-too-large/);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  expect(() => backend.device.createBuffer({ size: 4 * size, usage })).toThrow(
    expect.objectContaining({ code: 'device-out-of-memory' }),
  );
  expect(await small.data()).toEqual(Float32Array.of(1, 2));
  small.dispose();
  zeros([4]).dispose();
});
