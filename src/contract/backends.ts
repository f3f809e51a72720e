/** Backends: which there are, which was chosen, and where the time of a step goes. */
import type { Message } from './messages/message.ts';
import type { ComputeBackend } from './settings.ts';

export type { ComputeBackend };

/** The parts of a training step, in their order. `readback`: waiting for a tiny result that is ready. */
export type StepPhase = 'data' | 'embedding' | 'forward' | 'backward' | 'update' | 'readback';

/** Time that one kernel's dispatches of a step took on the device. */
export interface KernelTime {
  name: string;
  calls: number;
  milliseconds: number;
}

/** Where the time of a training step goes, and what it holds in memory. */
export interface StepProfile {
  backend: ComputeBackend;
  adapter: string;
  /** Of the batch that was measured: reviews, and words each with padding. */
  rows: number;
  length: number;
  /** Each measured by itself. While a network trains, figures are read back once for several steps, beside later ones. */
  phases: { name: StepPhase; milliseconds: number }[];
  /** A whole step without the reading back, measured as one piece: the other phases add up to about that. */
  stepMilliseconds: number;
  /** Bytes that tensors and pools hold after some steps. */
  bytesHeld: number;
  /** Tensors that live from one step to the next. */
  tensors: number;
  /** The device's own times, the longest first; absent where it has no clock. */
  kernels?: KernelTime[];
}

export interface BackendCandidate {
  name: ComputeBackend;
  /** Whether it is there, computes the known answer, and may be chosen. */
  usable: boolean;
  /** The adapter as the browser names it, such as "NVIDIA GeForce RTX 3060". */
  adapter: string | null;
  /** Median of a few real training steps at this run's shape; null when it was not measured. */
  millisecondsPerStep: number | null;
  /** Why it can't be used; null when it can. */
  problem: Message | null;
}

export interface BackendReport {
  chosen: ComputeBackend;
  adapter: string | null;
  /** What was chosen and why. */
  reason: Message;
  candidates: BackendCandidate[];
  /** Estimate for the whole run, from the measured step; null when nothing was measured. */
  secondsForRun: number | null;
}
