import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/choose.ts';
import { parseRunConfig } from '../config.ts';
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
    const { phases, kernels, bytesHeld } = await profileStep(config, data, handle);
    expect(memory().numTensors).toBe(before);
    expect(phases.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    expect(phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeGreaterThan(0);
    expect(bytesHeld).toBeGreaterThan(0);
    expect(kernels === undefined).toBe(handle.timeKernels === undefined);
    for (const { calls } of kernels ?? []) expect(calls).toBeGreaterThanOrEqual(1);
    handle.dispose();
  });
});
