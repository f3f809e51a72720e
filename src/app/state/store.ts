/** What the page knows, in one value. The actions beside this file are all that changes it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import {
  noData,
  presetConfig,
  type BackendReport,
  type BroughtFile,
  type ColumnChoice,
  type CurvePoint,
  type DataSize,
  type Correction,
  type DatasetSummary,
  type DoctorReport,
  type Encoding,
  type EpochEvent,
  type ExportPart,
  type MarkEvent,
  type ModelSummary,
  type Phase,
  type Prediction,
  type Progress,
  type ReviewRow,
  type RowQuery,
  type RunConfig,
  type SampleDataset,
  type StepEvent,
  type StepProfile,
  type TablePreview,
  type TestReport,
  type TrainEvent,
} from '../../workers/protocol.ts';
import type { ColumnDraft } from './data/columns.ts';
import { draftOf, type Draft } from './settings/draft.ts';
import type { RememberedEntry } from './saved-data/saved-datasets.ts';
import { idleRuns, type RunsState } from './runs/slice.ts';

/** The radio group's value for a person's own files; a sample's value is its id, kept data's is `keptValue`. */
export const ownFile = 'own-file';

const keptPrefix = 'kept:';
export const keptValue = (id: string) => keptPrefix + id;
/** @returns null for a value that stands for something else */
export const keptIdOf = (value: string) =>
  value.startsWith(keptPrefix) ? value.slice(keptPrefix.length) : null;

export type DataSource =
  | { kind: 'sample'; sample: SampleDataset }
  | { kind: 'files'; files: BroughtFile[]; encoding: Encoding | null; choice: ColumnChoice };

/** A person's own files, whose columns can be chosen. */
export interface OpenFiles {
  /** The same array stands in the source of the dataset that was made of them. */
  files: BroughtFile[];
  /** Of all files together. */
  bytes: number;
  /** What the person says against the encoding that was found out; null: nothing. */
  encoding: Encoding | null;
  preview: TablePreview;
  columns: ColumnDraft;
  /** The worker is reading these columns. */
  reading: boolean;
  /** What the worker said against them. */
  problem: string | null;
  /** Under which id they are kept on this device; null: they are not. */
  keptId: string | null;
}

export interface LoadProgress extends Progress {
  /** Null while that can't be known. */
  secondsLeft: number | null;
}

export interface DataState {
  samples: SampleDataset[];
  /** The catalogue could not be fetched. */
  samplesProblem: string | null;
  /** What the worker trains on. */
  loaded: { source: DataSource; summary: DatasetSummary } | null;
  /** The radio that is set: a sample's id, `ownFile`, or null. */
  selected: string | null;
  /** The name of what is being read. */
  loading: string | null;
  /** How far that is; null until it says so. */
  progress: LoadProgress | null;
  /** The person has cancelled it, and it has not ended yet. */
  cancelling: boolean;
  open: OpenFiles | null;
  /** Somebody tried to change it during the run that is under way. */
  isRefused: boolean;
  problem: string | null;
  /** What a file of corrections did. */
  note: string | null;
}

/** Data that stays on this device, by the person's wish. */
export interface RememberedState {
  /** Last used first. */
  entries: RememberedEntry[];
  /** Records of saved data that this version of the page can't read; they stay as they are. */
  unreadable: number;
  /** Bytes of the data at hand, when the person is asked whether to keep it. */
  offer: number | null;
  keeping: boolean;
  problem: string | null;
}

/** All that a network's zip can hold besides its description. */
export const exportParts: readonly ExportPart[] = [
  'tfjs',
  'safetensors',
  'onnx',
  'keras',
  'code',
  'training',
];

export type RunStatus =
  | 'idle'
  | 'starting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'stopping'
  /** The worker or its device went away: a fresh one is being set up to go on. */
  | 'recovering'
  | 'finished'
  | 'failed';
export type EndEvent = Extract<TrainEvent, { type: 'end' }>;

export interface RunState {
  status: RunStatus;
  config: RunConfig | null;
  /** Under which it is kept; null until the worker says so. */
  id: string | null;
  /** Share of all steps that was done when it went on; 0 for a new run. */
  doneBefore: number;
  phase: Phase | null;
  lastStep: StepEvent | null;
  /** Means over neighbouring steps. */
  curve: CurvePoint[];
  epochs: EpochEvent[];
  warnings: string[];
  /** Places where the run went on, went back or changed its backend. */
  marks: MarkEvent[];
  end: EndEvent | null;
  /** What happened to it, and that it goes on; null while all is well. */
  trouble: string | null;
  /** Why it is not saved on the device at present. */
  notKept: string | null;
  problem: string | null;
}

export interface BackendState {
  report: BackendReport | null;
  checking: boolean;
  problem: string | null;
}

export interface ProfileState {
  running: boolean;
  report: StepProfile | null;
  /** The form as it was when the report was asked for. */
  of: Draft | null;
  problem: string | null;
}

export interface HeldModel {
  summary: ModelSummary;
  config: RunConfig;
  origin: 'trained' | 'loaded';
  /** The file that it came from. */
  fileName: string | null;
}

