/** Plain values that the model hands to people: they cross the worker's border as they are. */
import type { RunConfig } from './config.ts';
import type { CurvePoint } from './curve.ts';
import type { EpochEvent, MarkEvent } from './events.ts';

/** Two classes: 0 is negative, 1 is positive. */
export type ClassId = 0 | 1;

export type Encoding = 'UTF-8' | 'UTF-16' | 'windows-1252' | 'windows-1258';

/** `text`: a review a line; `text-files`: a review a file. */
export type FileFormat = 'csv' | 'tsv' | 'json' | 'json-lines' | 'text' | 'text-files' | 'xlsx' | 'parquet';

/** How far a long piece of work has come. */
export interface Progress {
  phase: 'reading' | 'cleaning' | 'examining' | 'baseline';
  /** 0 to 1; null when it can't be known. */
  share: number | null;
  /** Rows so far. */
  rows: number;
}

export interface ColumnGuess {
  text: string | null;
  label: string | null;
  /** A column that says which part each row belongs to, such as one made from `train` and `test` folders. */
  split: string | null;
  /** Why these, one short sentence each; null where nothing was found. */
  why: { text: string | null; label: string | null; split: string | null };
}

/** One of the files that a dataset came in, after unpacking. */
export interface FileReport {
  path: string;
  format: FileFormat;
  encoding: Encoding | null;
  rows: number;
}

/** What uploaded files look like before their columns are chosen. */
export interface TablePreview {
  /** The file's name, or how many files of which folder or archive. */
  fileName: string;
  /** Of the first file; all have the same in nearly every case. */
  format: FileFormat;
  encoding: Encoding | null;
  /** The first few files; `fileCount` is all of them. */
  files: FileReport[];
  fileCount: number;
  /** All rows of all files. */
  rowCount: number;
  columns: string[];
  /** The first rows, each with one cell a column, shortened to a few hundred characters. */
  rows: string[][];
  guess: ColumnGuess;
  /** Distinct values of each column with counts, most frequent first; null for a column with over 20 of them. */
  values: Record<string, LabelValue[] | null>;
  /** Of columns whose values are all numbers: the least and the greatest. */
  numbers: Record<string, { min: number; max: number } | null>;
  /** Rows whose text had been decoded twice and was mended. */
  repairedRows: number;
  /** Lines that could not be read, and the first few of them. */
  broken: { count: number; samples: string[] };
}

export interface LabelValue {
  value: string;
  count: number;
  /** The class that this value most likely means; null when that is not known. */
  guess: ClassId | null;
}

/** What is done to the rows beyond cleaning; each is offered by a finding. */
export interface Mends {
  /** Tags are taken out and entities such as `&amp;` become the characters that they mean. */
  stripMarkup: boolean;
  /** Of reviews that are nearly the same only the first one stays. */
  leaveOutNearDuplicates: boolean;
  /** A review of the given test part that is also in its training part is left out of training. */
  leaveOutCrossSplit: boolean;
  /** Reviews of the larger class are left out, by chance, until both are equal. */
  balance: boolean;
}

/** Which columns to read, and what each label value means (null: leave those rows out). */
export interface ColumnChoice {
  text: string;
  label: string;
  classes: Record<string, ClassId | null>;
  /** For labels that are numbers, in place of `classes`: up to one is negative, from the other on positive. */
  threshold?: { negativeTo: number; positiveFrom: number } | null;
  /** A column with a given train/test split to keep; null or absent: split by chance. */
  split?: string | null;
  mends?: Partial<Mends>;
}

export type LeaveOutReason =
  | 'empty-text'
  | 'no-label'
  | 'label-left-out'
  /** An equal text stands before it. */
  | 'duplicate'
  /** Its text comes with both labels: nobody knows which is right. */
  | 'two-labels'
  | 'near-duplicate'
  | 'cross-split'
  | 'balance'
  /** A person took it out. */
  | 'correction'
  /** A line of the file that could not be read. */
  | 'broken-row';

export interface LeftOut {
  reason: LeaveOutReason;
  count: number;
}

/** What a person says about a review: its right class, or that it should not be used. */
export type Correction = ClassId | 'leave-out';

export type Part = 'train' | 'validation' | 'test';

