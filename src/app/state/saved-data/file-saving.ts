/** Whether loaded files are saved on this device: the user is asked once, as of a dataset. */
import type { InputFile } from '../../../workers/protocol.ts';
import { onceFor } from '../once-for.ts';
import { patch, type AppStore } from '../store.ts';
import { saveLimit, sentenceOf, totalBytes } from './actions.ts';
import { areSameFiles, openSavedFiles, type Purpose } from './saved-files.ts';
import type { FileSavingState } from './slice.ts';

export interface FileSaving {
  /** Files were loaded: says whether they are saved, or asks. */
  took(files: readonly InputFile[]): Promise<void>;
  /** The saved ones; null when there are none that can be read, which is said where some were. */
  read(): Promise<InputFile[] | null>;
  save(files: readonly InputFile[]): Promise<void>;
  notNow(files: readonly InputFile[]): void;
  /** Deletes the saved copy; the files stay loaded. */
  delete(files: readonly InputFile[]): Promise<void>;
}

const savingsOf = onceFor((store: AppStore) => ({
  vectors: createFileSaving(store, 'vectors'),
  unlabelled: createFileSaving(store, 'unlabelled'),
}));

/** The same for all parts of a page; what becomes of the files stands in the state of their purpose. */
export const fileSavingOf = (store: AppStore, purpose: Purpose): FileSaving => savingsOf(store)[purpose];

function createFileSaving(store: AppStore, purpose: Purpose): FileSaving {
  const saved = openSavedFiles(purpose);
  /** Of sets of files, the first that was asked about. */
  const asked = new WeakSet<Blob>();
  const set = (saving: FileSavingState['saving'], error: unknown = null) =>
    patch(store, purpose, { saving, savingProblem: error === null ? null : sentenceOf(error) });
  const noteAsked = (files: readonly InputFile[]) => files.slice(0, 1).forEach(({ file }) => asked.add(file));

  return {
    async took(files) {
      const known = await saved.read().catch(() => null);
      if (known && areSameFiles(known, files)) set('saved');
      else if (totalBytes(files) > saveLimit) set('too-large');
      else set(files.some(({ file }) => asked.has(file)) ? 'no' : 'asks');
    },

    async read() {
      try {
        return await saved.read();
      } catch (error) {
        set('no', error);
        return null;
      }
    },

    async save(files) {
      noteAsked(files);
      set('saving');
      try {
        await saved.save(files);
        set('saved');
      } catch (error) {
        set('no', error);
      }
    },

    notNow(files) {
      noteAsked(files);
      set('no');
    },

    async delete(files) {
      try {
        await saved.delete();
        this.notNow(files);
      } catch (error) {
        set('saved', error);
      }
    },
  };
}
