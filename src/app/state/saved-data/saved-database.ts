/** A database of what a user wants saved on this device. */
import type { DBSchema } from 'idb';

import { storageEstimate } from '../../../platform.ts';
import { Database, StorageFailure, type DatabaseOptions } from '../../../storage/database.ts';
import { SavedDataFailure } from './failure.ts';

/** A browser that is slow to open the database must not hold up the page, in milliseconds. */
const patience = 3_000;

/** @returns what works with the database, opened when it is first needed, and rejects with a `SavedDataFailure` */
export function savedDatabase<S extends DBSchema>(options: Omit<DatabaseOptions<S>, 'patience'>) {
  const database = new Database<S>({ ...options, patience });
  return async <T>(work: (database: Database<S>) => Promise<T>): Promise<T> => {
    try {
      return await work(database);
    } catch (error) {
      if (error instanceof SavedDataFailure) throw error;
      throw new SavedDataFailure(error instanceof StorageFailure ? error.code : 'refused', error);
    }
  };
}

/** Browsers count a blob only when it lies on the disk: that there is room for it must be asked before. */
export async function checkRoom(bytes: number): Promise<void> {
  const room = await storageEstimate();
  if (room && room.quota - room.usage < bytes) throw new SavedDataFailure('full', null);
}

/** Private windows may take a value and not have it afterwards. @param saved as it was read again */
export async function checkSaved(saved: Blob | undefined, bytes: number): Promise<void> {
  if (saved?.size !== bytes) throw new Error('What was written is not there.');
  await saved.slice(0, 16).arrayBuffer();
}
