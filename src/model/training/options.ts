/** What a run is given, and what it leaves. */
import type { TextCleaning } from '../../contract/dataset.ts';
import type { UnlabelledSummary } from '../../contract/vectors.ts';
import type { EndEvent, EpochEvent } from '../../contract/training.ts';
import type { OptimizerState } from '../export/index.ts';
import type { ReadTime } from './clock.ts';
import type { LiveNetwork } from './live-network.ts';
import type { Parameters, TrainingState } from './state.ts';

export interface TrainResult {
  reason: EndReason;
  parameters: Map<string, Float32Array>;
  /** What the optimizer had at the last step; null when the weights are those of an earlier one. */
  optimizer: OptimizerState | null;
  epochs: EpochEvent[];
  /** The epoch whose weights these are; null when no epoch was complete. */
  restoredEpoch: number | null;
}

export type EndReason = EndEvent['reason'];

export interface TrainOptions {
  /** The dataset's fingerprint, which a saved state carries. */
  dataset?: string;
  /** How its texts were cleaned, which is saved with it. */
  cleaning?: TextCleaning;
  /** What its classes are called, for answers meanwhile. */
  classNames?: readonly string[];
  /** What it learns from besides, which is saved with it. */
  unlabelled?: UnlabelledSummary | null;
  /** What an interrupted run left: it resumes there, with the same bits on the same backend. */
  from?: TrainingState | null;
  /** First values, in place of drawn ones: of a network that is to learn on. */
  initial?: Parameters | null;
  /** Between two states within an epoch; one follows each epoch in any case. */
  secondsPerState?: number;
  /** Hears of the run's network, which it may ask meanwhile. */
  live?: LiveNetwork;
  /** For tests: what the time is, in milliseconds. */
  readTime?: ReadTime;
}
