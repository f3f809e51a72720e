/** Keeps runs while they train: what they said, their states, and at the end their network. */
import {
  createCurve,
  decodeState,
  encodeState,
  InputError,
  type RunConfig,
  type SessionEvent,
  type TrainingState,
} from '../model/index.ts';
import type {
  EndEvent,
  MarkEvent,
  RunList,
  RunRecord,
  RunSource,
  StepEvent,
  TestReport,
} from './protocol.ts';
import { randomId, storageEstimate } from '../platform.ts';
import { RunLocks } from './run-lock.ts';
import { newRecord } from './run-record.ts';
import type { RunParts, StoredRun } from './run-store.ts';
import { openSavedRuns, sentenceOf, type RunEdit, type SavedRuns } from './saved-runs.ts';

/** What is told to the page on the way. */
export interface KeeperListener {
  /** Why the run is not saved on the device, in one sentence; null: it is again. Told when it changes. */
  onProblem(sentence: string | null): void;
  /** A state that could not be kept on the device. */
  onStateCopy(runId: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** It is in the list of runs for the first time, or with its network. */
  onListed?(): void;
}

export interface DatasetName {
  name: string;
  fingerprint: string;
  rows: number;
}

export class RunKeeper {
  private readonly saved: SavedRuns;
  /** Called when runs have changed other than by a command. */
  onChange: () => void = () => undefined;

  constructor(
    saved?: SavedRuns,
    /** Of this browser's tabs. */
    readonly locks = new RunLocks(),
  ) {
    const onChange = () => this.onChange();
    this.saved = saved ?? openSavedRuns({ onChange, heldElsewhere: () => locks.heldElsewhere() });
    locks.onChange = onChange;
  }

  /** Newest first. */
  async list(): Promise<RunList> {
    const { runs: stored, unreadable } = await this.saved.list();
    const runs = stored.filter((run) => !run.isDeleted).map(plain);
    runs.sort((a, b) => b.started - a.started);
    const estimate = await estimateStorage();
    const elsewhere = await this.locks.heldElsewhere();
    return { runs, unreadable, elsewhere, ...estimate, problem: this.saved.problem };
  }

  /** @throws {InputError} for a run that is not there */
  async get(id: string): Promise<RunRecord> {
    return plain(found(await this.saved.get(id)));
  }

  async rename(id: string, name: string): Promise<RunRecord> {
    const trimmed = name.trim().slice(0, longestName);
    if (trimmed === '') throw new InputError('Give the run a name.');
    return plain(found(await this.edit(id, { name: trimmed })));
  }

  /** @throws {InputError} for a run that is not there, or that another tab trains */
  async setDeleted(id: string, isDeleted: boolean): Promise<void> {
    if (isDeleted) await this.locks.refuseElsewhere(id);
    found(await this.edit(id, { isDeleted }));
  }

  /** The run may have been deleted, or never kept: the report is the person's either way. */
  async setTest(id: string, report: TestReport): Promise<void> {
    const { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines } = report;
    await this.edit(id, { test: { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines } });
  }

  /** @throws {InputError} when the run has none */
  async model(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.part(id, 'model', 'This run has no network yet: it was interrupted before its end.');
  }

  /** @throws {InputError} when the run has none */
  async stateBytes(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.part(id, 'state', 'Nothing was kept of this run that training could go on from.');
  }

  /** Keeps a state's file as an unfinished run. @throws {InputError} */
  async importState(bytes: Uint8Array<ArrayBuffer>): Promise<RunRecord> {
    const { state, run } = decodeState(bytes);
    await this.locks.refuseElsewhere(run.id);
    const record = {
      ...newRecord(run, state.config),
      ...figuresOf(state),
      hasState: true,
      bytes: bytes.length,
    };
    await this.saved.save(record, { state: bytes, model: null });
    // Whoever brings a run that was deleted wants it back.
    return plain(found(await this.edit(record.id, { isDeleted: false })));
  }

  /** A new run. */
  begin(config: RunConfig, source: RunSource, dataset: DatasetName, listener: KeeperListener): KeptRun {
    const started = Date.now();
    const name = `${dataset.name}, ${new Date(started).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`;
    const record = newRecord({ id: randomId(), name, started, source, dataset }, config);
    return new KeptRun(record, this.saved, this.sharing(listener));
  }

  /** The run with the state to go on from. @throws {InputError} */
  async resume(
    id: string,
    config: RunConfig,
    listener: KeeperListener,
  ): Promise<{ run: KeptRun; from: TrainingState }> {
    const record = await this.get(id);
    const { state: from } = decodeState(await this.stateBytes(id));
    // It may go on for more epochs than it was planned for.
    const totalSteps = stepsPerEpochOf(record) * config.epochs;
    const resumed = { ...record, ...figuresOf(from), config, totalSteps, status: 'unfinished' as const };
    return { run: new KeptRun(resumed, this.saved, this.sharing(listener)), from };
  }

  private sharing(listener: KeeperListener): KeeperListener {
    return { ...listener, onListed: () => this.locks.announce() };
  }

  private async edit(id: string, edit: RunEdit): Promise<StoredRun | null> {
    try {
      const run = await this.saved.edit(id, edit);
      this.locks.announce();
      return run;
    } catch (error) {
      throw new InputError(sentenceOf(error), { cause: error });
    }
  }

