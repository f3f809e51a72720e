/** Saved runs. */
import type { Message } from './messages/message.ts';
import type { TestReport } from './results.ts';
import type { RunConfig } from './settings.ts';
import type { EndReason, EpochEvent, MarkEvent } from './training.ts';

/** Means over neighbouring steps. */
export interface CurvePoint {
  /** The last of these steps, in epochs (step ÷ steps an epoch). */
  epoch: number;
  loss: number;
  accuracy: number;
}

/** Where a run's data came from, so that the page can load it again. */
export type RunSource = { kind: 'sample'; id: string } | { kind: 'files'; name: string };

/** What is saved of a run's test; older records have no baselines. */
export type RunTest = Pick<
  TestReport,
  'rows' | 'accuracy' | 'loss' | 'f1' | 'majorityAccuracy' | 'excluded'
> &
  Partial<Pick<TestReport, 'baselines'>>;

/** What is saved of a run, but for its weights and its state. */
export interface RunRecord {
  id: string;
  name: string;
  /** The user gave the name; absent in older records, of which the name tells. */
  isNamed?: boolean;
  /** What the user has written about it; absent: nothing. */
  notes?: string;
  /** Milliseconds since 1970. */
  started: number;
  updated: number;
  /** `unfinished`: it is training now, or was interrupted. */
  status: 'unfinished' | EndReason;
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
  /** A network that can be tested, tried and exported. */
  hasModel: boolean;
  /** A state that training can resume from. */
  hasState: boolean;
}

/** A run as the list has it: thousands of them are quick to read and light to hold. */
export type RunSummary = Omit<RunRecord, 'curve' | 'marks'>;

/** The saved runs, newest first. */
export interface RunList {
  runs: RunSummary[];
  /** How many saved records are no run that this version of the page can read; they stay as they are. */
  unreadable: number;
  /** Ids of runs that another tab of this browser is training. */
  elsewhere: string[];
  /** Bytes that this page uses on the device, and may use; null where the browser does not say. */
  used: number | null;
  quota: number | null;
  /** Why runs are not saved on this device at present; null when they are. */
  problem: Message | null;
}
