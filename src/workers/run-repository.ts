/** The saved runs: their list, what can be done with each, and the writer of one that begins or is resumed. */
import type { Message } from '../contract/messages/message.ts';
import { decodeState, InputError, type RunConfig, type TrainingState } from '../model/index.ts';
import type { RunList, RunRecord, RunSource, TestReport } from './protocol.ts';
import { randomId, storageEstimate } from '../platform.ts';
import { RunLocks } from './run-lock.ts';
import { figuresOf, RunWriter, stepsPerEpochOf, type RunListener } from './run-writer.ts';
import { newRecord } from './run-record.ts';
import type { RunParts, StoredRun, StoredSummary } from './run-store.ts';
import { openSavedRuns, problemOf, type RunEdit, type SavedRuns } from './saved-runs.ts';

export interface DatasetName {
  name: string;
  fingerprint: string;
  rows: number;
}

export class RunRepository {
  private readonly saved: SavedRuns;
  /** Lets go of a run that was deleted here and may still be restored. */
  private readonly deletedHere = new Map<string, () => void>();
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
    if (trimmed === '') throw new InputError({ code: 'run-needs-a-name' });
    return plain(found(await this.edit(id, { name: trimmed, isNamed: true })));
  }

  /** @throws {InputError} for a run that is not there */
  async note(id: string, notes: string): Promise<RunRecord> {
    return plain(found(await this.edit(id, { notes: notes.trim().slice(0, longestNotes) })));
  }

  /** @throws {InputError} for a run that is not there, or that another tab trains */
  async setDeleted(id: string, isDeleted: boolean): Promise<void> {
    if (isDeleted) await this.locks.refuseElsewhere(id);
    else this.deletedHere.get(id)?.();
    found(await this.edit(id, { isDeleted }));
    if (isDeleted) this.holdDeleted(id);
  }

  /** As long as this page is open, and offers to restore the run, no other one purges it. */
  private holdDeleted(id: string): void {
    const undeleted = new Promise<void>((resolve) => this.deletedHere.set(id, resolve));
    void this.locks.hold(id, () => undeleted).catch(() => undefined);
  }

  /** The run may have been deleted, or never saved: the report is the user's either way. */
  async setTest(id: string, report: TestReport): Promise<void> {
    const { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines } = report;
    await this.edit(id, { test: { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines } });
  }

  /** The same network, with something else decided about its answers: its test is another one. */
  async setModel(id: string, model: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.saved.save(await this.get(id), { model });
    this.locks.announce();
  }

  /** @throws {InputError} when the run has none */
  async model(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.part(id, 'model', { code: 'run-without-network' });
  }

  /** @throws {InputError} when the run has none */
  async stateBytes(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.part(id, 'state', { code: 'run-without-state' });
  }

  /** Saves a run file as an unfinished run. @throws {InputError} */
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
    // Whoever uploads a deleted run wants it back.
    return plain(found(await this.edit(record.id, { isDeleted: false })));
  }

  /** A new run. */
  begin(config: RunConfig, source: RunSource, dataset: DatasetName, listener: RunListener): RunWriter {
    const started = Date.now();
    const name = nameBefore({ started, dataset });
    const record = newRecord({ id: randomId(), name, started, source, dataset }, config);
    return new RunWriter({ ...record, isNamed: false }, this.saved, this.sharing(listener));
  }

  /** The run with the state to resume from. @throws {InputError} */
  async resume(
    id: string,
    config: RunConfig,
    listener: RunListener,
  ): Promise<{ run: RunWriter; from: TrainingState }> {
    const record = await this.get(id);
    const { state: from } = decodeState(await this.stateBytes(id));
    // It may continue for more epochs than it was planned for.
    const totalSteps = stepsPerEpochOf(record) * config.epochs;
    const resumed = { ...record, ...figuresOf(from), config, totalSteps, status: 'unfinished' as const };
    return { run: new RunWriter(resumed, this.saved, this.sharing(listener)), from };
  }

  private sharing(listener: RunListener): RunListener {
    return { ...listener, onListed: () => this.locks.announce() };
  }

  private async edit(id: string, edit: RunEdit): Promise<StoredRun | null> {
    try {
      const run = await this.saved.edit(id, edit);
      this.locks.announce();
      return run;
    } catch (error) {
      throw new InputError(problemOf(error), { cause: error });
    }
  }

  private async part(id: string, part: keyof RunParts, missing: Message): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.saved.part(id, part);
    if (!bytes) throw new InputError(missing);
    // A copy: what memory holds must not be handed over to the page.
    return new Uint8Array(bytes);
  }
}

/** @throws {InputError} */
function found(run: StoredRun | null): StoredRun {
  if (!run) throw new InputError({ code: 'run-gone' });
  return run;
}

const longestName = 120;
const longestNotes = 2_000;

/** What a run is called before it stands in a list, whose differences name it. */
const nameBefore = ({ started, dataset }: Pick<StoredRun, 'started' | 'dataset'>) =>
  `${dataset.name}, ${new Date(started).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`;

function plain<T extends StoredSummary>(stored: T): Omit<T, 'isDeleted'> & { isNamed: boolean } {
  const { isDeleted: _, ...run } = stored;
  return { ...run, isNamed: run.isNamed ?? run.name !== nameBefore(run) };
}

async function estimateStorage(): Promise<{ used: number | null; quota: number | null }> {
  const room = await storageEstimate();
  return { used: room?.usage ?? null, quota: room?.quota ?? null };
}
