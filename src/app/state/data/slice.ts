/** Data: samples, the user’s files and their columns, and what is loaded. */
import type {
  InputFile,
  ColumnChoice,
  DatasetSummary,
  Encoding,
  Progress,
  SampleDataset,
  TablePreview,
} from '../../../contract/dataset.ts';
import type { ColumnDraft } from './columns.ts';

/** The radio group's value for a user's own files; a sample's value is its id, saved data's is `savedValue`. */
export const ownFile = 'own-file';

const savedPrefix = 'saved:';

export const savedValue = (id: string) => savedPrefix + id;

/** @returns null for a value that stands for something else */
export const savedIdOf = (value: string) =>
  value.startsWith(savedPrefix) ? value.slice(savedPrefix.length) : null;

export type DataSource =
  | { kind: 'sample'; sample: SampleDataset }
  | { kind: 'files'; files: InputFile[]; encoding: Encoding | null; choice: ColumnChoice };

/** A user's own files, whose columns can be chosen. */
export interface OpenFiles {
  /** The same array stands in the source of the dataset that was made of them. */
  files: InputFile[];
  /** Of all files together. */
  bytes: number;
  /** What the user says against the encoding that was found out; null: nothing. */
  encoding: Encoding | null;
  preview: TablePreview;
  columns: ColumnDraft;
  /** The worker is reading these columns. */
  reading: boolean;
  /** What the worker said against them. */
  problem: string | null;
  /** Under which id they are saved on this device; null: they are not. */
  savedId: string | null;
}

export interface LoadProgress extends Progress {
  /** Null while that can't be known. */
  secondsLeft: number | null;
}

export interface DataState {
  samples: SampleDataset[];
  /** The catalogue could not be fetched. */
  samplesProblem: string | null;
  hasEnglishVectors: boolean;
  /** The sample that was asked for last, loaded or not. */
  wanted: SampleDataset | null;
  /** What the worker trains on. */
  loaded: { source: DataSource; summary: DatasetSummary } | null;
  /** The worker has what `loaded` says. */
  isHeld: boolean;
  /** What the worker has open; null: nothing. */
  table: TableSource | null;
  /** The radio that is set: a sample's id, `ownFile`, or null. */
  selected: string | null;
  /** The name of what is being read. */
  loading: string | null;
  /** How far that is; null until it says so. */
  progress: LoadProgress | null;
  /** The user has cancelled it, and it has not ended yet. */
  cancelling: boolean;
  open: OpenFiles | null;
  /** Somebody tried to change it during the run that is under way. */
  isRefused: boolean;
  problem: string | null;
  /** What a file of corrections did. */
  note: string | null;
}

export const idleData: DataState = {
  samples: [],
  samplesProblem: null,
  hasEnglishVectors: false,
  wanted: null,
  loaded: null,
  isHeld: false,
  table: null,
  selected: null,
  loading: null,
  progress: null,
  cancelling: false,
  open: null,
  isRefused: false,
  problem: null,
  note: null,
};

/** What the worker's table was read from: the next choice of columns is about that. */
export type TableSource = Pick<OpenFiles, 'files' | 'encoding'>;

export const isReady = (sample: SampleDataset): boolean => sample.state === undefined;

/** The radio that belongs to what the worker holds is set. */
export function withLoadedSelected(data: DataState): DataState {
  const source = data.loaded?.source;
  return { ...data, selected: source?.kind === 'sample' ? source.sample.id : source ? ownFile : null };
}

/** The worker holds this now. */
export function withLoaded(data: DataState, source: DataSource, summary: DatasetSummary): DataState {
  return { ...data, isHeld: true, loaded: { source, summary } };
}

/** The same data, corrected. */
export function withSummary(data: DataState, summary: DatasetSummary): DataState {
  return data.loaded ? { ...data, loaded: { ...data.loaded, summary } } : data;
}

/** Files are open that cannot be read before their columns are chosen; what is loaded is other data still. */
export function awaitsColumns({ open, selected, loaded, loading }: DataState): boolean {
  if (!open || selected !== ownFile || loading !== null) return false;
  const source = loaded?.source;
  return !(source?.kind === 'files' && source.files === open.files);
}

/** The data that is chosen, where it is loaded: not the one before it, which the worker keeps while a file waits for its columns. */
export const chosenData = (data: DataState): DataState['loaded'] =>
  awaitsColumns(data) ? null : data.loaded;

/** Changes what is open; with nothing open, nothing. */
export function withOpen(data: DataState, change: Partial<OpenFiles>): DataState {
  return data.open ? { ...data, open: { ...data.open, ...change } } : data;
}

/** A fresh worker holds nothing. */
export function withEmptyWorker(data: DataState): DataState {
  return { ...data, table: null, isHeld: false };
}

/** After a reading that failed or was cancelled: what was open before is open, and nothing is loaded that the worker lacks. */
export function withoutReading(data: DataState, before: OpenFiles | null, problem: string | null): DataState {
  return { ...data, loaded: data.isHeld ? data.loaded : null, open: before, problem };
}

/** Whether the worker's table is of these files in this encoding. */
export function hasTable({ table }: DataState, { files, encoding }: TableSource): boolean {
  return table?.files === files && table.encoding === encoding;
}
