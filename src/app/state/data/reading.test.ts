import { describe, expect, it } from 'vitest';

import { Eta, Readings } from './reading.ts';
import { createAppStore } from '../store.ts';

describe('the time left', () => {
  it('follows the pace of the phase, once there is one', () => {
    let now = 0;
    const left = new Eta(() => now);
    expect(left.secondsLeft({ phase: 'reading', share: 0, rows: 0 })).toBeNull();
    now = 1_000;
    expect(left.secondsLeft({ phase: 'reading', share: 0.2, rows: 20 })).toBeNull();
    now = 2_000;
    expect(left.secondsLeft({ phase: 'reading', share: 0.4, rows: 40 })).toBeCloseTo(3);
    now = 3_000;
    expect(left.secondsLeft({ phase: 'cleaning', share: 0, rows: 0 })).toBeNull();
    now = 5_000;
    expect(left.secondsLeft({ phase: 'cleaning', share: 0.5, rows: 50 })).toBeCloseTo(2);
  });

  it('is not known where the share is not, or where it hardly moves', () => {
    let now = 0;
    const left = new Eta(() => now);
    left.secondsLeft({ phase: 'reading', share: 0, rows: 0 });
    now = 9_000;
    expect(left.secondsLeft({ phase: 'reading', share: null, rows: 9 })).toBeNull();
    expect(left.secondsLeft({ phase: 'reading', share: 0.01, rows: 9 })).toBeNull();
  });
});

describe('one reading at a time', () => {
  it('ends the one before; what that still says is not shown', () => {
    const store = createAppStore();
    const readings = new Readings(store);
    const first = readings.begin('first.csv');
    const second = readings.begin('second.csv');
    expect(first.options.signal?.aborted).toBe(true);
    expect([first.isCurrent(), second.isCurrent()]).toEqual([false, true]);
    first.options.onProgress?.({ phase: 'reading', share: 0.9, rows: 9 });
    first.end();
    expect(store.getState().data).toMatchObject({ loading: 'second.csv', progress: null });
    second.options.onProgress?.({ phase: 'reading', share: 0.1, rows: 1 });
    expect(store.getState().data.progress).toMatchObject({ share: 0.1, rows: 1 });
    second.end();
    expect(store.getState().data).toMatchObject({ loading: null, progress: null });
  });

  it('is under way until the worker has stopped', () => {
    const store = createAppStore();
    const readings = new Readings(store);
    readings.cancel();
    expect(store.getState().data.cancelling).toBe(false);
    const reading = readings.begin('large.csv');
    readings.cancel();
    expect(reading.options.signal?.aborted).toBe(true);
    expect(reading.isCurrent()).toBe(true);
    expect(store.getState().data).toMatchObject({ loading: 'large.csv', cancelling: true });
    reading.end();
    expect(store.getState().data).toMatchObject({ loading: null, cancelling: false });
  });
});