export interface ModelState {
  held: HeldModel | null;
  /** The smallest zip of it: with it a dead worker's successor gets the network back. */
  zip: Uint8Array<ArrayBuffer> | null;
  loading: boolean;
  exporting: boolean;
  /** What a download is to hold, as the person has chosen. */
  parts: readonly ExportPart[];
  /** The last download, and the network that it holds. */
  made: { of: HeldModel; fileName: string; bytes: number } | null;
  /** Somebody tried to load another one during the run that is under way. */
  isRefused: boolean;
  /** What became of a file that was no network. */
  note: string | null;
  problem: string | null;
}

export interface TestState {
  running: boolean;
  report: TestReport | null;
  /** The name of the data that the report is about. */
  on: string | null;
  problem: string | null;
}

export interface TryState {
  text: string;
  asking: boolean;
  /** The prediction, and the text that it is about. */
  answer: { text: string; prediction: Prediction } | null;
  problem: string | null;
}

export interface DoctorState {
  /** How far the examination under way has come; null while none is. */
  progress: Progress | null;
  report: DoctorReport | null;
  /** Data or settings have changed since the report was asked for. */
  isOld: boolean;
  /** The person ended it: it is asked again when data or settings change. */
  cancelled: boolean;
  problem: string | null;
  /** The data's fingerprint when the network at hand was trained; null when it was not trained here. */
  trainedOn: string | null;
}

export interface ReviewsState {
  isOpen: boolean;
  /** Another part of the page has sent the person to the table, which has not taken the focus yet. */
  isSentTo: boolean;
  query: RowQuery;
  /** Rows that match; null before the first answer. */
  total: number | null;
  /** By their number, `pageSize` rows each. */
  pages: ReadonlyMap<number, ReviewRow[]>;
  /** By row: corrections that the worker has not answered yet. Null takes one back. */
  pending: ReadonlyMap<number, Correction | null>;
  /** What is being made or read besides rows. */
  working: 'rows' | 'corrections' | 'import' | null;
  /** What a file of corrections did. */
  note: string | null;
  problem: string | null;
}

export interface AppState {
  data: DataState;
  remembered: RememberedState;
  doctor: DoctorState;
  reviews: ReviewsState;
  draft: Draft;
  run: RunState;
  runs: RunsState;
  backend: BackendState;
  profile: ProfileState;
  model: ModelState;
  test: TestState;
  attempt: TryState;
  /** What became of the link that the page was opened by. */
  link: string | null;
  /** A sentence about a worker that died while nothing waited for it. */
  notice: string | null;
}

export const idleRun: RunState = {
  status: 'idle',
  config: null,
  id: null,
  doneBefore: 0,
  phase: null,
  lastStep: null,
  curve: [],
  epochs: [],
  warnings: [],
  marks: [],
  end: null,
  trouble: null,
  notKept: null,
  problem: null,
};

export const allRows: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};

const idleReviews: ReviewsState = {
  isOpen: false,
  isSentTo: false,
  query: allRows,
  total: null,
  pages: new Map(),
  pending: new Map(),
  working: null,
  note: null,
  problem: null,
};

export type AppStore = StoreApi<AppState>;

export function createAppStore(): AppStore {
  return createStore<AppState>(() => ({
    data: {
      samples: [],
      samplesProblem: null,
      loaded: null,
      selected: null,
      loading: null,
      progress: null,
      cancelling: false,
      open: null,
      isRefused: false,
      problem: null,
      note: null,
    },
    remembered: { entries: [], unreadable: 0, offer: null, keeping: false, problem: null },
    doctor: {
      progress: null,
      report: null,
      isOld: false,
      cancelled: false,
      problem: null,
      trainedOn: null,
    },
    reviews: idleReviews,
    draft: draftOf(presetConfig()),
    run: idleRun,
    runs: idleRuns,
    backend: { report: null, checking: false, problem: null },
    profile: { running: false, report: null, of: null, problem: null },
    model: {
      held: null,
      zip: null,
      loading: false,
      exporting: false,
      parts: exportParts,
      made: null,
      isRefused: false,
      note: null,
      problem: null,
    },
    test: { running: false, report: null, on: null, problem: null },
    attempt: { text: '', asking: false, answer: null, problem: null },
    link: null,
    notice: null,
  }));
}

/** A run that has not ended holds the worker: data, settings and the network must not change under it. */
export type BusyStatus = Exclude<RunStatus, 'idle' | 'finished' | 'failed'>;

/** @returns null when no run is under way */
export function busyStatus({ status }: RunState): BusyStatus | null {
  return status === 'idle' || status === 'finished' || status === 'failed' ? null : status;
}

export const isBusy = (run: RunState): boolean => busyStatus(run) !== null;

/** Share of all steps of the run that is done, from 0 to 1. */
export function shareDone({ status, lastStep, doneBefore }: RunState): number {
  if (status === 'finished') return 1;
  return lastStep ? lastStep.step / lastStep.totalSteps : doneBefore;
}

type Slice = { [K in keyof AppState]: AppState[K] extends object ? K : never }[keyof AppState];

/** Changes some fields of one part of the state. */
export function patch<K extends Slice>(store: AppStore, key: K, change: Partial<AppState[K]>): void {
  store.setState((state) => ({ [key]: { ...state[key], ...change } }));
}

/** Size of the data at hand, for presets that depend on it. */
export function sizeOf(state: AppState): DataSize {
  return state.data.loaded?.summary ?? noData;
}
