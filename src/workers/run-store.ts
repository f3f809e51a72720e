/** Where runs are kept on the device: IndexedDB, or this worker's memory where that can't be had. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RunRecord } from './protocol.ts';

/** A run with what only the store knows of it. */
export interface StoredRun extends RunRecord {
  /** It may still be brought back; gone when the store is next opened. */
  isDeleted?: boolean;
}

/** Large parts of a run; left out: they stay as they are. Null: taken away. */
export interface RunParts {
  /** As `encodeState` writes it. */
  state?: Uint8Array | null;
  /** The model zip. */
  model?: Uint8Array | null;
}

export interface RunStore {
  /** Why nothing can be kept on this device, in one sentence; null when it can. */
  readonly problem: string | null;
  list(): Promise<StoredRun[]>;
  get(id: string): Promise<StoredRun | null>;
  /** All of it or nothing: what was there before stays until the new one is whole. @throws {DOMException} */
  put(run: StoredRun, parts?: RunParts): Promise<void>;
  part(id: string, part: keyof RunParts): Promise<Uint8Array | null>;
  delete(id: string): Promise<void>;
}

const databaseName = 'forget-gate-runs';
const version = 1;
/** A database that another tab holds open in an older version answers only when that tab is closed. */
const mostMilliseconds = 5_000;

interface RunsSchema extends DBSchema {
  runs: { key: string; value: StoredRun };
  state: { key: string; value: Uint8Array };
  model: { key: string; value: Uint8Array };
}

const stores = ['runs', 'state', 'model'] as const;

export class MemoryRunStore implements RunStore {
  private readonly runs = new Map<string, StoredRun>();
  private readonly parts = { state: new Map<string, Uint8Array>(), model: new Map<string, Uint8Array>() };

  constructor(readonly problem: string | null) {}

  list(): Promise<StoredRun[]> {
    return Promise.resolve([...this.runs.values()]);
  }

  get(id: string): Promise<StoredRun | null> {
    return Promise.resolve(this.runs.get(id) ?? null);
  }

  put(run: StoredRun, parts: RunParts = {}): Promise<void> {
    this.runs.set(run.id, run);
    for (const part of ['state', 'model'] as const) {
      const bytes = parts[part];
      if (bytes) this.parts[part].set(run.id, bytes);
      else if (bytes === null) this.parts[part].delete(run.id);
    }
    return Promise.resolve();
  }

  part(id: string, part: keyof RunParts): Promise<Uint8Array | null> {
    return Promise.resolve(this.parts[part].get(id) ?? null);
  }

  delete(id: string): Promise<void> {
    this.runs.delete(id);
    this.parts.state.delete(id);
    this.parts.model.delete(id);
    return Promise.resolve();
  }
}

class IndexedRunStore implements RunStore {
  readonly problem = null;

  constructor(private readonly database: IDBPDatabase<RunsSchema>) {}

  list(): Promise<StoredRun[]> {
    return this.database.getAll('runs');
  }

  async get(id: string): Promise<StoredRun | null> {
    return (await this.database.get('runs', id)) ?? null;
  }

  async put(run: StoredRun, parts: RunParts = {}): Promise<void> {
    // Strict: the promise settles when it is on the disk, not only handed to the system.
    const transaction = this.database.transaction(stores, 'readwrite', { durability: 'strict' });
    const { done } = transaction;
    const work: Promise<unknown>[] = [];
    try {
      work.push(transaction.objectStore('runs').put(run, run.id));
      for (const part of ['state', 'model'] as const) {
        const bytes = parts[part];
        if (bytes) work.push(transaction.objectStore(part).put(bytes, run.id));
        else if (bytes === null) work.push(transaction.objectStore(part).delete(run.id));
      }
    } catch (error) {
      // What throws before it is under way does not end the transaction by itself.
      transaction.abort();
      await Promise.allSettled([...work, done]);
      throw error;
    }
    await Promise.all([...work, done]);
  }

  async part(id: string, part: keyof RunParts): Promise<Uint8Array | null> {
    return (await this.database.get(part, id)) ?? null;
  }

  async delete(id: string): Promise<void> {
    const transaction = this.database.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((name) => transaction.objectStore(name).delete(id)), transaction.done]);
  }
}

/** Never rejects: what keeps runs from being kept is the store's `problem`. */
export async function openRunStore(): Promise<RunStore> {
  try {
    const store = new IndexedRunStore(await inTime(openDatabase()));
    await inTime(prove(store));
    for (const run of await store.list()) if (run.isDeleted) await store.delete(run.id);
    return store;
  } catch (error) {
    return new MemoryRunStore(sentenceOf(error));
  }
}

function openDatabase(): Promise<IDBPDatabase<RunsSchema>> {
  return openDB<RunsSchema>(databaseName, version, {
    upgrade(database) {
      for (const name of stores)
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
    },
    // A newer page in another tab must not wait for this one.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

const probeId = 'probe';

/** Some private windows take what is written and forget it: written and read back, or it does not count. */
async function prove(store: RunStore): Promise<void> {
  const bytes = Uint8Array.of(1, 2, 3);
  const probe = { id: probeId } as StoredRun;
  await store.put(probe, { state: bytes });
  const back = await store.part(probeId, 'state');
  await store.delete(probeId);
  if (back?.join() !== bytes.join()) throw new Error('What was written did not come back.');
}

class TooSlow extends Error {}

function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new TooSlow()), mostMilliseconds);
  });
  return Promise.race([work, late]);
}

const because: Record<string, string> = {
  QuotaExceededError: 'the device’s storage is full. Delete old runs or free some space',
  VersionError: 'a newer version of this page made them. Reload the page',
  TooSlow: 'another tab holds them. Close other tabs of this page and reload it',
};

/** Why runs are not kept, and what to do about it. */
export function sentenceOf(error: unknown): string {
  const name = error instanceof TooSlow ? 'TooSlow' : error instanceof Error ? error.name : '';
  const reason = because[name] ?? 'this browser window does not let the page store anything';
  return `Runs can’t be kept on this device: ${reason}.`;
}
