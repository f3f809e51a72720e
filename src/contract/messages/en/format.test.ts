import { describe, expect, it } from 'vitest';

import { ago, bound, duration, loss, percent, size } from './format.ts';

describe('numbers on screen', () => {
  it.each([
    [4.23, '4.2 s'],
    [42.4, '42 s'],
    [75, '1:15'],
    [3_599.6, '1:00:00'],
    [4_000, '1:06:40'],
    [Number.NaN, '–'],
  ])('a duration of %s s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it.each([
    [0.000_001, '0.000001'],
    [2_147_483_647, '2,147,483,647'],
    [0.05, '0.05'],
  ])('the bound %s in full', (value, text) => expect(bound(value)).toBe(text));

  it('shares, losses and sizes', () => {
    expect(percent(0.8213)).toBe('82.1%');
    expect(loss(0.43121)).toBe('0.4312');
    expect(loss(Number.NaN)).toBe('∞');
    expect(size(117_600)).toBe('118 kB');
    expect(size(25_400_000)).toBe('25.4 MB');
    expect(size(2_000_000_000)).toBe('2 GB');
  });

  it.each([
    [20, 'just now'],
    [12 * 60 + 30, '12 minutes ago'],
    [3_600, '1 hour ago'],
    [50 * 3_600, '2 days ago'],
    [-5, 'just now'],
  ])('%s s ago', (seconds, text) => {
    const now = Date.UTC(2025, 10, 28);
    expect(ago(now - seconds * 1_000, now)).toBe(text);
  });
});
