/** The runs of this device, and in this worker's memory those that can't be written to it at present. */
import type { Message } from '../contract/messages/message.ts';
import { StorageFailure, type StorageCode } from '../storage/database.ts';
import { IndexedRunStore, type IndexedRunStoreOptions } from './indexed-run-store.ts';
import type { RunRecord } from './protocol.ts';
import {
  partNames,
  summaryOf,
  type RunParts,
  type RunStore,
  type StoredRun,
  type StoredRuns,
  type StoredSummary,
} from './run-store.ts';

/** What a user says of a run; it holds whatever the run itself writes. */
export type RunEdit = Partial<Pick<StoredRun, 'name' | 'isNamed' | 'notes' | 'isDeleted' | 'test'>>;

interface UnsavedRun {
  record: RunRecord;
  parts: RunParts;
  edit: RunEdit;
}

/** What memory may hold of runs that can't be saved; older ones give way. In bytes. */
const mostUnsaved = 256_000_000;

export class SavedRuns {
  /** Oldest first. */
  private readonly unsaved = new Map<string, UnsavedRun>();
  private saving: Promise<unknown> = Promise.resolve();
  private reason: Message | null = null;

  constructor(private readonly device: RunStore) {}

  /** Why runs are not saved on this device at present; null when they are. */
  get problem(): Message | null {
    return this.reason;
  }

  /** Never rejects. */
  async list(): Promise<StoredRuns> {
    await this.saveAll();
    const found = await this.device.list().then(
      (stored) => {
        if (this.unsaved.size === 0) this.reason = null;
        return stored;
      },
      (error: unknown) => {
        this.reason = problemOf(error);
        return { runs: [], unreadable: 0 };
      },
    );
    const onDevice = new Map(found.runs.map((run) => [run.id, run]));
    for (const [id, run] of this.unsaved) onDevice.set(id, summaryOf(merged(onDevice.get(id) ?? null, run)));
    return { ...found, runs: [...onDevice.values()] };
  }

  /** @returns null when it is not there or can't be read */
  async get(id: string): Promise<StoredRun | null> {
    const stored = await this.device.get(id).catch(() => null);
    const run = this.unsaved.get(id);
    return run ? merged(stored, run) : stored;
  }

  async part(id: string, part: keyof RunParts): Promise<Uint8Array | null> {
    return this.unsaved.get(id)?.parts[part] ?? this.device.part(id, part).catch(() => null);
  }

  /** Writes what a user says of a run. @returns null when the run is not there @throws {StorageFailure} */
  async edit(id: string, edit: RunEdit): Promise<StoredRun | null> {
    const run = this.unsaved.get(id);
    if (run) run.edit = { ...run.edit, ...edit };
    const stored = await this.device
      .update(id, (before) => before && { ...before, ...edit })
      .catch((error: unknown) => {
        // In memory it holds until the run can be written.
        if (run) return null;
        throw error;
      });
    return run ? merged(stored, run) : stored;
  }

  /**
   * Writes what a run says of itself over what is stored, but for what the user has said of it meanwhile. Where the device
   * can't take it, this worker's memory holds it until it can. Never rejects.
   * @returns why it is not on the device; null when it is
   */
  save(record: RunRecord, parts: RunParts): Promise<Message | null> {
    return this.inTurn(async () => {
      const before = this.unsaved.get(record.id);
      const run = { record, parts: { ...before?.parts, ...parts }, edit: before?.edit ?? {} };
      this.hold(run);
      return this.write(run);
    });
  }

  /** Tries once more what could not be written. */
  private saveAll(): Promise<void> {
    return this.inTurn(async () => {
      for (const run of this.unsaved.values()) if ((await this.write(run)) !== null) return;
    });
  }

  private async write(run: UnsavedRun): Promise<Message | null> {
    const { id } = run.record;
    try {
      await this.device.update(id, (stored) => merged(stored, run), run.parts);
      this.unsaved.delete(id);
      if (this.unsaved.size === 0) this.reason = null;
      return null;
    } catch (error) {
      this.reason = problemOf(error);
      return this.reason;
    }
  }

  private hold(run: UnsavedRun): void {
    const { id } = run.record;
    this.unsaved.delete(id);
    this.unsaved.set(id, run);
    for (const oldest of this.unsaved.keys()) {
      const bytes = [...this.unsaved.values()].reduce((sum, { parts }) => sum + totalBytes(parts), 0);
      if (bytes <= mostUnsaved || oldest === id) return;
      this.unsaved.delete(oldest);
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.saving.then(work);
    this.saving = mine.catch(() => undefined);
    return mine;
  }
}

export function openSavedRuns(options: IndexedRunStoreOptions): SavedRuns {
  return new SavedRuns(new IndexedRunStore(options));
}

/** A run's own record with what the user has said of it. A test is of a network: a new one has none yet. */
function merged(stored: StoredSummary | null, { record, parts, edit }: UnsavedRun): StoredRun {
  const said: RunEdit = {};
  if (stored) said.name = stored.name;
  for (const name of ['isNamed', 'isDeleted'] as const)
    if (stored?.[name] !== undefined) said[name] = stored[name];
  if (stored?.notes !== undefined) said.notes = stored.notes;
  if (parts.model !== undefined) said.test = null;
  else if (stored) said.test = stored.test;
  return { ...record, ...said, ...edit };
}

function totalBytes(parts: RunParts): number {
  return partNames.reduce((sum, part) => sum + (parts[part]?.length ?? 0), 0);
}

/** Each once, so that the same problem is the same object. */
const problems: Record<StorageCode, Message> = {
  slow: { code: 'storage-slow' },
  full: { code: 'runs-not-saved', why: 'full' },
  newer: { code: 'runs-not-saved', why: 'newer' },
  blocked: { code: 'runs-not-saved', why: 'blocked' },
  refused: { code: 'runs-not-saved', why: 'refused' },
};

/** Why runs are not saved. */
export function problemOf(error: unknown): Message {
  return problems[error instanceof StorageFailure ? error.code : 'refused'];
}
