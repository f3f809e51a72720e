/** Data that is saved on this device as the user asks: asked once, listed, read again, deleted. */
import { askToPersist } from '../../../platform.ts';
import type { InputFile, DatasetSummary, TablePreview } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { SavedDataFailure } from './saved-database.ts';
import type { SavedData, SavedDataset, SavedDatasets } from './saved-datasets.ts';
import {
  patch,
  update,
  withEntry,
  withoutEntry,
  type AppStore,
  type DataSource,
  type OpenFiles,
} from '../store.ts';

export interface SavedDataActions {
  /** Saves the user's own data that is loaded. */
  save(): Promise<void>;
  notNow(): void;
  delete(id: string): Promise<void>;
}

/** What the actions on data need of it besides. None of these rejects. */
export interface SavedDataAccess extends SavedDataActions {
  list(): Promise<void>;
  /** @returns null when it is gone or can't be read, which is then said */
  read(id: string): Promise<SavedData | null>;
  /** What a reload loads again; null: nothing that is saved. */
  inUse(): Promise<string | null>;
  /** The same files as these, if they are saved. */
  match(preview: TablePreview, files: readonly InputFile[]): SavedDataset | null;
  /** Data has been read: notes what is in use, or asks whether to save it. */
  took(source: DataSource, summary: DatasetSummary): void;
  corrected(source: DataSource, corrections: Blob | null): void;
}

/** What is larger is not offered, in bytes: a browser lends a page some hundred megabytes. */
export const saveLimit = 300_000_000;

export const totalBytes = (files: readonly InputFile[]) =>
  files.reduce((sum, { file }) => sum + file.size, 0);

/** The latest change of a file, in milliseconds since 1970; 0 where no file says it. */
export const modifiedOf = (files: readonly InputFile[]) =>
  files.reduce((latest, { file }) => Math.max(latest, file instanceof File ? file.lastModified : 0), 0);

const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

/** What kept something from being saved, read or deleted. */
export function sentenceOf(error: unknown): string {
  return t.data.saved.failures[error instanceof SavedDataFailure ? error.code : 'refused'];
}

export function createSavedDataActions(store: AppStore, saved: SavedDatasets): SavedDataAccess {
  const savedData = () => store.getState().savedData;
  /** Files that the user has been asked about. */
  const offered = new WeakSet<InputFile[]>();
  const corrections = new WeakMap<InputFile[], Blob>();

  /** Saving is a convenience: that a small write fails is no news for the user. */
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  function ownOpen(source: DataSource): OpenFiles | null {
    const { open } = store.getState().data;
    return source.kind === 'files' && open?.files === source.files ? open : null;
  }

  function setSavedId(files: InputFile[], savedId: string | null): void {
    const { open } = store.getState().data;
    if (open?.files === files) patch(store, 'data', { open: { ...open, savedId } });
  }

  function noteInUse(id: string | null): void {
    if (id === savedData().inUse) return;
    patch(store, 'savedData', { inUse: id });
    quietly(saved.setInUse(id));
  }

  const replaceEntry = (entry: SavedDataset) =>
    update(store, 'savedData', (state) => withEntry(state, entry));

  async function list(): Promise<void> {
    patch(store, 'savedData', await saved.list().catch(() => ({ entries: [], unreadable: 0 })));
  }

  /** Site data was cleared, or the database has opened after all: the page says what is there now. */
  async function lookAgain(): Promise<void> {
    let found;
    try {
      found = await saved.list();
    } catch (error) {
      patch(store, 'savedData', { problem: sentenceOf(error) });
      return;
    }
    const isThere = (id: string | null) => found.entries.some((entry) => entry.id === id);
    patch(store, 'savedData', found);
    const { open } = store.getState().data;
    if (!open?.savedId || isThere(open.savedId)) return;
    setSavedId(open.files, null);
    patch(store, 'savedData', { inUse: null, problem: t.data.saved.cleared, offer: open.bytes });
  }

  saved.onChange(() => void lookAgain());

  return {
    list,

    async inUse() {
      const inUse = await saved.inUse().catch(() => null);
      patch(store, 'savedData', { inUse });
      return inUse;
    },

    async read(id) {
      patch(store, 'savedData', { problem: null });
      try {
        const found = await saved.read(id);
        if (found) return found;
        patch(store, 'savedData', { problem: t.data.saved.gone });
        await list();
      } catch (error) {
        patch(store, 'savedData', { problem: sentenceOf(error) });
      }
      return null;
    },

    match(preview, files) {
      const modified = modifiedOf(files);
      const same = (entry: SavedDataset) =>
        modified > 0 &&
        entry.modified === modified &&
        entry.name === preview.fileName &&
        entry.fileCount === files.length &&
        entry.bytes === totalBytes(files);
      return savedData().entries.find(same) ?? null;
    },

    took(source, summary) {
      patch(store, 'savedData', { offer: null, problem: null });
      const open = ownOpen(source);
      if (source.kind === 'sample' || !open) return noteInUse(null);
      noteInUse(open.savedId);
      if (open.savedId !== null) {
        const { choice, encoding } = source;
        const change = { choice, encoding, rows: summary.rowsRead, usedAt: Date.now() };
        const entry = savedData().entries.find(({ id }) => id === open.savedId);
        if (entry) replaceEntry({ ...entry, ...change });
        return quietly(saved.update(open.savedId, change));
      }
      if (offered.has(open.files) || open.bytes > saveLimit) return;
      patch(store, 'savedData', { offer: open.bytes });
    },

    corrected(source, file) {
      if (source.kind === 'sample') return;
      if (file) corrections.set(source.files, file);
      else corrections.delete(source.files);
      const id = ownOpen(source)?.savedId;
      if (id) quietly(saved.setCorrections(id, file));
    },

    async save() {
      const { open, loaded } = store.getState().data;
      if (!open || loaded?.source.kind !== 'files' || loaded.source.files !== open.files) return;
      const { files, encoding } = open;
      const entry: SavedDataset = {
        id: newId(),
        name: open.preview.fileName,
        bytes: open.bytes,
        fileCount: files.length,
        format: open.preview.format,
        rows: loaded.summary.rowsRead,
        modified: modifiedOf(files),
        usedAt: Date.now(),
        encoding,
        choice: loaded.source.choice,
      };
      offered.add(files);
      patch(store, 'savedData', { saving: true, problem: null });
      try {
        // A request that some browsers ask the user about: nothing waits for the answer.
        askToPersist();
        await saved.save({ entry, files, corrections: corrections.get(files) ?? null });
        replaceEntry(entry);
        setSavedId(files, entry.id);
        noteInUse(entry.id);
        patch(store, 'savedData', { saving: false, offer: null });
      } catch (error) {
        quietly(saved.delete(entry.id));
        patch(store, 'savedData', { saving: false, offer: null, problem: sentenceOf(error) });
      }
    },

    notNow() {
      const { open } = store.getState().data;
      if (open) offered.add(open.files);
      patch(store, 'savedData', { offer: null });
    },

    async delete(id) {
      const { open } = store.getState().data;
      try {
        await saved.delete(id);
      } catch (error) {
        patch(store, 'savedData', { problem: sentenceOf(error) });
        return;
      }
      update(store, 'savedData', (state) => withoutEntry(state, id));
      if (open?.savedId === id) {
        // Who has just deleted it is not asked to save it.
        offered.add(open.files);
        setSavedId(open.files, null);
      }
      if (savedData().inUse === id) noteInUse(null);
    },
  };
}
