import { describe, expect, it } from 'vitest';

import { accuracyAxis, lossAxis } from './axis.ts';

describe('the axis of the loss', () => {
  it.each([
    [0.693, 0.8, [0, 0.2, 0.4, 0.6, 0.8]],
    [0.25, 0.4, [0, 0.1, 0.2, 0.3, 0.4]],
    [1.3, 2, [0, 0.5, 1, 1.5, 2]],
    [10, 10, [0, 2.5, 5, 7.5, 10]],
    [0, 1, [0, 0.25, 0.5, 0.75, 1]],
    [Number.NaN, 1, [0, 0.25, 0.5, 0.75, 1]],
  ])('over %s ends at %s', (most, end, ticks) => {
    expect(lossAxis(most)).toEqual({ domain: [0, end], ticks });
  });
});

describe('the axis of the accuracy', () => {
  it.each([
    [0.55, [0.4, 0.6, 0.8, 1]],
    [0.3, [0.2, 0.4, 0.6, 0.8, 1]],
    [0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  ])('holds %s', (least, ticks) => expect(accuracyAxis(least).ticks).toEqual(ticks));
});
