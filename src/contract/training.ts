/** What training says while it runs. The worker posts these, the command line prints them. */
import type { Message } from './messages/message.ts';
import type { BackendReport } from './backends.ts';
import type { EpochInside } from './epoch-inside.ts';

export type Phase =
  | 'preparing'
  | 'labelling'
  | 'learning-vectors'
  | 'choosing-backend'
  | 'compiling'
  | 'training'
  | 'validating'
  | 'restoring';

/** How far a phase is that tells it. */
export interface PhaseProgress {
  /** From 0 to 1. */
  share: number;
  secondsLeft: number;
}

export interface StepEvent {
  type: 'step';
  /** Counted from 1. */
  epoch: number;
  /** Of all steps of the run, counted from 1. */
  step: number;
  totalSteps: number;
  /** Mean over this batch, with dropout on. */
  loss: number;
  accuracy: number;
  /** Norm of all gradients together, before clipping. */
  gradientNorm: number;
  learningRate: number;
  reviewsPerSecond: number;
  /** Estimate for the rest of the run. */
  secondsLeft: number;
}

export interface EpochEvent {
  type: 'epoch';
  epoch: number;
  /** Means over the epoch's batches, with dropout on. */
  loss: number;
  accuracy: number;
  /** Over the whole validation part, without dropout. */
  validationLoss: number;
  validationAccuracy: number;
  learningRate: number;
  seconds: number;
}

/** A place to mark on the chart. */
export interface MarkEvent {
  type: 'mark';
  /** `divergence`: the loss diverged to NaN, and the run rolled back to this step; later figures are void. */
  kind: 'resumed' | 'divergence' | 'backend';
  /** Steps done there. */
  step: number;
  /** The same in epochs. */
  epoch: number;
  message: Message;
}

export const endReasons = ['finished', 'stopped', 'early-stopping', 'diverged'] as const;
export type EndReason = (typeof endReasons)[number];

export interface EndEvent {
  type: 'end';
  reason: EndReason;
  /** Whole epochs done. */
  epochs: number;
  /** The epoch whose weights the network has now, the best on validation; null when none was complete. */
  restoredEpoch: number | null;
  seconds: number;
}

export type TrainEvent =
  /** With progress it comes again and again. */
  | { type: 'phase'; phase: Phase; progress?: PhaseProgress }
  | { type: 'backend'; report: BackendReport }
  /** Sent in groups, every so many steps: reading a GPU for each one would slow it down. */
  | { type: 'steps'; steps: StepEvent[] }
  | EpochEvent
  | MarkEvent
  | { type: 'warning'; message: Message }
  /** After an epoch, where somebody has asked for it. */
  | EpochInside
  | EndEvent;