/** A dataset that is ready to train on. */
export interface DatasetSummary {
  name: string;
  rowsRead: number;
  rowsUsed: number;
  leftOut: LeftOut[];
  /** Rows of each part of a split that the data came with; null: split by chance. */
  given: Record<Part, number> | null;
  /** Reviews that a person has corrected. */
  corrections: number;
  /** Of texts and classes: equal when they are equal. */
  fingerprint: string;
  /** Rows of class 0 and of class 1. */
  classCounts: [number, number];
  /** Names of class 0 and of class 1, as the data has them. */
  classNames: [string, string];
  /** Words a review: median and 95th percentile. */
  medianLength: number;
  p95Length: number;
  /** The 95th percentile with marks and emoji counted as words. */
  p95WithPunctuation: number;
  /** A few rows to look at. */
  examples: { text: string; class: ClassId }[];
}

/** Which rows of the data to look at; null: all. */
export interface RowQuery {
  /** Part of the text, upper and lower case alike. */
  search: string;
  /** `left-out`: rows that are not used. */
  class: ClassId | 'left-out' | null;
  part: Part | null;
  reason: LeaveOutReason | null;
  /** Rows that a finding of the doctor is about. */
  finding: FindingId | null;
  /** Only rows that a person has corrected. */
  corrected: boolean;
}

export interface ReviewRow {
  /** Its number in the files, from 0: what `correct` takes. */
  row: number;
  /** Shortened to a few thousand characters. */
  text: string;
  /** As the file has it. */
  label: string;
  /** Null when it is left out. */
  class: ClassId | null;
  leftOut: LeaveOutReason | null;
  part: Part | null;
  correction: Correction | null;
}

export interface RowPage {
  /** Rows that match in all. */
  total: number;
  start: number;
  rows: ReviewRow[];
}

export type FindingId =
  | 'few-rows'
  | 'imbalance'
  | 'sorted'
  | 'one-class-part'
  | 'exact-duplicates'
  /** An earlier text but for capitals, punctuation and markup. */
  | 'same-words'
  | 'near-duplicates'
  | 'cross-split'
  | 'two-labels'
  | 'empty-texts'
  | 'no-words'
  | 'missing-labels'
  | 'broken-rows'
  | 'long-texts'
  | 'small-vocabulary'
  | 'wrong-encoding'
  | 'decoded-twice'
  | 'markup';

/** What a finding offers to do about it. */
export type Mend =
  | { kind: 'choice'; label: string; mends: Partial<Mends> }
  | { kind: 'settings'; label: string; change: Partial<RunConfig> }
  | { kind: 'encoding'; label: string; encoding: Encoding };

export interface Finding {
  id: FindingId;
  /** `problem`: training on it misleads; `warning`: it costs accuracy; `note`: good to know, or mended already. */
  severity: 'problem' | 'warning' | 'note';
  /** Rows it is about. */
  count: number;
  /** One sentence: what was found. */
  message: string;
  /** One sentence: what it does to training. */
  effect: string;
  mends: Mend[];
  /** Whether `rows` can be asked for the rows. */
  hasRows: boolean;
}

/** What the doctor says about a dataset, for the settings of a run. */
export interface DoctorReport {
  /** Of the data and the settings that it was made for. */
  fingerprint: string;
  rowsRead: number;
  rowsUsed: number;
  leftOut: LeftOut[];
  classCounts: [number, number];
  classNames: [string, string];
  /** Share of class 1 in equal stretches of the file, in its order: sorted files show at once. */
  classAlong: number[];
  /** Reviews by words: `edges` has one more than `counts`; the last bin holds all longer ones. */
  lengths: { edges: number[]; counts: number[]; median: number; p95: number; longest: number };
  /** Share of reviews over the length limit, and share of all words that it cuts. */
  cut: { limit: number; reviews: number; words: number };
  /** Share of all words in the training part that the most frequent `sizes` words cover. */
  coverage: { sizes: number[]; shares: number[]; distinct: number; chosenSize: number; chosenShare: number };
  parts: Record<Part, number>;
  findings: Finding[];
  baselines: Baselines;
}

/** What the network has to beat: accuracies on the run's own test part. */
export interface Baselines {
  /** Always answering the class that is larger in the training part. */
  majority: number;
  /** Logistic regression on which words occur. */
  bagOfWords: number;
  /** How long that took. */
  seconds: number;
  /** The words that speak most for each class, with their weights. */
  words: [{ word: string; weight: number }[], { word: string; weight: number }[]];
  testRows: number;
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
  /** Left out: it can be used. A local server lists samples that it still builds, or could not build. */
  state?: 'being-built' | 'failed';
  /** How its authors split it, where that differs from the settings' defaults. */
  shares?: { trainShare: number; validationShare: number };
}

/** Rows: true class; columns: predicted class. */
export type ConfusionMatrix = [[number, number], [number, number]];

