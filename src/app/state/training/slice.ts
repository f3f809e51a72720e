/** The run that is under way or has ended, and the backend that computes. */
import type { BackendReport, StepProfile } from '../../../contract/backends.ts';
import type { RunConfig } from '../../../contract/settings.ts';
import type {
  EpochEvent,
  MarkEvent,
  Phase,
  PhaseProgress,
  StepEvent,
  TrainEvent,
} from '../../../contract/training.ts';
import type { CurvePoint, RunRecord } from '../../../contract/runs.ts';
import type { Draft } from '../settings/draft.ts';

export type RunStatus =
  | 'idle'
  | 'starting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'stopping'
  /** The worker or its device went away: a fresh one is being set up to continue. */
  | 'recovering'
  | 'finished'
  | 'failed';

export type EndEvent = Extract<TrainEvent, { type: 'end' }>;

/** Which data a run is of. */
export type RunData = Pick<RunRecord['dataset'], 'name' | 'fingerprint'>;

export interface RunState {
  status: RunStatus;
  config: RunConfig | null;
  /** What its curves are of. */
  data: RunData | null;
  /** Under which it is saved; null until the worker says so. */
  id: string | null;
  /** Share of all steps that was done when it was resumed; 0 for a new run. */
  doneBefore: number;
  phase: Phase | null;
  /** Where the phase tells it. */
  phaseProgress: PhaseProgress | null;
  lastStep: StepEvent | null;
  /** Means over neighbouring steps. */
  curve: CurvePoint[];
  epochs: EpochEvent[];
  /** The run before, to compare with; null when there is none, or it was of other data. */
  previous: { epochs: EpochEvent[]; data: RunData } | null;
  warnings: string[];
  /** Places where the run was resumed, rolled back or changed its backend. */
  marks: MarkEvent[];
  end: EndEvent | null;
  /** A fresh worker is being set up to resume it. */
  isSettingUp: boolean;
  /** Its last checkpoint, where the device can't hold it. */
  stateCopy: { runId: string; bytes: Uint8Array<ArrayBuffer> } | null;
  /** What happened to it, and that it continues; null while all is well. */
  trouble: string | null;
  /** Why it is not saved on the device at present. */
  notSaved: string | null;
  problem: string | null;
}

export const idleRun: RunState = {
  status: 'idle',
  config: null,
  data: null,
  id: null,
  doneBefore: 0,
  phase: null,
  phaseProgress: null,
  lastStep: null,
  curve: [],
  epochs: [],
  previous: null,
  warnings: [],
  marks: [],
  end: null,
  isSettingUp: false,
  stateCopy: null,
  trouble: null,
  notSaved: null,
  problem: null,
};

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
  return lastStep && status !== 'idle' ? lastStep.step / lastStep.totalSteps : doneBefore;
}

export interface BackendState {
  report: BackendReport | null;
  checking: boolean;
  /** Settings or data have changed since the last measurement. */
  isDue: boolean;
  problem: string | null;
}

export interface ProfileState {
  running: boolean;
  report: StepProfile | null;
  /** The form as it was when the report was asked for. */
  of: Draft | null;
  problem: string | null;
}

export const idleBackend: BackendState = { report: null, checking: false, isDue: false, problem: null };
export const idleProfile: ProfileState = { running: false, report: null, of: null, problem: null };

export interface Beginning {
  config: RunConfig;
  /** Of the run that is resumed; null: it is a new one. */
  record: RunRecord | null;
  data: RunData;
}

/** What a run on this data is compared with: what was shown before, on the same data. */
function previousOf({ id, data, epochs, previous }: RunState, { record, data: now }: Beginning) {
  const isSame = record !== null && record.id === id;
  const last = isSame || epochs.length === 0 || !data ? previous : { epochs, data };
  return last?.data.name === now.name ? last : null;
}

/** A new run, or with a record one that is resumed. The checkpoint of an earlier one stays. */
export function begun(run: RunState, beginning: Beginning): RunState {
  const { config, record, data } = beginning;
  const earlier = record && {
    id: record.id,
    curve: record.curve,
    epochs: record.epochs,
    marks: record.marks,
    doneBefore: shareOfRecord(record, config),
  };
  const previous = previousOf(run, beginning);
  return { ...idleRun, ...earlier, previous, status: 'starting', config, data, stateCopy: run.stateCopy };
}

/** A saved run that has come to its end, as it was then. */
export function ended({
  id,
  config,
  dataset: data,
  curve,
  epochs,
  marks,
  status,
  restoredEpoch,
  seconds,
}: RunRecord): RunState {
  const reason = status === 'unfinished' ? 'stopped' : status;
  const end = {
    type: 'end',
    reason,
    epochs: epochs.length,
    restoredEpoch: restoredEpoch ?? null,
    seconds,
  } as const;
  return { ...idleRun, status: 'finished', id, config, data, curve, epochs, marks, end };
}

/** How much of a run is done, when it may be resumed for more epochs than it was planned for. */
function shareOfRecord({ stepsDone, totalSteps, config }: RunRecord, { epochs }: RunConfig): number {
  return totalSteps === 0 ? 0 : stepsDone / ((totalSteps / config.epochs) * epochs);
}

/** Whether the run is saved on the device; then it needs no copy of its checkpoint. */
export function withSaving(run: RunState, problem: string | null): RunState {
  return { ...run, notSaved: problem, stateCopy: problem === null ? null : run.stateCopy };
}

/** Has taken a step, now or before it was resumed. */
export const hasSteps = ({ lastStep, doneBefore }: RunState): boolean => lastStep !== null || doneBefore > 0;

/** A fresh worker is being set up: nothing is there that could be paused or stopped. */
export const isBetweenWorkers = (run: RunState): boolean => run.isSettingUp && isBusy(run);

/** The run's last checkpoint, where the device can't hold it. */
export function stateCopyOf({ stateCopy }: RunState, runId: string): Uint8Array<ArrayBuffer> | null {
  return stateCopy?.runId === runId ? stateCopy.bytes : null;
}
