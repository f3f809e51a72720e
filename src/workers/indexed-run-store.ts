/** Runs on the device, in IndexedDB. */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { Database } from '../storage/database.ts';
import { readRun, readSummary, runValue } from './run-schema.ts';
import {
  partNames,
  type RunChange,
  type RunParts,
  type RunStore,
  type StoredRun,
  type StoredRuns,
  type StoredSummary,
} from './run-store.ts';

export const databaseName = 'forget-gate-runs';

/** What is stored may come from anywhere, so it is nothing in particular. */
interface RunsSchema extends DBSchema {
  runs: { key: string; value: unknown };
  state: { key: string; value: unknown };
  model: { key: string; value: unknown };
}

const stores = ['runs', 'state', 'model'] as const;
/** Records read at a time: the worker also trains. */
const batch = 200;

export interface IndexedRunStoreOptions {
  /** The database was lost, or has opened after all: what was read before may be out of date. */
  onChange?: () => void;
  /** Runs that other tabs train: they are not purged. */
  heldElsewhere?: () => Promise<readonly string[]>;
  /** How long a call waits for the database to open, in milliseconds. */
  patience?: number;
}

/** Every method rejects with a `StorageFailure`. */
export class IndexedRunStore implements RunStore {
  private readonly database: Database<RunsSchema>;
  /** Deleted here: they can still be restored. */
  private readonly deletedHere = new Set<string>();
  private hasPurged = false;
  private readonly heldElsewhere: () => Promise<readonly string[]>;

  constructor({ onChange, patience, heldElsewhere }: IndexedRunStoreOptions = {}) {
    this.heldElsewhere = heldElsewhere ?? (() => Promise.resolve([]));
    this.database = new Database<RunsSchema>({
      name: databaseName,
      version: 1,
      upgrade(database) {
        for (const name of stores)
          if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
      },
      prepare: prove,
      ...(onChange && { onChange }),
      ...(patience !== undefined && { patience }),
    });
  }

  async list(): Promise<StoredRuns> {
    const found = await this.database.access(readAll);
    const forgotten = this.hasPurged ? [] : await this.forgotten(found.runs);
    if (forgotten.length > 0) await this.purge(forgotten.map(({ id }) => id));
    this.hasPurged = true;
    return { ...found, runs: found.runs.filter((run) => !forgotten.includes(run)) };
  }

  async get(id: string): Promise<StoredRun | null> {
    return readRun(id, await this.database.access((database) => database.get('runs', id)));
  }

  async update(id: string, change: RunChange, parts: RunParts = {}): Promise<StoredRun | null> {
    const run = await this.database.change(stores, async (transaction) => {
      const records = transaction.objectStore('runs');
      const changed = change(readRun(id, await records.get(id)));
      if (!changed) return null;
      await Promise.all([records.put(runValue(changed), id), ...putParts(transaction, id, parts)]);
      return changed;
    });
    if (run?.isDeleted) this.deletedHere.add(id);
    return run;
  }

  async part(id: string, part: keyof RunParts): Promise<Uint8Array | null> {
    const bytes = await this.database.access((database) => database.get(part, id));
    return bytes instanceof Uint8Array ? bytes : null;
  }

  /** Deleted before this page was opened. */
  private async forgotten(runs: readonly StoredSummary[]): Promise<StoredSummary[]> {
    const deleted = runs.filter(({ id, isDeleted }) => isDeleted === true && !this.deletedHere.has(id));
    if (deleted.length === 0) return [];
    const held = await this.heldElsewhere();
    return deleted.filter(({ id }) => !held.includes(id));
  }

  private purge(ids: readonly string[]): Promise<void> {
    return this.database.change(stores, async (transaction) => {
      for (const id of ids) {
        // It may have been restored meanwhile.
        const run = readRun(id, await transaction.objectStore('runs').get(id));
        if (!run?.isDeleted) continue;
        await Promise.all(stores.map((name) => transaction.objectStore(name).delete(id)));
      }
    });
  }
}

function putParts(
  transaction: IDBPTransaction<RunsSchema, typeof stores, 'readwrite'>,
  id: string,
  parts: RunParts,
): Promise<unknown>[] {
  return partNames.map(async (part) => {
    const bytes = parts[part];
    if (bytes) await transaction.objectStore(part).put(bytes, id);
    else if (bytes === null) await transaction.objectStore(part).delete(id);
  });
}

async function readAll(database: IDBPDatabase<RunsSchema>): Promise<StoredRuns> {
  const found: StoredRuns = { runs: [], unreadable: 0 };
  let range: IDBKeyRange | null = null;
  for (;;) {
    const { keys, values } = await readBatch(database, range);
    keys.forEach((key, place) => {
      const run = readSummary(key, values[place]);
      if (run) found.runs.push(run);
      else found.unreadable += 1;
    });
    if (keys.length < batch) return found;
    range = IDBKeyRange.lowerBound(keys.at(-1), true);
  }
}

async function readBatch(
  database: IDBPDatabase<RunsSchema>,
  range: IDBKeyRange | null,
): Promise<{ keys: unknown[]; values: unknown[] }> {
  try {
    const { store } = database.transaction('runs');
    const [keys, values] = await Promise.all([store.getAllKeys(range, batch), store.getAll(range, batch)]);
    return { keys, values };
  } catch (error) {
    if (isOver(error)) throw error;
    // The browser itself can't read one of them any more: each for itself.
    const keys = await database.getAllKeys('runs', range, batch);
    const values = await Promise.all(keys.map((key) => readOne(database, key)));
    return { keys, values };
  }
}

function readOne(database: IDBPDatabase<RunsSchema>, key: string): Promise<unknown> {
  return database.get('runs', key).catch((error: unknown) => {
    if (isOver(error)) throw error;
    return undefined;
  });
}

/** The connection was closed: that says nothing about a record. */
function isOver(error: unknown): boolean {
  return error instanceof Error && ['AbortError', 'InvalidStateError'].includes(error.name);
}

const probeId = 'probe';

/** Some private windows take what is written and forget it: written and read back, or it does not count. */
async function prove(database: IDBPDatabase<RunsSchema>): Promise<void> {
  const bytes = Uint8Array.of(1, 2, 3);
  await database.put('state', bytes, probeId);
  const back = await database.get('state', probeId);
  await database.delete('state', probeId);
  if (!(back instanceof Uint8Array) || back.join() !== bytes.join())
    throw new Error('What was written did not come back.');
}
