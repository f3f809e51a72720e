/** Studies on this device, in IndexedDB: a value each. */
import type { DBSchema } from 'idb';
import * as v from 'valibot';

import { Database } from '../../../storage/database.ts';
import { readStudyValue, studyValue } from '../../../workers/studies.ts';
import type { SavedStudy } from './slice.ts';

export interface SavedStudies {
  /** The newest first; what is no study that this version reads stays as it is. @throws {StorageFailure} */
  list(): Promise<SavedStudy[]>;
  /** @throws {StorageFailure} */
  save(study: SavedStudy): Promise<void>;
  /** @throws {StorageFailure} */
  remove(id: string): Promise<void>;
}

interface StudiesSchema extends DBSchema {
  studies: { key: string; value: unknown };
}

const moment = v.pipe(v.number(), v.finite(), v.minValue(0));
const schema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  started: moment,
  updated: moment,
  isStopped: v.boolean(),
  study: v.unknown(),
});

function read(value: unknown): SavedStudy[] {
  const { success, output } = v.safeParse(schema, value);
  const record = success ? readStudyValue(output.study) : null;
  if (!success || !record) return [];
  const { id, started, updated, isStopped } = output;
  return [{ ...record, id, started, updated, isStopped }];
}

export function openSavedStudies(): SavedStudies {
  const database = new Database<StudiesSchema>({
    name: 'forget-gate-studies',
    version: 1,
    upgrade(opened) {
      if (!opened.objectStoreNames.contains('studies')) opened.createObjectStore('studies');
    },
  });
  return {
    async list() {
      const values = await database.access((opened) => opened.getAll('studies'));
      return values.flatMap(read).toSorted((a, b) => b.started - a.started);
    },
    save({ id, started, updated, isStopped, ...record }) {
      const value = { id, started, updated, isStopped, study: studyValue(record) };
      return database.change(['studies'], async (transaction) => {
        await transaction.objectStore('studies').put(value, id);
      });
    },
    remove(id) {
      return database.change(['studies'], (transaction) => transaction.objectStore('studies').delete(id));
    },
  };
}
