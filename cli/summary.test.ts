import { describe, expect, it } from 'vitest';
import type { TestReport } from '../src/model/index.ts';
import { summaryOf } from './summary.ts';

const compared = (accuracy: number, baseline: number): Pick<TestReport, 'accuracy' | 'baselines'> => {
  const of = {
    accuracy: baseline,
    difference: accuracy - baseline,
    interval: [-0.1, 0.1] as [number, number],
    onlyNetwork: 1,
    onlyBaseline: 1,
    pValue: 1,
  };
  return { accuracy, baselines: { majority: of, bagOfWords: of } };
};
const run = (seed: number, test: Pick<TestReport, 'accuracy' | 'baselines'>) => ({ config: { seed }, test });

describe('the summary of several seeds', () => {
  it('has mean and deviation of network, baseline and the difference run by run', () => {
    const { seeds, accuracy, baseline } = summaryOf([
      run(1, compared(0.8, 0.82)),
      run(2, compared(0.84, 0.84)),
      run(4, compared(0.88, 0.83)),
    ]);
    expect(seeds).toEqual([1, 2, 4]);
    expect(accuracy.mean).toBeCloseTo(0.84, 12);
    expect(accuracy.deviation).toBeCloseTo(0.04, 12);
    expect(baseline?.accuracy.mean).toBeCloseTo(0.83, 12);
    expect(baseline?.accuracy.deviation).toBeCloseTo(0.01, 12);
    expect(baseline?.difference.mean).toBeCloseTo(0.01, 12);
    // Of −0.02, 0 and 0.05.
    expect(baseline?.difference.deviation).toBeCloseTo(
      Math.sqrt((0.03 ** 2 + 0.01 ** 2 + 0.04 ** 2) / 2),
      12,
    );
  });

  it('has no deviation of a single run, and no baseline where a run has none', () => {
    expect(summaryOf([run(1, { accuracy: 0.8, baselines: null })])).toEqual({
      seeds: [1],
      accuracy: { mean: 0.8, deviation: null },
      baseline: null,
    });
  });
});
