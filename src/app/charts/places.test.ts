import { describe, expect, it } from 'vitest';

import { placeInBins, placeOnLog } from './places.ts';

describe('placeInBins', () => {
  const edges = [0, 10, 20, 100];

  it('lies within its bin, however wide that is', () => {
    expect(placeInBins(0, edges)).toBe(0);
    expect(placeInBins(5, edges)).toBeCloseTo(0.5 / 3);
    expect(placeInBins(10, edges)).toBeCloseTo(1 / 3);
    expect(placeInBins(60, edges)).toBeCloseTo(2.5 / 3);
  });

  it('ends at the ends', () => {
    expect(placeInBins(100, edges)).toBe(1);
    expect(placeInBins(500, edges)).toBe(1);
    expect(placeInBins(-1, edges)).toBe(0);
  });
});

describe('placeOnLog', () => {
  it('is as far for each factor of ten', () => {
    expect(placeOnLog(100, [100, 1_000, 10_000])).toBe(0);
    expect(placeOnLog(1_000, [100, 1_000, 10_000])).toBeCloseTo(0.5);
    expect(placeOnLog(10_000, [100, 1_000, 10_000])).toBe(1);
  });

  it('ends at the ends, and knows a single size', () => {
    expect(placeOnLog(50, [100, 10_000])).toBe(0);
    expect(placeOnLog(50_000, [100, 10_000])).toBe(1);
    expect(placeOnLog(80, [80])).toBe(1);
  });
});
