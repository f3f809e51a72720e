/** How far the accuracy of the network strays from one seed or split to another, as far as that was measured. */
import { meanAndDeviation, type MeanAndDeviation } from '../../../contract/math.ts';
import {
  drawFields,
  parseRunConfig,
  type DatasetSummary,
  type RunConfig,
  type RunRecord,
} from '../../../workers/protocol.ts';
import recorded from './measured-spread.json';
import { sameButForDraws } from './same-settings.ts';
import type { HeldModel } from '../store.ts';

/** What `npm run measure-spread` wrote: a sample with a preset as it is, tested on several splits. */
interface Recorded {
  preset: string;
  command: string;
  fingerprint: string;
  config: RunConfig;
  /** Of each seed, which is the split seed as well. */
  runs: { seed: number; accuracy: number; baseline: number }[];
}

/** A setting that came later has its default: that is how these runs were trained. */
export const recordedSpreads: Recorded[] = recorded.map((each) => ({
  ...each,
  config: parseRunConfig(each.config),
}));

/** Mean, standard deviation of a sample, least and greatest. */
export interface Spread extends MeanAndDeviation {
  count: number;
  low: number;
  high: number;
}

export interface SpreadEvidence {
  /** Of the user's other runs with the same data and settings; null when there are none. */
  own: Spread | null;
  /** Of the recorded runs on the sample with a preset as it is; null for other data and settings. */
  measured: { network: Spread; baseline: Spread } | null;
}

export function spreadOfValues(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return {
    count: values.length,
    ...meanAndDeviation(values),
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/** With the rule that *automatic* comes to on this data: a model has no other. */
function decided(config: RunConfig, { tokenization }: DatasetSummary): RunConfig {
  return config.tokenization === 'automatic' ? { ...config, tokenization: tokenization.rule } : config;
}

const drawsOf = (config: RunConfig) => drawFields.map((name) => String(config[name])).join(' ');

/** Accuracies of the tested runs with the same data and settings, but another seed or split than this one. */
function others(runs: readonly OtherRun[], config: RunConfig, summary: DatasetSummary): number[] {
  const accuracies = new Map<string, number>();
  for (const run of runs) {
    const isOther =
      drawsOf(run.config) !== drawsOf(config) && sameButForDraws(decided(run.config, summary), config);
    if (run.test && isOther && run.dataset.fingerprint === summary.fingerprint)
      accuracies.set(drawsOf(run.config), run.test.accuracy);
  }
  return [...accuracies.values()];
}

/** What a run is known by here. */
type OtherRun = Pick<RunRecord, 'config' | 'dataset' | 'test'>;

/** What the test on the page is about. */
export interface Tested {
  held: HeldModel | null;
  summary: DatasetSummary | null;
  /** The name of the data that the report is about. */
  on: string | null;
  runs: readonly OtherRun[];
}

/** What is known beside the test of the network on the data that it was trained on; null for any other test. */
export function spreadEvidence({ held, summary, on, runs }: Tested): SpreadEvidence | null {
  if (!held || !summary || on !== summary.name || held.summary.trainedOn !== summary.name) return null;
  const config = decided(held.config, summary);
  const measured = recordedSpreads.find(
    (one) => one.fingerprint === summary.fingerprint && sameButForDraws(one.config, config),
  );
  const network = spreadOfValues(measured?.runs.map(({ accuracy }) => accuracy) ?? []);
  const baseline = spreadOfValues(measured?.runs.map((run) => run.baseline) ?? []);
  const own = spreadOfValues(others(runs, config, summary));
  return { own, measured: network && baseline && { network, baseline } };
}
