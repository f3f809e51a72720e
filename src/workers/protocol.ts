/** What page and worker say to each other, and what the page needs besides: the settings' checks, presets, curves. */
import type { ComputeBackend } from '../contract/backends.ts';
import type { ClassifiedColumns } from '../contract/classification.ts';
import type { CommandName, Response } from '../contract/commands.ts';
import type { Progress } from '../contract/dataset.ts';
import type { FailureCode } from '../contract/failures.ts';
import type { Message } from '../contract/messages/message.ts';
import type { TrainEvent } from '../contract/training.ts';

export * from '../contract/settings.ts';
export * from '../model/curve.ts';
export * from '../model/network/layers.ts';
export type * from '../contract/backends.ts';
export type * from '../contract/classification.ts';
export * from '../contract/commands.ts';
export * from '../contract/decision.ts';
export type * from '../contract/epoch-inside.ts';
export type * from '../contract/labs.ts';
export type * from '../contract/decision-report.ts';
export type * from '../contract/dataset.ts';
export type * from '../contract/error-groups.ts';
export type * from '../contract/findings.ts';
export type * from '../contract/insight.ts';
export { attributionMethods } from '../contract/insight.ts';
export type * from '../contract/insight-line.ts';
export type * from '../contract/insight-units.ts';
export type * from '../contract/insight-words.ts';
export type * from '../contract/results.ts';
export * from '../contract/reviews.ts';
export type * from '../contract/runs.ts';
export type * from '../contract/studies.ts';
export type * from '../contract/training.ts';
export type * from '../contract/vectors.ts';
export type { ExportedFile } from '../contract/bundle.ts';
export type { ExportPart } from '../contract/export-parts.ts';

export type { FailureCode };

/** Worker to page. */
export type WorkerEvent =
  | { type: 'answer'; id: number; response: Response<CommandName> }
  /** `told`: what happened; `backend`: what was computing, or was tried last. */
  | { type: 'failure'; id: number; code: FailureCode; told: Message; backend?: ComputeBackend | null }
  /** Sent before a backend is tried, which may end the whole worker, and with null after it. */
  | { type: 'trying'; backend: ComputeBackend | null }
  | { type: 'train-event'; id: number; event: TrainEvent }
  /** Which run `train` saves its states under; sent before its first event. */
  | { type: 'run'; id: number; runId: string }
  /** A run file as `export-state` gives it, where the worker can't save it on the device. */
  | { type: 'state-copy'; id: number; runId: string; bytes: Uint8Array<ArrayBuffer> }
  /** Whether the run is saved on the device, each time that this changes: why it is not, or null when it is. */
  | { type: 'saving'; id: number; problem: Message | null }
  /** The list of runs has changed other than by a command of this page. */
  | { type: 'runs-changed' }
  /** Of a command that is under way, a few times a second. */
  | { type: 'progress'; id: number; progress: Progress }
  /** Which columns `classify-files` reads. */
  | { type: 'columns'; id: number; columns: ClassifiedColumns }
  /** The path of the file that is about to be read. */
  | { type: 'reading'; id: number; file: string }
  /** Sent every second, from the moment the worker runs. */
  | { type: 'heartbeat' };
