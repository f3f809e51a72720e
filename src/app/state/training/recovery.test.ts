import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { BackendCandidate, FailureCode } from '../../../workers/protocol.ts';
import { mostRecoveries, Recovery, type FailedAttempt } from './recovery.ts';

const candidate = (
  name: BackendCandidate['name'],
  millisecondsPerStep: number | null,
  usable = true,
): BackendCandidate => ({ name, usable, adapter: null, millisecondsPerStep, problem: null });

const candidates = [candidate('webgpu', 4), candidate('webgl', 11), candidate('wasm', 8)];
const failed = (change: Partial<FailedAttempt> = {}): FailedAttempt => ({
  code: 'device-lost',
  epochsDone: 0,
  backend: 'webgpu',
  candidates,
  ...change,
});

describe('recovery', () => {
  it('tries the same backend, then the others by their speed, and then gives up', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed())).toBe('webgpu');
    expect(recovery.next(failed())).toBe('wasm');
    expect(recovery.next(failed({ backend: 'wasm' }))).toBe('webgl');
    expect(recovery.next(failed({ backend: 'webgl' }))).toBeNull();
  });

  it('starts over with each whole new epoch', () => {
    const recovery = new Recovery();
    for (let epochsDone = 0; epochsDone < 20; epochsDone++) {
      expect(recovery.next(failed({ epochsDone }))).toBe('webgpu');
      expect(recovery.count).toBe(1);
    }
  });

  it('comes back to a backend that failed once a whole epoch is done', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed())).toBe('webgpu');
    expect(recovery.next(failed())).toBe('wasm');
    const later = { epochsDone: 1, backend: 'wasm' } as const;
    expect(recovery.next(failed(later))).toBe('wasm');
    expect(recovery.next(failed(later))).toBe('webgpu');
  });

  it('stays where it is when nothing else is usable', () => {
    const recovery = new Recovery();
    const others = [candidate('webgl', null, false), candidate('wasm', null, false)];
    const only = { candidates: [candidate('webgpu', 4), ...others] };
    const backends = [1, 2, 3].map(() => recovery.next(failed(only)));
    expect(backends).toEqual(['webgpu', 'webgpu', 'webgpu']);
  });

  it('tries backends that it knows nothing of when the one that was asked for fails again', () => {
    const recovery = new Recovery();
    const known = { candidates: [candidate('webgpu', 4)] };
    expect(recovery.next(failed(known))).toBe('webgpu');
    expect(recovery.next(failed(known))).toBe('webgl');
    expect(recovery.next(failed({ ...known, backend: 'webgl', code: 'internal' }))).toBe('wasm');
  });

  it('resumes once after memory ran out, on the same backend', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed({ code: 'out-of-memory' }))).toBe('webgpu');
    expect(recovery.next(failed({ code: 'out-of-memory' }))).toBeNull();
    expect(recovery.next(failed({ code: 'out-of-memory', epochsDone: 1 }))).toBe('webgpu');
  });

  it('never repeats what did not fit into the GPU’s memory: once on WebAssembly, then it gives up', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed({ code: 'device-out-of-memory' }))).toBe('wasm');
    expect(recovery.next(failed({ code: 'device-out-of-memory' }))).toBeNull();
    // A later failure of another kind does not lead back there either.
    const other = new Recovery();
    other.next(failed({ code: 'device-out-of-memory' }));
    expect(other.next(failed({ code: 'worker-died', backend: 'wasm', epochsDone: 1 }))).toBe('wasm');
    expect(other.next(failed({ code: 'worker-died', backend: 'wasm', epochsDone: 1 }))).toBe('webgl');
    expect(other.next(failed({ code: 'worker-died', backend: 'webgl', epochsDone: 1 }))).not.toBe('webgpu');
  });

  it('gives up where a GPU is too small and WebAssembly does not work', () => {
    const noWasm = [candidate('webgpu', 4), candidate('webgl', 9), candidate('wasm', null, false)];
    expect(new Recovery().next(failed({ code: 'device-out-of-memory', candidates: noWasm }))).toBeNull();
  });

  it('never goes back to a backend that refuses a kernel', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed({ code: 'kernel-invalid' }))).toBe('wasm');
    expect(recovery.next(failed({ code: 'device-lost', backend: 'wasm', epochsDone: 3 }))).toBe('wasm');
    expect(recovery.next(failed({ code: 'device-lost', backend: 'wasm', epochsDone: 3 }))).toBe('webgl');
    expect(
      new Recovery().next(failed({ code: 'kernel-invalid', candidates: [candidate('webgpu', 4)] })),
    ).toBe('webgl');
    const alone = ['webgl', 'wasm'].map((name) => candidate(name as 'wasm', null, false));
    expect(
      new Recovery().next(failed({ code: 'kernel-invalid', candidates: [candidate('webgpu', 4), ...alone] })),
    ).toBeNull();
  });

  it('goes to another backend when the one of before is gone', () => {
    const recovery = new Recovery();
    expect(recovery.next(failed())).toBe('webgpu');
    expect(recovery.next(failed({ code: 'no-backend' }))).toBe('wasm');
  });

  it('looks for another backend at once when an interrupted run finds its own gone', () => {
    expect(new Recovery(true).next(failed({ code: 'no-backend' }))).toBe('wasm');
    expect(new Recovery(true).next(failed({ code: 'no-backend', candidates: [] }))).toBe('auto');
  });

  it.each<FailureCode>(['bad-input', 'cancelled', 'not-loaded', 'no-backend'])(
    'does nothing about %s',
    (code) => {
      expect(new Recovery().next(failed({ code }))).toBeNull();
    },
  );

  it('is bounded, whatever fails', () => {
    const codes = fc.constantFrom<FailureCode>(
      'device-lost',
      'device-out-of-memory',
      'kernel-invalid',
      'worker-died',
      'out-of-memory',
      'internal',
      'no-backend',
    );
    fc.assert(
      fc.property(fc.array(codes, { minLength: 10, maxLength: 20 }), (all) => {
        const recovery = new Recovery();
        const taken = all.map((code) => recovery.next(failed({ code }))).filter((next) => next !== null);
        expect(taken.length).toBeLessThanOrEqual(mostRecoveries);
      }),
    );
  });
});
