import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose.ts';
import { parseRunConfig } from '../../contract/settings.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { profileStep } from './profile.ts';

const config = parseRunConfig({
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [9, 6],
  embeddingSize: 7,
  batchSize: 16,
  seed: 3,
});

describe.each(['webgpu', 'webgl'] as const)('%s', (name) => {
  it('is profiled without a tensor left behind, with its own clock where it has one', async () => {
    const data = await tinyData(config, 100);
    const { handle } = await chooseBackend(name, null);
    const before = memory().numTensors;
    const { phases, stepMilliseconds, kernels, bytesHeld } = await profileStep(config, data, handle);
    expect(memory().numTensors).toBe(before);
    expect(phases.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    // A step does not wait for its reading back: several are read together.
    const computing = phases.filter(({ name: phase }) => phase !== 'readback');
    const sum = computing.reduce((all, { milliseconds }) => all + milliseconds, 0);
    expect(sum).toBeGreaterThan(stepMilliseconds / 4);
    expect(sum).toBeLessThan(stepMilliseconds * 4);
    expect(bytesHeld).toBeGreaterThan(0);
    expect(kernels === undefined).toBe(handle.timeKernels === undefined);
    for (const { name: kernel, calls } of kernels ?? []) {
      expect(kernel).toMatch(/^[\w/]+$/);
      expect(calls).toBeGreaterThanOrEqual(1);
    }
    const names = (kernels ?? []).map((kernel) => kernel.name);
    expect(new Set(names).size).toBe(names.length);
    handle.dispose();
  });
});