  private async part(id: string, part: keyof RunParts, missing: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.saved.part(id, part);
    if (!bytes) throw new InputError(missing);
    // A copy: what memory holds must not be handed over to the page.
    return new Uint8Array(bytes);
  }
}

/** @throws {InputError} */
function found(run: StoredRun | null): StoredRun {
  if (!run) throw new InputError('This run is no longer kept on this device.');
  return run;
}

const longestName = 120;

/** One run while it trains. */
export class KeptRun {
  private record: RunRecord;
  private readonly curve;
  private end: EndEvent | null = null;
  private saving: Promise<void> | null = null;
  private waiting: { record: RunRecord; parts: RunParts } | null = null;
  private problem: string | null = null;
  private isListed = false;
  /** What computed the run before it went on; null for a new one. */
  private readonly backendBefore: string | null;

  constructor(
    record: RunRecord,
    private readonly saved: SavedRuns,
    private readonly listener: KeeperListener,
  ) {
    this.record = record;
    this.backendBefore = record.backend;
    this.curve = createCurve(undefined, record.curve, stepsPerEpochOf(record));
    // A record may know of steps after its last state, which are lost.
    this.curve.cutAfter(record.stepsDone);
  }

  get id(): string {
    return this.record.id;
  }

  /** What follows from an event besides: going on with another backend is marked, too. */
  besides(event: SessionEvent): MarkEvent | null {
    const { backend } = this.record;
    if (event.type !== 'mark' || event.kind !== 'resumed') return null;
    if (backend === null || this.backendBefore === null || backend === this.backendBefore) return null;
    const message = `From here on ${nameOf(backend)} computes in place of ${nameOf(this.backendBefore)}: figures may differ a little.`;
    return { ...event, kind: 'backend', message };
  }

  hear(event: SessionEvent): void {
    switch (event.type) {
      case 'steps':
        return this.hearSteps(event.steps);
      case 'epoch':
        return this.change({ epochs: [...this.record.epochs, event] });
      case 'mark':
        if (event.kind === 'setback') this.curve.cutAfter(event.step);
        return this.change({
          marks: [...this.record.marks, event],
          epochs: this.record.epochs.filter(({ epoch }) => epoch <= event.epoch),
        });
      case 'backend':
        return this.change({ backend: event.report.chosen });
      case 'state':
        return this.keepState(event.state);
      case 'end':
        this.end = event;
        return;
      case 'phase':
      case 'warning':
        return;
      default:
        event satisfies never;
    }
  }

  /** Keeps the network that training left, once every state is written. */
  async finish(model: Uint8Array): Promise<void> {
    const { reason = 'finished', seconds = this.record.seconds, restoredEpoch = null } = this.end ?? {};
    // A test of the network before this one says nothing of it.
    this.change({ status: reason, seconds, restoredEpoch, test: null, hasModel: true });
    this.change({ bytes: this.record.bytes + model.length });
    this.save({ model });
    while (this.saving) await this.saving;
  }

  private hearSteps(steps: readonly StepEvent[]): void {
    this.curve.add(steps);
    const last = steps.at(-1);
    if (last) this.change({ stepsDone: last.step, totalSteps: last.totalSteps });
  }

  private change(change: Partial<RunRecord>): void {
    this.record = { ...this.record, ...change, updated: Date.now() };
  }

  private keepState(state: TrainingState): void {
    const { id, name, started, source, dataset } = this.record;
    const bytes = encodeState(state, { id, name, started, source, dataset });
    this.change({
      seconds: state.seconds,
      curve: this.curve.points(stepsPerEpochOf(this.record)),
      hasState: true,
      bytes: bytes.length,
    });
    this.save({ state: bytes });
  }

  /** One writing at a time; of those that wait only the newest is written. */
  private save(parts: RunParts): void {
    this.waiting = { record: this.record, parts: { ...this.waiting?.parts, ...parts } };
    this.saving ??= this.write().finally(() => (this.saving = null));
  }

  private async write(): Promise<void> {
    while (this.waiting) {
      const { record, parts } = this.waiting;
      this.waiting = null;
      this.tell(await this.saved.save(record, parts), parts);
      if (!this.isListed || parts.model) this.listener.onListed?.();
      this.isListed = true;
    }
  }

  private tell(problem: string | null, { state }: RunParts): void {
    if (problem !== this.problem) this.listener.onProblem(problem);
    this.problem = problem;
    if (problem !== null && state) this.listener.onStateCopy(this.record.id, new Uint8Array(state));
  }
}

/** What a state says of its run; a record may know of later steps, which are lost. */
function figuresOf(state: TrainingState): Pick<RunRecord, 'epochs' | 'stepsDone' | 'seconds'> {
  return { epochs: state.history, stepsDone: state.step, seconds: state.seconds };
}

function stepsPerEpochOf({ totalSteps, config }: RunRecord): number {
  return totalSteps > 0 ? totalSteps / config.epochs : 1;
}

const backendNames: Record<string, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' };
const nameOf = (backend: string) => backendNames[backend] ?? backend;

function plain<T extends { isDeleted?: boolean }>(stored: T): Omit<T, 'isDeleted'> {
  const { isDeleted: _, ...run } = stored;
  return run;
}

async function estimateStorage(): Promise<{ used: number | null; quota: number | null }> {
  const room = await storageEstimate();
  return { used: room?.usage ?? null, quota: room?.quota ?? null };
}
