import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { measureWhenSettled } from './measuring.ts';
import { createAppStore, patch, type AppStore } from '../store.ts';

let store: AppStore;
let probe: ReturnType<typeof vi.fn<() => Promise<void>>>;

const change = (seed: string) => store.setState(({ draft }) => ({ draft: { ...draft, seed } }));
const check = (rows: number | null) =>
  patch(store, 'doctor', { progress: rows === null ? null : { phase: 'examining', share: null, rows } });

beforeEach(() => {
  vi.useFakeTimers();
  store = createAppStore();
  probe = vi.fn<() => Promise<void>>(() => Promise.resolve());
  measureWhenSettled(store, { probe });
});
afterEach(() => vi.useRealTimers());

it('measures once, when a user has paused', () => {
  change('2');
  vi.advanceTimersByTime(500);
  change('3');
  vi.advanceTimersByTime(500);
  expect(probe).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(probe).toHaveBeenCalledTimes(1);
});

it('measures after a check of the data, not while one is under way', () => {
  change('2');
  check(0);
  vi.advanceTimersByTime(10_000);
  check(500);
  vi.advanceTimersByTime(10_000);
  expect(probe).not.toHaveBeenCalled();
  check(null);
  vi.advanceTimersByTime(10_000);
  expect(probe).toHaveBeenCalledTimes(1);
});

it('measures nothing anew after a check that a user asked for', () => {
  change('2');
  vi.advanceTimersByTime(10_000);
  check(0);
  check(null);
  vi.advanceTimersByTime(10_000);
  expect(probe).toHaveBeenCalledTimes(1);
});
