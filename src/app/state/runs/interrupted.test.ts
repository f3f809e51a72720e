import { expect, test } from 'vitest';

import { fakeRun } from '../../testing/fake-runs.ts';
import { idleRun, type RunState } from '../store.ts';
import { interruptedRun } from './interrupted.ts';
import { idleRuns } from './slice.ts';

const saved = { ...fakeRun('a'), status: 'unfinished' as const, hasState: true, bytes: 0 };
const list = {
  ...{ training: [], unreadable: 0, elsewhere: [], used: null, quota: null, problem: null },
  runs: [saved],
};
const stateWith = (run: Partial<RunState>, later: string[] = []) => {
  return { run: { ...idleRun, ...run }, runs: { ...idleRuns, list, later: new Set(later) } };
};

test('a run that was interrupted is offered, but not while one is under way or when it was put off', () => {
  expect(interruptedRun(stateWith({}))?.id).toBe('a');
  expect(interruptedRun(stateWith({ status: 'running' }))).toBeNull();
  expect(interruptedRun(stateWith({}, ['a']))).toBeNull();
});

test('the page’s own run that has just ended is not taken for interrupted, one that failed is', () => {
  expect(interruptedRun(stateWith({ id: 'a', status: 'finished' }))).toBeNull();
  expect(interruptedRun(stateWith({ id: 'a', status: 'failed' }))?.id).toBe('a');
});
