/** How many epochs fit into the time that a run may take. */
import type { RunConfig } from './table.ts';

/** Seconds of each; null: no limit. */
const secondsOf: Readonly<Record<RunConfig['timeBudget'], number | null>> = {
  none: null,
  '30-seconds': 30,
  '2-minutes': 120,
  '10-minutes': 600,
};

/** Seconds that a run may take; null where its settings do not say. */
export function budgetSeconds({ timeBudget }: Pick<RunConfig, 'timeBudget'>): number | null {
  return secondsOf[timeBudget];
}

/**
 * The settings with so many epochs as the time budget has room for: at least one, and never more than they say. The
 * schedule of the learning rate then runs over these, so that a short run ends with low rates too.
 * @param secondsForRun what a run with all of its epochs would take; null where it was not measured
 */
export function withinBudget(config: RunConfig, secondsForRun: number | null): RunConfig {
  const budget = budgetSeconds(config);
  if (budget === null || secondsForRun === null || secondsForRun <= budget) return config;
  const secondsPerEpoch = secondsForRun / config.epochs;
  return { ...config, epochs: Math.max(1, Math.floor(budget / secondsPerEpoch)) };
}
