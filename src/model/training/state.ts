/**
 * All that a run needs to resume from where it was, as plain values. Random numbers are counter-based (seed,
 * epoch, step), so the position in the run stands for the state of every generator.
 */
import type { TextCleaning } from '../../contract/dataset.ts';
import { fixedOnResume, sameSettings, type RunConfig } from '../../contract/settings.ts';
import type { UnlabelledSummary } from '../../contract/vectors.ts';
import type { PreparedData } from '../data/index.ts';
import { sameSeen, type SeenTexts } from '../data/seen-texts.ts';
import { InputError } from '../errors.ts';
import type { EpochEvent, TrainEvent as PlainEvent } from '../../contract/training.ts';
import { trainedSpecs } from '../network/ensemble.ts';
import { sizeOf } from '../network/layers.ts';
import type { ParameterSpec } from '../network/layers.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import type { WordVectors } from '../vectors/word-vectors.ts';
import type { Cycle } from './schedule.ts';

export type Parameters = Map<string, Float32Array>;

export interface TrainingState {
  config: RunConfig;
  /** The dataset's fingerprint. */
  dataset: string;
  /** How its texts were cleaned to be read; null of an earlier version's run: as they are. */
  cleaning: TextCleaning | null;
  /** The texts without labels that it learns from; null: none, or an earlier version’s run. */
  unlabelled: UnlabelledSummary | null;
  /** The texts that this run trains and validates on, and those that its base has seen. */
  seen: SeenTexts;
  /** What the network had seen whose training this run continues; null for a new one. */
  base: SeenTexts | null;
  /** The words by id: a run may have begun from a network that knew other words than its data. */
  vocabulary: readonly string[];
  /** Words that join them with their vectors when the run ends. */
  further: WordVectors | null;
  /** Two or more. */
  classCount: number;
  /** Steps done in all; between an epoch's last step and its validation no state is taken. */
  step: number;
  parameters: Parameters;
  /** By parameter, in the optimizer's own order. */
  slots: Map<string, Float32Array[]>;
  /** Sums over the rows of the epoch under way. */
  epochSums: EpochSums;
  history: EpochEvent[];
  best: { epoch: number; validationLoss: number; parameters: Parameters } | null;
  /** Of the one-cycle schedule: a run that was resumed for more epochs has several. */
  cycles: readonly Cycle[];
  /** What the schedule's learning rate is multiplied by: less than 1 after a divergence. */
  learningRateScale: number;
  /** How often the loss diverged and the run rolled back. */
  divergences: number;
  /** Training time so far. */
  seconds: number;
}

export interface EpochSums {
  loss: number;
  correct: number;
  rows: number;
}

/** What training says, and the states to resume from: these stay with the worker, whose stores save them. */
export type TrainEvent = PlainEvent | { type: 'state'; state: TrainingState };

/** Where in the run a state is: epoch from 1, steps of it that are done. */
export function positionOf(step: number, stepsPerEpoch: number): { epoch: number; stepsDone: number } {
  return { epoch: Math.floor(step / stepsPerEpoch) + 1, stepsDone: step % stepsPerEpoch };
}

export function isFinite32(values: Iterable<Float32Array>): boolean {
  for (const array of values) if (!array.every(Number.isFinite)) return false;
  return true;
}

/**
 * Refuses a state that is not of this run, or is not whole.
 * @throws {InputError}
 */
export function checkState(
  state: TrainingState,
  config: RunConfig,
  data: Pick<PreparedData, 'vocabulary' | 'classCount' | 'seen' | 'base'>,
  dataset: string,
): void {
  const vocabulary = data.vocabulary.tokens;
  if (state.dataset !== dataset) {
    throw new InputError({ code: 'other-data' });
  }
  const { classCount } = data;
  const specs = trainedSpecs(config, { words: vocabulary.length, classes: classCount });
  const hasSameWords =
    state.vocabulary.length === vocabulary.length &&
    vocabulary.every((word, id) => word === state.vocabulary[id]);
  const hasSameParts = sameSeen(state.seen, data.seen) && sameSeen(state.base, data.base);
  const fits =
    hasSameWords && state.classCount === classCount && hasSameParts && holdsAll(state, specs, config);
  if (!fits) throw new InputError({ code: 'run-does-not-fit' });
}

function holdsAll(state: TrainingState, specs: readonly ParameterSpec[], config: RunConfig): boolean {
  return specs.every((spec) => {
    const size = sizeOf(spec);
    const slots = state.slots.get(spec.name);
    const hasBest = !state.best || state.best.parameters.get(spec.name)?.length === size;
    return (
      state.parameters.get(spec.name)?.length === size &&
      slots?.length === formulas[config.optimizer].slots.length &&
      slots.every((slot) => slot.length === size) &&
      hasBest
    );
  });
}

/** @throws {InputError} when a run can't resume with other settings */
export function checkResumed(before: RunConfig, after: RunConfig): void {
  if (sameSettings(fixedOnResume, before, after)) return;
  throw new InputError({ code: 'fixed-on-resume' });
}
