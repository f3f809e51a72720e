import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Debounce, Latest, Once, Refresher, SoleTask } from './timing.ts';

describe('Debounce', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('does only what was asked last, once nobody has asked for a while', () => {
    const done: string[] = [];
    const rest = new Debounce(100);
    rest.run(() => done.push('a'));
    vi.advanceTimersByTime(99);
    rest.run(() => done.push('b'));
    vi.advanceTimersByTime(99);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['b']);
    rest.run(() => done.push('c'));
    rest.cancel();
    vi.advanceTimersByTime(1_000);
    expect(done).toEqual(['b']);
  });
});

it('Latest tells the last call from those before', () => {
  const latest = new Latest();
  const first = latest.next();
  expect(first()).toBe(true);
  const second = latest.next();
  expect([first(), second()]).toEqual([false, true]);
});

it('Once makes a thing one time', async () => {
  const make = vi.fn<() => Promise<object>>(() => Promise.resolve({}));
  const once = new Once(make);
  expect(await once.get()).toBe(await once.get());
  expect(make).toHaveBeenCalledTimes(1);
});

describe('SoleTask', () => {
  it('cancels the task before; what that still does is not the current one’s', () => {
    const tasks = new SoleTask();
    const first = tasks.begin();
    const second = tasks.begin();
    expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
    expect(first.end()).toBe(false);
    expect([tasks.isUnderWay, second.isCurrent()]).toEqual([true, true]);
    expect(second.end()).toBe(true);
    expect(tasks.isUnderWay).toBe(false);
  });

  it('is under way until its end when it is cancelled, and not when it is given up', () => {
    const tasks = new SoleTask();
    const cancelled = tasks.begin();
    tasks.cancel();
    expect([cancelled.signal.aborted, cancelled.isCurrent()]).toEqual([true, true]);
    tasks.abort();
    expect([cancelled.isCurrent(), tasks.isUnderWay]).toEqual([false, false]);
  });
});

it('Refresher fetches once more after a change, however often that is asked', async () => {
  const ends: (() => void)[] = [];
  const refresher = new Refresher(() => new Promise((resolve) => ends.push(resolve)));
  const first = refresher.refresh();
  const second = refresher.refresh();
  expect(refresher.refresh()).toBe(second);
  expect(ends).toHaveLength(1);
  ends[0]();
  await first;
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  ends[1]();
  await second;
  void refresher.refresh();
  expect(ends).toHaveLength(3);
});
