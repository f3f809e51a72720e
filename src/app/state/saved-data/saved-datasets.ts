/** Data that a user wants saved on this device: its files, its columns and its corrections, in IndexedDB. */
import type { DBSchema, IDBPDatabase } from 'idb';

import type { InputFile } from '../../../workers/protocol.ts';
import { SavedDataFailure } from './failure.ts';
import { checkRoom, checkSaved, savedDatabase } from './saved-database.ts';
import { contentsOf, filesOf, readContents, readEntry, type SavedDataset } from './schema.ts';

export type { SavedDataset } from './schema.ts';

export interface SavedData {
  entry: SavedDataset;
  files: InputFile[];
  /** As `export-corrections` makes it. */
  corrections: Blob | null;
}

interface Schema extends DBSchema {
  entries: { key: string; value: unknown };
  contents: { key: string; value: unknown };
  corrections: { key: string; value: unknown };
  page: { key: 'in-use'; value: unknown };
}

const version = 1;
const stores = ['entries', 'contents', 'corrections'] as const;

function upgrade(database: IDBPDatabase<Schema>): void {
  database.createObjectStore('entries', { keyPath: 'id' });
  database.createObjectStore('contents');
  database.createObjectStore('corrections');
  database.createObjectStore('page');
}

/** The database opens when it is first needed. Each method rejects with a `SavedDataFailure`. */
export class DatasetDatabase {
  private readonly listeners = new Set<() => void>();
  private readonly using: ReturnType<typeof savedDatabase<Schema>>;

  constructor(name = 'forget-gate-data') {
    const onChange = () => this.listeners.forEach((listener) => listener());
    this.using = savedDatabase<Schema>({ name, version, upgrade, onChange });
  }

  /** Last used first; and how many records are none that this version can read, which stay as they are. */
  list(): Promise<{ entries: SavedDataset[]; unreadable: number }> {
    return this.using(async (database) => {
      const values = await database.access((open) => open.getAll('entries'));
      const entries = values.map(readEntry).filter((entry) => entry !== null);
      entries.sort((a, b) => b.usedAt - a.usedAt);
      return { entries, unreadable: values.length - entries.length };
    });
  }

  /** @returns null when there is none with this id; what is there and can’t be read is `damaged` */
  read(id: string): Promise<SavedData | null> {
    return this.using(async (database) => {
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
    });
  }

  /** All of it, or nothing; what was there under its id is replaced. */
  save({ entry, files, corrections }: SavedData): Promise<void> {
    return this.using(async (database) => {
      const contents = contentsOf(files);
      await checkRoom(contents.blob.size);
      await database.change(stores, async (transaction) => {
        await transaction.objectStore('contents').put(contents, entry.id);
        await transaction.objectStore('entries').put(entry);
        if (corrections) await transaction.objectStore('corrections').put(corrections, entry.id);
        else await transaction.objectStore('corrections').delete(entry.id);
      });
      const saved = readContents(await database.access((open) => open.get('contents', entry.id)));
      await checkSaved(saved?.blob, contents.blob.size);
    });
  }

  /** Changes what is known of data that is saved; without it nothing happens. */
  update(id: string, change: Partial<Omit<SavedDataset, 'id'>>): Promise<void> {
    return this.using((database) =>
      database.change(['entries'], async (transaction) => {
        const store = transaction.objectStore('entries');
        const entry = readEntry(await store.get(id));
        if (entry) await store.put({ ...entry, ...change });
      }),
    );
  }

  setCorrections(id: string, corrections: Blob | null): Promise<void> {
    return this.using((database) =>
      database.change(stores, async (transaction) => {
        const store = transaction.objectStore('corrections');
        // Of data that was deleted meanwhile nothing is to stay.
        const isThere = readEntry(await transaction.objectStore('entries').get(id)) !== null;
        if (corrections && isThere) await store.put(corrections, id);
        else await store.delete(id);
      }),
    );
  }

  delete(id: string): Promise<void> {
    return this.using((database) =>
      database.change(stores, async (transaction) => {
        await Promise.all(stores.map((store) => transaction.objectStore(store).delete(id)));
      }),
    );
  }

  /** The id of what the page trains on, which a reload reads again; null: a sample, or what is not saved. */
  inUse(): Promise<string | null> {
    return this.using(async (database) => {
      const id = await database.access((open) => open.get('page', 'in-use'));
      return typeof id === 'string' ? id : null;
    });
  }

  setInUse(id: string | null): Promise<void> {
    return this.using((database) =>
      database.change(['page'], async (transaction) => {
        const store = transaction.objectStore('page');
        if (id === null) await store.delete('in-use');
        else await store.put(id, 'in-use');
      }),
    );
  }

  /** Hears when everything may have been taken away: the database was deleted or cleared, or has opened after all. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }
}

/** What others need of it: a test puts something of its own in its place. */
export type SavedDatasets = Pick<DatasetDatabase, keyof DatasetDatabase>;
