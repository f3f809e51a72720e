/** What page and worker say to each other. Types only at run time, but for the settings' table. */
import type { RunConfig } from '../model/config.ts';
import type { BackendReport, TrainEvent } from '../model/events.ts';
import type {
  ColumnChoice,
  DatasetSummary,
  ModelSummary,
  Prediction,
  SampleDataset,
  StepProfile,
  TablePreview,
  TestReport,
} from '../model/reports.ts';

export * from '../model/config.ts';
export type * from '../model/events.ts';
export type * from '../model/reports.ts';

/** Each command with what it answers. `train` also sends `train-event`s before its answer. */
export interface Commands {
  'load-sample': { request: { sample: SampleDataset; url: string }; response: DatasetSummary };
  'open-file': { request: { file: File }; response: TablePreview };
  'choose-columns': { request: { choice: ColumnChoice }; response: DatasetSummary };
  /** Measured at the run's own shape once a dataset is loaded. */
  'probe-backends': { request: { config: RunConfig }; response: BackendReport };
  /** Where a training step's time goes; needs a dataset, and that nothing trains. */
  profile: { request: { config: RunConfig }; response: StepProfile };
  train: { request: { config: RunConfig }; response: ModelSummary };
  pause: { request: object; response: null };
  resume: { request: object; response: null };
  /** `train` then answers with what was learned so far. */
  stop: { request: object; response: null };
  test: { request: object; response: TestReport };
  predict: { request: { text: string }; response: Prediction };
  'export-model': { request: object; response: { fileName: string; bytes: Uint8Array<ArrayBuffer> } };
  'import-model': {
    request: { bytes: Uint8Array<ArrayBuffer> };
    response: { summary: ModelSummary; config: RunConfig };
  };
}

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]['request'];
export type Response<N extends CommandName> = Commands[N]['response'];

/** Page to worker. */
export type Command = { [N in CommandName]: { id: number; name: N; request: Request<N> } }[CommandName];

export type FailureCode =
  /** The person's input or setting; `message` says what to do. */
  | 'bad-input'
  | 'no-backend'
  | 'out-of-memory'
  | 'device-lost'
  /** The worker threw where it should not, died, or fell silent. */
  | 'worker-died'
  | 'internal';

/** Worker to page. */
export type WorkerEvent =
  | { type: 'answer'; id: number; response: Commands[CommandName]['response'] }
  | { type: 'failure'; id: number; code: FailureCode; message: string }
  | { type: 'train-event'; id: number; event: TrainEvent }
  /** Sent every second, from the moment the worker runs. */
  | { type: 'heartbeat' };
