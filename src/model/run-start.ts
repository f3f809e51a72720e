/** What a run begins with, and what is to be said of its parts. */
import { configProblems, type RunConfig } from '../contract/settings.ts';
import type { UnlabelledSummary } from '../contract/vectors.ts';
import { withTodaysKeys, type Dataset, type PreparedData } from './data/index.ts';
import { InputError } from './errors.ts';
import type { SavedModel } from './export/index.ts';
import type { Base } from './preparation.ts';
import { withPseudoLabels, type LabelledTexts } from './pseudo-labels.ts';
import type { TrainEvent, TrainingState } from './training/state.ts';
import type { UnlabelledTexts } from './unlabelled-store.ts';
import { LearnedVectors } from './vectors/learn/index.ts';
import type { VectorSource } from './vectors/source.ts';

/** What a run begins with that is resumed, or that continues a network's training; null for a new one. @throws {InputError} */
export function baseOf(
  from: TrainingState | null | undefined,
  base: SavedModel | null,
  dataset: Dataset,
): Base | null {
  if (from) return { words: from.vocabulary, seen: from.base, further: from.further };
  if (!base) return null;
  if (base.seen) return { words: base.vocabulary, seen: withTodaysKeys(base.seen, dataset), further: null };
  throw new InputError({ code: 'unknown-seen-for-training' });
}

/** The settings, once the embedding has its vectors' size. @throws {InputError} when they do not go together */
export function checkedSettings(config: RunConfig): RunConfig {
  const [problem] = configProblems(config);
  if (problem) throw new InputError({ code: 'setting-wrong', problem });
  return config;
}

/** Learns the vectors that a run starts from, where they are to be learned. @throws as `LearnedVectors.learn` */
export async function* learningPhase(
  vectors: VectorSource | null,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent> {
  if (!(vectors instanceof LearnedVectors) || vectors.isLearned) return;
  yield { type: 'phase', phase: 'learning-vectors' };
  for await (const progress of vectors.learn(signal))
    yield { type: 'phase', phase: 'learning-vectors', progress };
  yield { type: 'phase', phase: 'preparing' };
}

/** Of more files the names are not saved with a run. */
const mostNames = 20;

/** The texts without labels that a run learns from, to be saved with it; null where it learns from none. */
export function unlabelledOf(
  { pseudoLabels }: RunConfig,
  vectors: VectorSource | null,
  unlabelled: UnlabelledTexts | null,
): UnlabelledSummary | null {
  if (!unlabelled || !(pseudoLabels || vectors instanceof LearnedVectors)) return null;
  const { names, ...summary } = unlabelled.summary;
  return { ...summary, names: names.slice(0, mostNames) };
}

interface Labelling {
  unlabelled: UnlabelledTexts | null;
  base: Base | null;
  from: TrainingState | null;
  signal: AbortSignal;
}

/**
 * Gives the unlabelled texts their classes, where a run learns from them; null where it does not.
 * @throws {InputError} when they are not there, or others than the resumed run has learned from; as `withPseudoLabels`
 */
export async function* labellingPhase(
  dataset: Dataset,
  config: RunConfig,
  { unlabelled, base, from, signal }: Labelling,
): AsyncGenerator<TrainEvent, LabelledTexts | null> {
  if (!config.pseudoLabels) return null;
  const before = from?.unlabelled ?? null;
  if (!unlabelled) throw new InputError({ code: 'no-unlabelled', before });
  const isOther = before !== null && before.fingerprint !== unlabelled.summary.fingerprint;
  if (isOther) throw new InputError({ code: 'other-unlabelled', before });
  yield { type: 'phase', phase: 'labelling' };
  const labelled = await withPseudoLabels(dataset, config, unlabelled.texts, { base: base?.seen, signal });
  yield { type: 'phase', phase: 'preparing' };
  return labelled;
}

/** Chance may give a small part one class: its figures are then about that class alone. */
export function* oneClassWarnings(data: PreparedData): Generator<TrainEvent> {
  for (const part of ['validation', 'test'] as const) {
    const { classes } = data[part];
    if (classes.some((value) => value !== classes[0])) continue;
    yield { type: 'warning', message: { code: 'one-class-part', part, rows: classes.length } };
  }
}
