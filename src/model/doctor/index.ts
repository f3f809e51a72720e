/** The dataset doctor: what is wrong with a dataset for a run, what that does to training, and what to do about it. */
import { examined, keyOf, tokenKind, type RunConfig } from '../../contract/settings.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import { classCountsOf, type Dataset } from '../data/dataset.ts';
import { withRule } from '../data/decide-tokenization.ts';
import { nearDuplicates } from '../data/near-duplicates.ts';
import { runParts } from '../data/run-parts.ts';
import { InputError } from '../errors.ts';
import type { Progress } from '../../contract/dataset.ts';
import { severities, type DoctorReport, type FindingId } from '../../contract/findings.ts';
import { measureBaselines, pickRows } from './baselines.ts';
import { classAlong, Coverage, cutFacts, lengthFacts } from './facts.ts';
import { findCopies } from './findings/copies.ts';
import { findDirection } from './findings/direction.ts';
import type { ExaminationContext, FindingDraft } from './findings/finding.ts';
import { findGaps } from './findings/gaps.ts';
import { findLimits } from './findings/limits.ts';
import { findDefects } from './findings/defects.ts';
import { findOrder } from './findings/order.ts';
import { findSizes } from './findings/sizes.ts';
import type { Split } from '../data/split.ts';
import { findTokens } from './findings/tokens.ts';
import { leaningsOf } from './sentiment-words.ts';
import { readWords, rowUse } from './words.ts';

export interface Examination {
  report: DoctorReport;
  /** Of each finding that has rows: the table's rows, ascending. */
  rowsOf: Map<FindingId, Int32Array>;
}

/**
 * Examines a dataset for a run with these settings; the baselines are measured on the run's own split.
 * @throws {InputError} when the dataset has too few rows to be split; the signal's reason once it is aborted
 */
export async function examine(
  dataset: Dataset,
  asked: RunConfig,
  options: WorkOptions = {},
): Promise<Examination> {
  const config = withRule(asked, dataset.texts);
  const { split, lack, areProvided } = usableParts(dataset, config);
  // Before the words, so that its table is free again when the words are held.
  const nearOf = await findTwins(dataset, inHalf(options, 0));
  const slicer = new TimeSlicer(inHalf(options, 0.5), 'examining');
  const chosen = pickRows(split, config.seed);
  const words = await readWords(dataset.texts, usesOf(dataset, split, chosen), config, slicer);
  const coverage = new Coverage(words);
  const facts: ExaminationContext['facts'] = {
    classCounts: classCountsOf(dataset),
    lengths: lengthFacts(words.lengths),
    cut: cutFacts(words.lengths, config.maxLength),
    coverage: coverage.facts(config),
    parts: { train: split.train.length, validation: split.validation.length, test: split.test.length },
    areProvided,
  };
  const { lengths } = words;
  const { baselines, telling } = await measureBaselines(
    dataset,
    split,
    chosen,
    words,
    config,
    new TimeSlicer(options, 'baseline'),
  );
  const found = await findAll({
    dataset,
    config,
    asked: asked.tokenization,
    split,
    lengths,
    facts,
    coverage,
    nearOf,
    telling,
    leanings: leaningsOf(words),
    lack,
    slicer,
  });
  const report: DoctorReport = {
    fingerprint: fingerprintFor(dataset, asked),
    rowsRead: dataset.rowsRead,
    rowsUsed: dataset.texts.length,
    excluded: dataset.excluded,
    classNames: dataset.classNames,
    classAlong: classAlong(dataset),
    tokens: tokenKind(config.tokenization),
    ...facts,
    findings: found.map(({ rows, ...finding }) => ({ ...finding, hasRows: rows !== null })),
    baselines,
  };
  return { report, rowsOf: new Map(found.flatMap(({ id, rows }) => (rows ? [[id, rows] as const] : []))) };
}

/** What each row is read for, as bits of `rowUse`. */
function usesOf({ texts }: Dataset, split: Split, baseline: Split): Uint8Array {
  const uses = new Uint8Array(texts.length);
  for (const row of split.train) uses[row] |= rowUse.training;
  for (const rows of [baseline.train, baseline.validation, baseline.test])
    for (const row of rows) uses[row] |= rowUse.baseline;
  return uses;
}

/** Parts that a run can have. */
interface UsableParts extends Pick<ExaminationContext, 'split' | 'lack'> {
  /** They are those that came with the data. */
  areProvided: boolean;
}

/**
 * Parts that training would refuse are a finding; the figures are then of others, with another seed or by chance.
 * @throws {InputError} where chance gives none either
 */
function usableParts(dataset: Dataset, config: RunConfig): UsableParts {
  try {
    const { parts: split } = runParts(dataset, config);
    return { split, lack: null, areProvided: dataset.provided !== null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { told: lack } = error;
    if (lack.code === 'part-lacks' && lack.better !== undefined)
      return { ...usableParts(dataset, { ...config, splitSeed: lack.better }), lack };
    if (!dataset.provided) throw error;
    return { ...usableParts({ ...dataset, provided: null }, config), lack };
  }
}

/** For each text the earlier one that it nearly equals, or -1. What was asked to be excluded is there no more. */
async function findTwins({ texts, origin }: Dataset, options: WorkOptions): Promise<Int32Array> {
  if (origin.choice.cleaning?.excludeNearDuplicates) return new Int32Array(texts.length).fill(-1);
  return nearDuplicates(texts, options);
}

/** The texts are gone through twice, for near duplicates and for words: each is half of the way. */
function inHalf({ signal, onProgress }: WorkOptions, from: number): WorkOptions {
  const tell = (progress: Progress) =>
    onProgress?.({ ...progress, share: progress.share === null ? null : from + progress.share / 2 });
  return { signal, onProgress: tell };
}

/** The worst first. */
async function findAll(context: ExaminationContext): Promise<FindingDraft[]> {
  const all = [
    ...findDirection(context),
    ...findSizes(context),
    ...findOrder(context),
    ...(await findCopies(context)),
    ...findGaps(context),
    ...findLimits(context),
    ...(await findDefects(context)),
    ...(await findTokens(context)),
  ];
  return severities.flatMap((severity) => all.filter((finding) => finding.severity === severity));
}

/** Equal where the report would be equal: the data, and the settings that it depends on. */
function fingerprintFor(dataset: Dataset, config: RunConfig): string {
  return `${dataset.fingerprint} ${keyOf(config, ...examined)}`;
}
