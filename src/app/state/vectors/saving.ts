/** Whether the loaded file of vectors is saved on this device: the user is asked once, as of a dataset. */
import type { InputFile } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { saveLimit } from '../saved-data/actions.ts';
import { SavedDataFailure } from '../saved-data/saved-datasets.ts';
import { patch, type AppStore } from '../store.ts';
import { isSameFile, openSavedVectors } from './saved-vectors.ts';
import type { VectorsSaving } from './slice.ts';

export interface VectorSaving {
  /** A file was loaded: says whether it is saved, or asks. */
  took(file: InputFile): Promise<void>;
  /** The saved one; null when there is none that can be read, which is said where one was. */
  read(): Promise<InputFile | null>;
  save(file: InputFile): Promise<void>;
  notNow(): void;
  delete(): Promise<void>;
}

export function createVectorSaving(store: AppStore): VectorSaving {
  const saved = openSavedVectors();
  const asked = new WeakSet<Blob>();
  const set = (saving: VectorsSaving, problem: string | null = null) =>
    patch(store, 'vectors', { saving, savingProblem: problem });
  const sentenceOf = (error: unknown) =>
    t.data.saved.failures[error instanceof SavedDataFailure ? error.code : 'refused'];

  return {
    async took(file) {
      const known = await saved.read().catch(() => null);
      if (known && isSameFile(known, file)) set('saved');
      else if (file.file.size > saveLimit) set('too-large');
      else set(asked.has(file.file) ? 'no' : 'asks');
    },

    async read() {
      try {
        return await saved.read();
      } catch (error) {
        set('no', sentenceOf(error));
        return null;
      }
    },

    async save(file) {
      asked.add(file.file);
      set('saving');
      try {
        await saved.save(file);
        set('saved');
      } catch (error) {
        set('no', sentenceOf(error));
      }
    },

    notNow() {
      const request = store.getState().vectors.loaded.file?.request;
      if (request && 'file' in request) asked.add(request.file.file);
      set('no');
    },

    async delete() {
      try {
        await saved.delete();
        this.notNow();
      } catch (error) {
        set('saved', sentenceOf(error));
      }
    },
  };
}
