import { describe, expect, it } from 'vitest';
import { fastest } from './choose.ts';
import type { Trial } from './choose.ts';
import { namesSoftware } from './handle.ts';

const trial = (
  name: Trial['candidate']['name'],
  millisecondsPerStep: number | null,
  usable = true,
): Trial => ({
  candidate: {
    name,
    usable,
    adapter: null,
    millisecondsPerStep,
    problem: usable ? null : { code: 'failed', detail: 'broken' },
  },
  handle: null,
  error: usable ? null : new Error('broken'),
});

describe('fastest', () => {
  it('takes the least milliseconds, whatever the order', () => {
    const trials = [trial('wasm', 30), trial('webgpu', 20), trial('webgl', 40)];
    expect(fastest(trials)?.candidate.name).toBe('webgpu');
    expect(fastest(trials.toReversed())?.candidate.name).toBe('webgpu');
  });

  it('passes over what can’t be used', () => {
    expect(fastest([trial('wasm', 30), trial('webgpu', 20, false)])?.candidate.name).toBe('wasm');
    expect(fastest([trial('wasm', 30, false)])).toBeNull();
  });
});

describe('namesSoftware', () => {
  it.each([
    ['google swiftshader', true],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', true],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', true],
    ['Microsoft Basic Render Driver', true],
    ['NVIDIA GeForce RTX 3060', false],
    ['apple m2', false],
  ])('%s: %s', (adapter, isSoftware) => expect(namesSoftware(adapter)).toBe(isSoftware));
});