/** Rows that a network is not tested on, because it was trained on their texts, or validated (and not trained) on them. */
export interface ExcludedRows {
  trained: number;
  validated: number;
}

/** A simple classifier beside the network, on the same test rows. */
export interface BaselineComparison {
  /** The baseline's. */
  accuracy: number;
  /** The network's accuracy less the baseline's. */
  difference: number;
  /** 95% interval of the difference. */
  interval: [number, number];
  /** Rows on which the network alone is right, and the baseline alone. */
  onlyNetwork: number;
  onlyBaseline: number;
  /** Of McNemar's exact test. */
  pValue: number;
}

/** Learned from the rows that the network was trained on. */
export interface TestBaselines {
  /** Always giving the class that is larger in the training part. */
  majority: BaselineComparison;
  /** Logistic regression on which words occur. */
  bagOfWords: BaselineComparison;
}

/** The network beside the bag-of-words baseline, by the exact test. */
export interface Verdict {
  code: 'better' | 'not-distinguishable' | 'worse';
  message: string;
}

/** What may make a network better. */
export interface Advice {
  code:
    | 'learning-rate'
    | 'validation-rising'
    | 'overfitting'
    | 'memorised'
    | 'levelled-off'
    | 'more-epochs'
    | 'below-baseline';
  /** The epoch that it is about. */
  epoch?: number;
  message: string;
}

export interface TestReport {
  rows: number;
  accuracy: number;
  /** 95% interval of the accuracy. */
  interval: [number, number];
  loss: number;
  confusion: ConfusionMatrix;
  /** Of the positive class; null where nothing was predicted (or is) positive. */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** Accuracy of always answering the class that is larger in the training part. */
  majorityAccuracy: number;
  /** Rows of the data that were not tested on, as the network had seen them; null for a test of an older version. */
  excluded: ExcludedRows | null;
  /** Null where the rows that the network was trained on are not loaded, and in older reports. */
  baselines: TestBaselines | null;
  /** Null without baselines. */
  verdict: Verdict | null;
  /** What to try next, the most useful first. */
  advice: Advice[];
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
  /** The more probable class; at exactly one half class 0, as everywhere. */
  class: ClassId;
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

/** Where a run's data came from, so that the page can bring it again. */
export type RunSource = { kind: 'sample'; id: string } | { kind: 'files'; name: string };

/** What is kept of a run's test; older records have no baselines. */
export type RunTest = Pick<
  TestReport,
  'rows' | 'accuracy' | 'loss' | 'f1' | 'majorityAccuracy' | 'excluded'
> &
  Partial<Pick<TestReport, 'baselines'>>;

/** What is kept of a run, but for its weights and its state. */
export interface RunRecord {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  started: number;
  updated: number;
  /** `unfinished`: it is training now, or was interrupted. */
  status: 'unfinished' | 'finished' | 'stopped' | 'early-stopping' | 'diverged';
  config: RunConfig;
  source: RunSource;
  dataset: { name: string; fingerprint: string; rows: number };
  /** The one that computed it last, such as `webgpu`; null before it was chosen. */
  backend: string | null;
  stepsDone: number;
  totalSteps: number;
  epochs: EpochEvent[];
  /** The epoch that the network's weights are of; null: of none that is complete. Absent in records of older runs. */
  restoredEpoch?: number | null;
  curve: CurvePoint[];
  marks: MarkEvent[];
  /** Training time so far. */
  seconds: number;
  test: RunTest | null;
  /** What its weights and its state take on the device. */
  bytes: number;
  /** A network that can be tested, tried and taken home. */
  hasModel: boolean;
  /** A state that training can go on from. */
  hasState: boolean;
}

/** A run as the list has it: thousands of them are quick to read and light to hold. */
export type RunSummary = Omit<RunRecord, 'curve' | 'marks'>;

/** The runs that are kept, newest first. */
export interface RunList {
  runs: RunSummary[];
  /** How many saved records are no run that this version of the page can read; they stay as they are. */
  unreadable: number;
  /** Ids of runs that another tab of this browser is training. */
  elsewhere: string[];
  /** Bytes that this page uses on the device, and may use; null where the browser does not say. */
  used: number | null;
  quota: number | null;
  /** Why runs are not saved on this device at present, in one sentence; null when they are. */
  problem: string | null;
}

/**
 * What a bundle holds beside the description of the model: `code` programs that predict and verify, `training`
 * a PyTorch program that goes on training, with the optimizer's state where there is one.
 */
export type ExportPart = 'tfjs' | 'safetensors' | 'onnx' | 'keras' | 'code' | 'training';
