import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { parseRunConfig } from '../../contract/settings.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { measureStep } from './calibrate.ts';
import { profileStep } from './profile.ts';

const config = parseRunConfig({
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [64, 48],
  embeddingSize: 40,
  batchSize: 32,
  wordKeepProb: 0.9,
  seed: 3,
});

const handle = onWasm();

describe('profileStep', () => {
  it('finds every phase, leaves no tensor behind, and adds up to about a step', async () => {
    const data = await tinyData(config, 100);
    const before = memory();
    const profile = await profileStep(config, data, handle());
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);

    const { phases, stepMilliseconds } = profile;
    expect(phases.map(({ name }) => name)).toEqual([
      'data',
      'embedding',
      'forward',
      'backward',
      'update',
      'readback',
    ]);
    expect(phases.every(({ milliseconds }) => milliseconds >= 0 && Number.isFinite(milliseconds))).toBe(true);
    const time = (name: string) => phases.find((phase) => phase.name === name)?.milliseconds ?? 0;
    expect(time('forward')).toBeGreaterThan(time('embedding'));
    expect(time('backward')).toBeGreaterThan(0);
    // Other work on the machine may disturb one of them.
    const sum = phases.reduce((all, { milliseconds }) => all + milliseconds, 0);
    const plain = await measureStep(config, data, null);
    for (const step of [stepMilliseconds, plain]) {
      expect(sum).toBeGreaterThan(step / 4);
      expect(sum).toBeLessThan(step * 4);
    }
  });

  it('says which batch it was, and what a network with its optimizer holds', async () => {
    const data = await tinyData(config, 100);
    const profile = await profileStep(config, data, handle());
    expect(profile).toMatchObject({ backend: 'wasm', adapter: handle().adapter, rows: 32 });
    expect(profile.length).toBeLessThanOrEqual(12);
    // Adam: each of the nine parameters with two slots, and what chooses the loss.
    expect(profile.tensors).toBe(9 * 3 + 1);
    expect(profile.bytesHeld).toBe(handle().bytesHeld());
    expect(profile.kernels).toBeUndefined();
  });
});
