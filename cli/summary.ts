/** The tests of several seeds together. */
import type { RunConfig, TestReport } from '../src/model/index.ts';

/** A run that is done. */
export interface TestedRun {
  config: Pick<RunConfig, 'seed'>;
  test: Pick<TestReport, 'accuracy' | 'baselines'>;
}

/** Of a sample: its deviation divides by one less than there are values, and is null for a single one. */
export interface MeanAndDeviation {
  mean: number;
  deviation: number | null;
}

export interface Summary {
  seeds: number[];
  accuracy: MeanAndDeviation;
  /** The bag-of-words baseline on the same rows, and the network less it, run by run; null where a run lacks it. */
  baseline: { accuracy: MeanAndDeviation; difference: MeanAndDeviation } | null;
}

/** @param runs at least one */
export function summaryOf(runs: readonly TestedRun[]): Summary {
  const compared = runs.flatMap(({ test }) => test.baselines?.bagOfWords ?? []);
  return {
    seeds: runs.map(({ config }) => config.seed),
    accuracy: spreadOf(runs.map(({ test }) => test.accuracy)),
    baseline:
      compared.length === runs.length
        ? {
            accuracy: spreadOf(compared.map(({ accuracy }) => accuracy)),
            difference: spreadOf(compared.map(({ difference }) => difference)),
          }
        : null,
  };
}

function spreadOf(values: readonly number[]): MeanAndDeviation {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
}
