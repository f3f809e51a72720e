import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { BackendCandidate, FailureCode } from '../../workers/protocol.ts';
import { createRecovery, mostRecoveries, type FailedAttempt } from './recovery.ts';

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
    const recovery = createRecovery();
    expect(recovery.next(failed())).toBe('webgpu');
    expect(recovery.next(failed())).toBe('wasm');
    expect(recovery.next(failed({ backend: 'wasm' }))).toBe('webgl');
    expect(recovery.next(failed({ backend: 'webgl' }))).toBeNull();
  });

  it('starts over with each whole new epoch', () => {
    const recovery = createRecovery();
    for (let epochsDone = 0; epochsDone < 20; epochsDone++) {
      expect(recovery.next(failed({ epochsDone }))).toBe('webgpu');
      expect(recovery.count).toBe(1);
    }
  });

  it('stays where it is when nothing else is usable', () => {
    const recovery = createRecovery();
    const others = [candidate('webgl', null, false), candidate('wasm', null, false)];
    const only = { candidates: [candidate('webgpu', 4), ...others] };
    const backends = [1, 2, 3].map(() => recovery.next(failed(only)));
    expect(backends).toEqual(['webgpu', 'webgpu', 'webgpu']);
  });

  it('tries backends that it knows nothing of when the one that was asked for fails again', () => {
    const recovery = createRecovery();
    const known = { candidates: [candidate('webgpu', 4)] };
    expect(recovery.next(failed(known))).toBe('webgpu');
    expect(recovery.next(failed(known))).toBe('webgl');
    expect(recovery.next(failed({ ...known, backend: 'webgl', code: 'internal' }))).toBe('wasm');
  });

  it('goes on once after memory ran out, on the same backend', () => {
    const recovery = createRecovery();
    expect(recovery.next(failed({ code: 'out-of-memory' }))).toBe('webgpu');
    expect(recovery.next(failed({ code: 'out-of-memory' }))).toBeNull();
    expect(recovery.next(failed({ code: 'out-of-memory', epochsDone: 1 }))).toBe('webgpu');
  });

  it('goes to another backend when the one of before is gone', () => {
    const recovery = createRecovery();
    expect(recovery.next(failed())).toBe('webgpu');
    expect(recovery.next(failed({ code: 'no-backend' }))).toBe('wasm');
  });

  it('looks for another backend at once when an interrupted run finds its own gone', () => {
    expect(createRecovery(true).next(failed({ code: 'no-backend' }))).toBe('wasm');
    expect(createRecovery(true).next(failed({ code: 'no-backend', candidates: [] }))).toBe('auto');
  });

  it.each<FailureCode>(['bad-input', 'cancelled', 'no-backend'])('does nothing about %s', (code) => {
    expect(createRecovery().next(failed({ code }))).toBeNull();
  });

  it('is bounded, whatever fails', () => {
    const codes = fc.constantFrom<FailureCode>(
      'device-lost',
      'worker-died',
      'out-of-memory',
      'internal',
      'no-backend',
    );
    fc.assert(
      fc.property(fc.array(codes, { minLength: 10, maxLength: 20 }), (all) => {
        const recovery = createRecovery();
        const taken = all.map((code) => recovery.next(failed({ code }))).filter((next) => next !== null);
        expect(taken.length).toBeLessThanOrEqual(mostRecoveries);
      }),
    );
  });
});
