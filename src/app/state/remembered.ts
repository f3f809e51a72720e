/** Data that a person wants kept on this device: its files, its columns and its corrections, in IndexedDB. */
import type { DBSchema, IDBPDatabase } from 'idb';

import { storageEstimate } from '../../platform.ts';
import type { BroughtFile, ColumnChoice, Encoding, FileFormat } from '../../workers/protocol.ts';

/** What the list shows. */
export interface RememberedEntry {
  id: string;
  name: string;
  /** Of all files together. */
  bytes: number;
  fileCount: number;
  format: FileFormat;
  rows: number;
  /** The latest change of a file, in milliseconds since 1970; 0 where no file says it. */
  modified: number;
  /** When it was last read, in milliseconds since 1970. */
  usedAt: number;
  encoding: Encoding | null;
  choice: ColumnChoice;
}

export interface RememberedData {
  entry: RememberedEntry;
  files: BroughtFile[];
  /** As `export-corrections` makes it. */
  corrections: Blob | null;
}

/** Each method rejects with a `RememberFailure`. */
export interface RememberedStore {
  /** Last used first. */
  list(): Promise<RememberedEntry[]>;
  /** @returns null when there is none with this id */
  read(id: string): Promise<RememberedData | null>;
  /** All of it, or nothing; what was there under its id is replaced. */
  keep(data: RememberedData): Promise<void>;
  /** Changes what is known of data that is kept; without it nothing happens. */
  update(id: string, change: Partial<Omit<RememberedEntry, 'id'>>): Promise<void>;
  setCorrections(id: string, corrections: Blob | null): Promise<void>;
  forget(id: string): Promise<void>;
  /** The id of what the page trains on, which a reload reads again; null: a sample, or what is not kept. */
  inUse(): Promise<string | null>;
  setInUse(id: string | null): Promise<void>;
}

/** `full`: no room left; `unavailable`: the browser keeps nothing, such as in a private window. */
export class RememberFailure extends Error {
  override readonly name = 'RememberFailure';
  readonly code: 'full' | 'unavailable';

  constructor(code: 'full' | 'unavailable', cause: unknown) {
    super(`What is kept on this device is ${code}.`, { cause });
    this.code = code;
  }
}

/** All files as one: a folder of 50,000 files is one value, not 50,000. */
interface Contents {
  paths: string[];
  sizes: number[];
  blob: Blob;
}

interface Schema extends DBSchema {
  entries: { key: string; value: RememberedEntry };
  contents: { key: string; value: Contents };
  corrections: { key: string; value: Blob };
  page: { key: 'in-use'; value: string };
}

const version = 1;
/** A browser that never answers must not hold up the page, in milliseconds. */
const patience = 3_000;

function failureOf(error: unknown): RememberFailure {
  if (error instanceof RememberFailure) return error;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new RememberFailure(isFull ? 'full' : 'unavailable', error);
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('The database did not answer.')), patience);
  });
  return Promise.race([work, late]);
}

function contentsOf(files: readonly BroughtFile[]): Contents {
  return {
    paths: files.map(({ path }) => path),
    sizes: files.map(({ file }) => file.size),
    blob: new Blob(files.map(({ file }) => file)),
  };
}

function filesOf({ paths, sizes, blob }: Contents): BroughtFile[] {
  let start = 0;
  return paths.map((path, place) => {
    const end = start + sizes[place];
    const file = blob.slice(start, end);
    start = end;
    return { path, file };
  });
}

type Database = IDBPDatabase<Schema>;

/** A write that throws leaves the ones before it in the transaction, which would then be committed. */
async function wholly(
  transaction: { done: Promise<void>; abort(): void },
  work: () => Promise<void>,
): Promise<void> {
  const done = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    await work();
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has aborted by itself.
    }
    throw error;
  }
  const failure = await done;
  if (failure) throw failure.error;
}

/** Opens when it is first needed; nothing of it is loaded before. */
export function openRemembered(name = 'forget-gate-data'): RememberedStore {
  let opening: Promise<Database> | null = null;

  async function connect(): Promise<Database> {
    const { openDB } = await import('idb');
    return openDB<Schema>(name, version, {
      upgrade(database) {
        database.createObjectStore('entries', { keyPath: 'id' });
        database.createObjectStore('contents');
        database.createObjectStore('corrections');
        database.createObjectStore('page');
      },
      // A newer page in another tab wants to change it: that one goes first.
      blocking: (_current, _blocked, event) => {
        opening = null;
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        opening = null;
      },
    });
  }

  async function using<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      opening ??= withinPatience(connect());
      return await work(await opening);
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** Browsers count a blob only when it lies on the disk: that there is room for it must be asked before. */
  async function checkRoom(bytes: number): Promise<void> {
    const room = await storageEstimate();
    if (room && room.quota - room.usage < bytes) throw new RememberFailure('full', null);
  }

  /** Private windows may take a value and not have it afterwards. */
  async function checkKept(database: Database, id: string, bytes: number): Promise<void> {
    const kept = await database.get('contents', id);
    if (kept?.blob.size !== bytes) throw new Error('What was written is not there.');
    await kept.blob.slice(0, 16).arrayBuffer();
  }

  return {
    list: () =>
      using(async (database) => {
        const entries = await database.getAll('entries');
        return entries.sort((a, b) => b.usedAt - a.usedAt);
      }),

    read: (id) =>
      using(async (database) => {
        const [entry, contents, corrections] = await Promise.all([
          database.get('entries', id),
          database.get('contents', id),
          database.get('corrections', id),
        ]);
        return entry && contents
          ? { entry, files: filesOf(contents), corrections: corrections ?? null }
          : null;
      }),

    keep: ({ entry, files, corrections }) =>
      using(async (database) => {
        const contents = contentsOf(files);
        await checkRoom(contents.blob.size);
        const transaction = database.transaction(['entries', 'contents', 'corrections'], 'readwrite');
        const store = <N extends 'entries' | 'contents' | 'corrections'>(which: N) =>
          transaction.objectStore(which);
        await wholly(transaction, async () => {
          await store('contents').put(contents, entry.id);
          await store('entries').put(entry);
          if (corrections) await store('corrections').put(corrections, entry.id);
          else await store('corrections').delete(entry.id);
        });
        await checkKept(database, entry.id, contents.blob.size);
      }),

    update: (id, change) =>
      using(async (database) => {
        const transaction = database.transaction('entries', 'readwrite');
        const entry = await transaction.store.get(id);
        if (entry) await transaction.store.put({ ...entry, ...change });
        await transaction.done;
      }),

    setCorrections: (id, corrections) =>
      using(async (database) => {
        if (corrections) await database.put('corrections', corrections, id);
        else await database.delete('corrections', id);
      }),

    forget: (id) =>
      using(async (database) => {
        const transaction = database.transaction(['entries', 'contents', 'corrections'], 'readwrite');
        const deletions = (['entries', 'contents', 'corrections'] as const).map((store) =>
          transaction.objectStore(store).delete(id),
        );
        await Promise.all([...deletions, transaction.done]);
      }),

    inUse: () => using(async (database) => (await database.get('page', 'in-use')) ?? null),

    setInUse: (id) =>
      using(async (database) => {
        if (id === null) await database.delete('page', 'in-use');
        else await database.put('page', id, 'in-use');
      }),
  };
}
