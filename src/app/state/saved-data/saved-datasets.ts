/** Data that a user wants saved on this device: its files, its columns and its corrections, in IndexedDB. */
import type { DBSchema } from 'idb';

import { storageEstimate } from '../../../platform.ts';
import type { Database, StorageCode } from '../../../storage/database.ts';
import type { InputFile } from '../../../workers/protocol.ts';
import { Once } from '../timing.ts';
import { readContents, readEntry, type Contents, type SavedDataset } from './schema.ts';

export type { SavedDataset } from './schema.ts';

export interface SavedData {
  entry: SavedDataset;
  files: InputFile[];
  /** As `export-corrections` makes it. */
  corrections: Blob | null;
}

/** Each method rejects with a `SavedDataFailure`. */
export interface SavedDatasets {
  /** Last used first; and how many records are none that this version can read, which stay as they are. */
  list(): Promise<{ entries: SavedDataset[]; unreadable: number }>;
  /** @returns null when there is none with this id; what is there and can’t be read is `damaged` */
  read(id: string): Promise<SavedData | null>;
  /** All of it, or nothing; what was there under its id is replaced. */
  save(data: SavedData): Promise<void>;
  /** Changes what is known of data that is saved; without it nothing happens. */
  update(id: string, change: Partial<Omit<SavedDataset, 'id'>>): Promise<void>;
  setCorrections(id: string, corrections: Blob | null): Promise<void>;
  delete(id: string): Promise<void>;
  /** The id of what the page trains on, which a reload reads again; null: a sample, or what is not saved. */
  inUse(): Promise<string | null>;
  setInUse(id: string | null): Promise<void>;
  /** Hears when everything may have been taken away: the database was deleted or cleared, or has opened after all. */
  onChange(listener: () => void): void;
}

/** `damaged`: it is there, and can’t be read. */
export type SavedDataCode = StorageCode | 'damaged';

export class SavedDataFailure extends Error {
  override readonly name = 'SavedDataFailure';
  readonly code: SavedDataCode;

  constructor(code: SavedDataCode, cause: unknown) {
    super(`What is saved on this device is ${code}.`, { cause });
    this.code = code;
  }
}

interface Schema extends DBSchema {
  entries: { key: string; value: unknown };
  contents: { key: string; value: unknown };
  corrections: { key: string; value: unknown };
  page: { key: 'in-use'; value: unknown };
}

const version = 1;
/** A browser that is slow to open the database must not hold up the page, in milliseconds. */
const patience = 3_000;
const stores = ['entries', 'contents', 'corrections'] as const;

function contentsOf(files: readonly InputFile[]): Contents {
  return {
    paths: files.map(({ path }) => path),
    sizes: files.map(({ file }) => file.size),
    blob: new Blob(files.map(({ file }) => file)),
  };
}

function filesOf({ paths, sizes, blob }: Contents): InputFile[] {
  let start = 0;
  return paths.map((path, place) => {
    const end = start + sizes[place];
    const file = blob.slice(start, end);
    start = end;
    return { path, file };
  });
}

/** Opens when it is first needed; nothing of it is loaded before. */
export function openSavedDatasets(name = 'forget-gate-data'): SavedDatasets {
  const listeners = new Set<() => void>();

  const opened = new Once(async (): Promise<Database<Schema>> => {
    // Its code comes when it is needed.
    const storage = await import('../../../storage/database.ts');
    return new storage.Database<Schema>({
      name,
      version,
      patience,
      upgrade(database) {
        database.createObjectStore('entries', { keyPath: 'id' });
        database.createObjectStore('contents');
        database.createObjectStore('corrections');
        database.createObjectStore('page');
      },
      onChange: () => listeners.forEach((listener) => listener()),
    });
  });

  async function using<T>(work: (database: Database<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await opened.get());
    } catch (error) {
      if (error instanceof SavedDataFailure) throw error;
      const { StorageFailure } = await import('../../../storage/database.ts');
      throw new SavedDataFailure(error instanceof StorageFailure ? error.code : 'refused', error);
    }
  }

  /** Browsers count a blob only when it lies on the disk: that there is room for it must be asked before. */
  async function checkRoom(bytes: number): Promise<void> {
    const room = await storageEstimate();
    if (room && room.quota - room.usage < bytes) throw new SavedDataFailure('full', null);
  }

  /** Private windows may take a value and not have it afterwards. */
  async function checkSaved(database: Database<Schema>, id: string, bytes: number): Promise<void> {
    const saved = readContents(await database.access((open) => open.get('contents', id)));
    if (saved?.blob.size !== bytes) throw new Error('What was written is not there.');
    await saved.blob.slice(0, 16).arrayBuffer();
  }

  return {
    list: () =>
      using(async (database) => {
        const values = await database.access((open) => open.getAll('entries'));
        const entries = values.map(readEntry).filter((entry) => entry !== null);
        entries.sort((a, b) => b.usedAt - a.usedAt);
        return { entries, unreadable: values.length - entries.length };
      }),

    read: (id) =>
      using(async (database) => {
        const [entry, contents, corrections] = await database.access((open) =>
          Promise.all([open.get('entries', id), open.get('contents', id), open.get('corrections', id)]),
        );
        if (entry === undefined) return null;
        const [known, files] = [readEntry(entry), readContents(contents)];
        if (!known || !files) throw new SavedDataFailure('damaged', null);
        return {
          entry: known,
          files: filesOf(files),
          corrections: corrections instanceof Blob ? corrections : null,
        };
      }),

    save: ({ entry, files, corrections }) =>
      using(async (database) => {
        const contents = contentsOf(files);
        await checkRoom(contents.blob.size);
        await database.change(stores, async (transaction) => {
          await transaction.objectStore('contents').put(contents, entry.id);
          await transaction.objectStore('entries').put(entry);
          if (corrections) await transaction.objectStore('corrections').put(corrections, entry.id);
          else await transaction.objectStore('corrections').delete(entry.id);
        });
        await checkSaved(database, entry.id, contents.blob.size);
      }),

    update: (id, change) =>
      using((database) =>
        database.change(['entries'], async (transaction) => {
          const store = transaction.objectStore('entries');
          const entry = readEntry(await store.get(id));
          if (entry) await store.put({ ...entry, ...change });
        }),
      ),

    setCorrections: (id, corrections) =>
      using((database) =>
        database.change(stores, async (transaction) => {
          const store = transaction.objectStore('corrections');
          // Of data that was deleted meanwhile nothing is to stay.
          const isThere = readEntry(await transaction.objectStore('entries').get(id)) !== null;
          if (corrections && isThere) await store.put(corrections, id);
          else await store.delete(id);
        }),
      ),

    delete: (id) =>
      using((database) =>
        database.change(stores, async (transaction) => {
          await Promise.all(stores.map((store) => transaction.objectStore(store).delete(id)));
        }),
      ),

    inUse: () =>
      using(async (database) => {
        const id = await database.access((open) => open.get('page', 'in-use'));
        return typeof id === 'string' ? id : null;
      }),

    setInUse: (id) =>
      using(async (database) => {
        await database.change(['page'], async (transaction) => {
          const store = transaction.objectStore('page');
          if (id === null) await store.delete('in-use');
          else await store.put(id, 'in-use');
        });
      }),

    onChange: (listener) => void listeners.add(listener),
  };
}
