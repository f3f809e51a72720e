import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { EpochEvent } from '../../../contract/training.ts';
import { readLabs, writeLabs } from './saved-progress.ts';

const stored = new Map<string, string>();
const key = 'forget-gate-labs';

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

const epoch: EpochEvent = {
  ...{ type: 'epoch', epoch: 1, learningRate: 0.004, seconds: 2 },
  ...{ loss: 0.6, accuracy: 0.7, validationLoss: 0.5, validationAccuracy: 0.75 },
};
const labs = {
  progress: { gates: { done: 2, chosen: 1, isRevealed: false } },
  runs: { lstm: [epoch] },
  measured: {
    'forget-open': {
      before: 0.8,
      after: 0.7,
      rows: 300,
      all: 300,
      interval: [-0.12, -0.08] as [number, number],
    },
  },
};

it('reads what was written', () => {
  expect(readLabs()).toBeNull();
  writeLabs(labs);
  expect(readLabs()).toEqual(labs);
});

it('takes no more steps and no other answers than a lab has, and nothing of labs and runs that are none', () => {
  const other = {
    progress: {
      gates: { done: 99, chosen: 3, isRevealed: true },
      gone: { done: 1, chosen: 0, isRevealed: true },
    },
    runs: { ...labs.runs, gone: [epoch] },
    measured: { ...labs.measured, gone: labs.measured['forget-open'] },
  };
  stored.set(key, JSON.stringify(other));
  expect(readLabs()).toEqual({
    ...labs,
    progress: { gates: { done: 6, chosen: null, isRevealed: false } },
  });
});

it.each([
  '{',
  '[]',
  JSON.stringify({ ...labs, progress: { gates: { done: -1, chosen: null, isRevealed: false } } }),
  JSON.stringify({ ...labs, runs: { lstm: [] } }),
  JSON.stringify({ ...labs, runs: { lstm: [{ ...epoch, accuracy: 'all' }] } }),
  JSON.stringify({
    ...labs,
    measured: { 'forget-open': { before: 2, after: 0, rows: 1, all: 1, interval: [0, 0] } },
  }),
])('begins anew where what is stored is none of it: %s', (text) => {
  stored.set(key, text);
  expect(readLabs()).toBeNull();
});
