/** The tests of several seeds together. */
import { meanAndDeviation, type MeanAndDeviation } from '../src/contract/math.ts';
import type { RunConfig, TestReport } from '../src/model/index.ts';

/** A run that is done. */
export interface TestedRun {
  config: Pick<RunConfig, 'seed'>;
  test: Pick<TestReport, 'accuracy' | 'baselines'>;
}

export interface Summary {
  seeds: number[];
  accuracy: MeanAndDeviation;
  /** The n-gram baseline on the same rows, and the network less it, run by run; null where a run lacks it. */
  baseline: { accuracy: MeanAndDeviation; difference: MeanAndDeviation } | null;
}

/** @param runs at least one */
export function summaryOf(runs: readonly TestedRun[]): Summary {
  const compared = runs.flatMap(({ test }) => test.baselines?.bagOfWords ?? []);
  return {
    seeds: runs.map(({ config }) => config.seed),
    accuracy: meanAndDeviation(runs.map(({ test }) => test.accuracy)),
    baseline:
      compared.length === runs.length
        ? {
            accuracy: meanAndDeviation(compared.map(({ accuracy }) => accuracy)),
            difference: meanAndDeviation(compared.map(({ difference }) => difference)),
          }
        : null,
  };
}
