/** Plain values that the model hands to people: they cross the worker's border as they are. */

/** Two classes: 0 is negative, 1 is positive. */
export type ClassId = 0 | 1;

export interface ColumnGuess {
  text: string | null;
  label: string | null;
}

/** What an uploaded file looks like before its columns are chosen. */
export interface TablePreview {
  fileName: string;
  format: 'csv' | 'tsv' | 'json' | 'json-lines';
  encoding: string;
  /** All rows of the file. */
  rowCount: number;
  columns: string[];
  /** The first rows, each with one cell a column, shortened to a few hundred characters. */
  rows: string[][];
  guess: ColumnGuess;
  /** Distinct values of each column with counts, most frequent first; null for a column with over 20 of them. */
  values: Record<string, LabelValue[] | null>;
}

export interface LabelValue {
  value: string;
  count: number;
  /** The class that this value most likely means; null when that is not known. */
  guess: ClassId | null;
}

/** Which columns to read, and what each label value means (null: leave those rows out). */
export interface ColumnChoice {
  text: string;
  label: string;
  classes: Record<string, ClassId | null>;
}

export interface LeftOut {
  /** `broken-row`: a line of the file that could not be read. */
  reason: 'empty-text' | 'no-label' | 'label-left-out' | 'duplicate' | 'broken-row';
  count: number;
}

/** A dataset that is ready to train on. */
export interface DatasetSummary {
  name: string;
  rowsRead: number;
  rowsUsed: number;
  leftOut: LeftOut[];
  /** Rows of class 0 and of class 1. */
  classCounts: [number, number];
  /** Names of class 0 and of class 1, as the data has them. */
  classNames: [string, string];
  /** Words a review: median and 95th percentile. */
  medianLength: number;
  p95Length: number;
  /** A few rows to look at. */
  examples: { text: string; class: ClassId }[];
}

/** A sample set of `public/datasets/catalogue.json`. */
export interface SampleDataset {
  id: string;
  name: string;
  description: string;
  /** Relative to the page. */
  file: string;
  bytes: number;
  rows: number;
  source: string;
  citation: string;
  licence: string;
  /** How its authors split it, where that differs from the settings' defaults. */
  shares?: { trainShare: number; validationShare: number };
}

/** Rows: true class; columns: predicted class. */
export type ConfusionMatrix = [[number, number], [number, number]];

export interface TestReport {
  rows: number;
  accuracy: number;
  loss: number;
  confusion: ConfusionMatrix;
  /** Of the positive class; null where nothing was predicted (or is) positive. */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** Accuracy of always answering the class that is larger in the training part. */
  majorityAccuracy: number;
  /** The surest mistakes, surest first. */
  mistakes: { text: string; class: ClassId; probability: number }[];
  classNames: [string, string];
}

export interface PredictedToken {
  token: string;
  /** False: the network saw "unknown" in its place. */
  known: boolean;
  /** False: cut off by the length limit. */
  used: boolean;
}

export interface Prediction {
  /** Of class 1. */
  probability: number;
  tokens: PredictedToken[];
  classNames: [string, string];
}

/** What the page shows of a model that it has, trained here or loaded. */
export interface ModelSummary {
  parameterCount: number;
  vocabularyCount: number;
  classNames: [string, string];
  trainedOn: string;
  epochs: number;
  test: TestReport | null;
}

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
  backend: 'webgpu' | 'webgl' | 'wasm';
  adapter: string;
  /** Of the batch that was measured: reviews, and words each with padding. */
  rows: number;
  length: number;
  /** Each measured by itself. Figures are read back once for several steps while a network trains. */
  phases: { name: StepPhase; milliseconds: number }[];
  /** A whole step with one reading back, measured as one piece: the phases add up to about that. */
  stepMilliseconds: number;
  /** Bytes that tensors and pools hold after some steps. */
  bytesHeld: number;
  /** Tensors that live from one step to the next. */
  tensors: number;
  /** The device's own times, the longest first; absent where it has no clock. */
  kernels?: KernelTime[];
}
