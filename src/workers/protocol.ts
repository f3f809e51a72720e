/** What page and worker say to each other. Types only at run time, but for the settings' table. */
import type { FailureCode } from '../contract/failures.ts';
import type { Message } from '../contract/messages/message.ts';
import type { RunConfig } from '../contract/settings.ts';
import type { BackendReport, ComputeBackend, StepProfile } from '../contract/backends.ts';
import type { TrainEvent } from '../contract/training.ts';
import type { ExportPart } from '../contract/bundle.ts';
import type {
  ColumnChoice,
  Correction,
  DatasetSummary,
  Encoding,
  Progress,
  SampleDataset,
  TablePreview,
} from '../contract/dataset.ts';
import type { DoctorReport } from '../contract/findings.ts';
import type { ModelSummary, Prediction, TestReport } from '../contract/results.ts';
import type { RowPage, RowQuery } from '../contract/reviews.ts';
import type { RunList, RunRecord, RunSource } from '../contract/runs.ts';

export * from '../contract/settings.ts';
export * from '../model/curve.ts';
export * from '../model/network/layers.ts';
export type * from '../contract/backends.ts';
export type * from '../contract/dataset.ts';
export type * from '../contract/findings.ts';
export type * from '../contract/results.ts';
export type * from '../contract/reviews.ts';
export type * from '../contract/runs.ts';
export type * from '../contract/training.ts';
export type { ExportPart } from '../contract/bundle.ts';

/** A file or pasted text, with its path from the folder that it came in. */
export interface BroughtFile {
  path: string;
  file: Blob;
}

/** Each command with what it answers. `train` also sends `train-event`s before its answer. */
export interface Commands {
  'load-sample': { request: { sample: SampleDataset; url: string }; response: DatasetSummary };
  /** Reads all of them as one table. What was loaded before stays until columns are chosen. Sends `progress`. */
  'open-files': { request: { files: BroughtFile[]; encoding: Encoding | null }; response: TablePreview };
  /** Sends `progress`. */
  'choose-columns': { request: { choice: ColumnChoice }; response: DatasetSummary };
  /** What is wrong with the dataset at hand, for a run with these settings. Sends `progress`. */
  examine: { request: { config: RunConfig }; response: DoctorReport };
  /** Some rows of the data at hand; the settings say how it is split. */
  rows: {
    request: { query: RowQuery; start: number; count: number; config: RunConfig };
    response: RowPage;
  };
  /** The rows of a query as a CSV file that is safe to open in a spreadsheet. */
  'export-rows': { request: { query: RowQuery; config: RunConfig }; response: ExportedFile };
  /** Corrects rows of the data at hand, or with null takes their corrections back. */
  correct: { request: { rows: number[]; correction: Correction | null }; response: DatasetSummary };
  'export-corrections': { request: object; response: ExportedFile };
  /** Adds a file's corrections to the data at hand: how many found their text, and how many did not. */
  'import-corrections': {
    request: { file: Blob };
    response: { summary: DatasetSummary; applied: number; unknown: number };
  };
  /** Ends another command early; that one then fails with the code `cancelled`. */
  cancel: { request: { id: number }; response: null };
  /** Automatic passes over these from now on, each with the reason. */
  'exclude-backends': { request: { backends: { name: ComputeBackend; why: Message }[] }; response: null };
  /** Measured at the run's own shape once a dataset is loaded. */
  'probe-backends': { request: { config: RunConfig }; response: BackendReport };
  /** Where a training step's time goes; needs a dataset, and that nothing trains. */
  profile: { request: { config: RunConfig }; response: StepProfile };
  /**
   * Trains a new run, or goes on with one that is kept: `config` may then only ask for more epochs, another
   * backend or another early stopping. The answer's run is kept under `runId`.
   */
  train: {
    request: {
      config: RunConfig;
      source: RunSource;
      resume?: string | null;
      /** Begins with the weights and the words of the network at hand. */
      fromModel?: boolean;
    };
    response: ModelSummary;
  };
  'list-runs': { request: object; response: RunList };
  /** All that is saved of a run but for its weights and its state. */
  'get-run': { request: { id: string }; response: RunRecord };
  'rename-run': { request: { id: string; name: string }; response: RunRecord };
  /** It can be brought back by `undelete-run` until the page is left. */
  'delete-run': { request: { id: string }; response: null };
  'undelete-run': { request: { id: string }; response: null };
  /** Makes the run's network the one at hand. */
  'load-run': { request: { id: string }; response: { summary: ModelSummary; config: RunConfig } };
  /** The run's network as the file that `export-model` makes. */
  'export-run': { request: { id: string }; response: ExportedFile };
  /** The run's whole state as a file, for when nothing can be kept on this device. */
  'export-state': { request: { id: string }; response: ExportedFile };
  /** Keeps a state's file as an unfinished run. */
  'import-state': { request: { file: Blob }; response: RunRecord };
  pause: { request: object; response: null };
  resume: { request: object; response: null };
  /** `train` then answers with what was learned so far. */
  stop: { request: object; response: null };
  test: { request: object; response: TestReport };
  predict: { request: { text: string }; response: Prediction };
  'export-model': { request: { parts?: ExportPart[] }; response: ExportedFile };
  'import-model': {
    /** A bundle, its files one by one, or safetensors. */
    request: { files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] };
    response: { summary: ModelSummary; config: RunConfig };
  };
}

export interface ExportedFile {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]['request'];
export type Response<N extends CommandName> = Commands[N]['response'];

/** Page to worker. */
export type Command = { [N in CommandName]: { id: number; name: N; request: Request<N> } }[CommandName];

export type { FailureCode };

/** Worker to page. */
export type WorkerEvent =
  | { type: 'answer'; id: number; response: Commands[CommandName]['response'] }
  /** `told`: what happened; `backend`: what was computing, or was tried last. */
  | { type: 'failure'; id: number; code: FailureCode; told: Message; backend?: ComputeBackend | null }
  /** Sent before a backend is tried, which may end the whole worker, and with null after it. */
  | { type: 'trying'; backend: ComputeBackend | null }
  | { type: 'train-event'; id: number; event: TrainEvent }
  /** Which run `train` keeps its states under; sent before its first event. */
  | { type: 'run'; id: number; runId: string }
  /** A run's state as `export-state` gives it, where the worker can't keep it on the device. */
  | { type: 'state-copy'; id: number; runId: string; bytes: Uint8Array<ArrayBuffer> }
  /** Whether the run is saved on the device, each time that this changes: why it is not, or null when it is. */
  | { type: 'saving'; id: number; problem: string | null }
  /** The list of runs has changed other than by a command of this page. */
  | { type: 'runs-changed' }
  /** Of a command that is under way, a few times a second. */
  | { type: 'progress'; id: number; progress: Progress }
  /** What `open-files` is about to read, as a sentence names it: “reviews.csv”. */
  | { type: 'reading'; id: number; file: string }
  /** Sent every second, from the moment the worker runs. */
  | { type: 'heartbeat' };
