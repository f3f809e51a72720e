/** Files besides the data that a user wants saved on this device, in IndexedDB: for each purpose some files, as a whole. */
import type { DBSchema } from 'idb';
import * as v from 'valibot';

import { askToPersist } from '../../../platform.ts';
import type { Database } from '../../../storage/database.ts';
import type { InputFile } from '../../../workers/protocol.ts';
import { modifiedOf } from './actions.ts';
import { SavedDataFailure } from './failure.ts';
import { checkRoom, checkSaved, savedDatabase } from './saved-database.ts';
import { contentsOf, filesOf, readContents, type Contents } from './schema.ts';

export type Purpose = 'vectors' | 'unlabelled';

/** Each method rejects with a `SavedDataFailure`. */
export interface SavedFiles {
  /** @returns null when none are saved */
  read(): Promise<InputFile[] | null>;
  /** In the place of those before, all of them or nothing. */
  save(files: readonly InputFile[]): Promise<void>;
  delete(): Promise<void>;
}

interface Schema extends DBSchema {
  files: { key: Purpose; value: unknown };
}

const dated = v.object({ modified: v.number() });

/** As an earlier version wrote a file of vectors. */
const single = v.pipe(
  v.object({ path: v.pipe(v.string(), v.nonEmpty()), blob: v.instance(Blob) }),
  v.transform(({ path, blob }): Contents => ({ paths: [path], sizes: [blob.size], blob })),
);

function contentsIn(value: unknown): Contents | null {
  const { success, output } = v.safeParse(single, value);
  return success ? output : readContents(value);
}

/** The same files as far as a page can tell without reading them. */
export const areSameFiles = (some: readonly InputFile[], others: readonly InputFile[]): boolean =>
  some.length === others.length &&
  modifiedOf(some) === modifiedOf(others) &&
  some.every(({ path, file }, i) => path === others[i].path && file.size === others[i].file.size);

export function openSavedFiles(purpose: Purpose, name = 'forget-gate-vectors'): SavedFiles {
  const using = savedDatabase<Schema>({
    name,
    version: 1,
    upgrade(database) {
      if (!database.objectStoreNames.contains('files')) database.createObjectStore('files');
    },
  });

  async function valueIn(database: Database<Schema>): Promise<unknown> {
    return database.access((open) => open.get('files', purpose));
  }

  return {
    read: () =>
      using(async (database) => {
        const value = await valueIn(database);
        if (value === undefined) return null;
        const contents = contentsIn(value);
        if (!contents || !v.is(dated, value)) throw new SavedDataFailure('damaged', null);
        const { modified: lastModified } = value;
        return filesOf(contents).map(({ path, file }) => ({
          path,
          file: new File([file], path, { lastModified }),
        }));
      }),

    save: (files) =>
      using(async (database) => {
        // A blob of its own: the files may change on the disk.
        const contents = contentsOf(files);
        await checkRoom(contents.blob.size);
        askToPersist();
        await database.change(['files'], async (transaction) => {
          await transaction.objectStore('files').put({ ...contents, modified: modifiedOf(files) }, purpose);
        });
        await checkSaved(contentsIn(await valueIn(database))?.blob, contents.blob.size);
      }),

    delete: () =>
      using((database) =>
        database.change(['files'], async (transaction) => {
          await transaction.objectStore('files').delete(purpose);
        }),
      ),
  };
}
