/** The file of word vectors that a user wants saved on this device, in IndexedDB: one, as a whole. */
import type { DBSchema } from 'idb';
import * as v from 'valibot';

import { askToPersist, storageEstimate } from '../../../platform.ts';
import type { Database } from '../../../storage/database.ts';
import type { InputFile } from '../../../workers/protocol.ts';
import { SavedDataFailure } from '../saved-data/saved-datasets.ts';
import { Once } from '../timing.ts';

/** Each method rejects with a `SavedDataFailure`. */
export interface SavedVectors {
  /** @returns null when none is saved */
  read(): Promise<InputFile | null>;
  /** In the place of the one before, all of it or nothing. */
  save(file: InputFile): Promise<void>;
  delete(): Promise<void>;
}

interface Schema extends DBSchema {
  files: { key: 'vectors'; value: unknown };
}

/** A browser that is slow to open the database must not hold up the page, in milliseconds. */
const patience = 3_000;
const schema = v.object({
  path: v.pipe(v.string(), v.nonEmpty()),
  modified: v.number(),
  blob: v.instance(Blob),
});

const modifiedOf = ({ file }: InputFile) => (file instanceof File ? file.lastModified : 0);

/** The same file as far as a page can tell without reading it. */
export const isSameFile = (one: InputFile, other: InputFile): boolean =>
  one.path === other.path && one.file.size === other.file.size && modifiedOf(one) === modifiedOf(other);

export function openSavedVectors(name = 'forget-gate-vectors'): SavedVectors {
  const opened = new Once(async (): Promise<Database<Schema>> => {
    // Its code comes when it is needed.
    const storage = await import('../../../storage/database.ts');
    return new storage.Database<Schema>({
      name,
      version: 1,
      patience,
      upgrade(database) {
        if (!database.objectStoreNames.contains('files')) database.createObjectStore('files');
      },
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

  async function readFrom(database: Database<Schema>): Promise<InputFile | null> {
    const value = await database.access((open) => open.get('files', 'vectors'));
    if (value === undefined) return null;
    const { success, output } = v.safeParse(schema, value);
    if (!success) throw new SavedDataFailure('damaged', null);
    const { path, modified, blob } = output;
    return { path, file: new File([blob], path, { lastModified: modified }) };
  }

  return {
    read: () => using(readFrom),

    save: (input) =>
      using(async (database) => {
        const { path, file } = input;
        const room = await storageEstimate();
        if (room && room.quota - room.usage < file.size) throw new SavedDataFailure('full', null);
        askToPersist();
        // A blob of its own: the file may change on the disk.
        const value = { path, modified: modifiedOf(input), blob: new Blob([file]) };
        await database.change(['files'], async (transaction) => {
          await transaction.objectStore('files').put(value, 'vectors');
        });
        // Private windows may take a value and not have it afterwards.
        const saved = await readFrom(database);
        if (saved?.file.size !== file.size) throw new Error('What was written is not there.');
        await saved.file.slice(0, 16).arrayBuffer();
      }),

    delete: () =>
      using((database) =>
        database.change(['files'], async (transaction) => {
          await transaction.objectStore('files').delete('vectors');
        }),
      ),
  };
}
