/** Data that is saved on this device at the user's wish: asked once, listed, read again, forgotten. */
import { askToPersist } from '../../../platform.ts';
import type { InputFile, DatasetSummary, TablePreview } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { SavedDataFailure, type SavedData, type SavedDataset, type SavedDatasets } from './saved-datasets.ts';
import {
  patch,
  update,
  withEntry,
  withoutEntry,
  type AppStore,
  type DataSource,
  type OpenFiles,
} from '../store.ts';

export interface RememberedActions {
  /** Keeps the person's own data that is at hand. */
  keep(): Promise<void>;
  notNow(): void;
  forget(id: string): Promise<void>;
}

/** What the actions on data need of it besides. None of these rejects. */
export interface SavedDataActions extends RememberedActions {
  list(): Promise<void>;
  /** @returns null when it is gone or can't be read, which is then said */
  read(id: string): Promise<SavedData | null>;
  /** What a reload goes on with; null: nothing that is kept. */
  inUse(): Promise<string | null>;
  /** The same files as these, if they are kept. */
  match(preview: TablePreview, files: readonly InputFile[]): SavedDataset | null;
  /** Data has been read: notes what is in use, or asks whether to keep it. */
  took(source: DataSource, summary: DatasetSummary): void;
  corrected(source: DataSource, corrections: Blob | null): void;
}

/** What is larger is not offered, in bytes: a browser lends a page some hundred megabytes. */
const keepLimit = 300_000_000;

export const bytesOf = (files: readonly InputFile[]) => files.reduce((sum, { file }) => sum + file.size, 0);

const modifiedOf = (files: readonly InputFile[]) =>
  files.reduce((latest, { file }) => Math.max(latest, file instanceof File ? file.lastModified : 0), 0);

const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

function sentenceOf(error: unknown): string {
  return t.data.kept.failures[error instanceof SavedDataFailure ? error.code : 'refused'];
}

export function createSavedDataActions(store: AppStore, kept: SavedDatasets): SavedDataActions {
  const remembered = () => store.getState().remembered;
  /** Files that the person has been asked about. */
  const offered = new WeakSet<InputFile[]>();
  const corrections = new WeakMap<InputFile[], Blob>();

  /** Keeping is a convenience: that a small write fails is no news for the person. */
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  function ownOpen(source: DataSource): OpenFiles | null {
    const { open } = store.getState().data;
    return source.kind === 'files' && open?.files === source.files ? open : null;
  }

  function setKeptId(files: InputFile[], keptId: string | null): void {
    const { open } = store.getState().data;
    if (open?.files === files) patch(store, 'data', { open: { ...open, keptId } });
  }

  function noteInUse(id: string | null): void {
    if (id === remembered().inUse) return;
    patch(store, 'remembered', { inUse: id });
    quietly(kept.setInUse(id));
  }

  const replaceEntry = (entry: SavedDataset) =>
    update(store, 'remembered', (state) => withEntry(state, entry));

  async function list(): Promise<void> {
    patch(store, 'remembered', await kept.list().catch(() => ({ entries: [], unreadable: 0 })));
  }

  /** Site data was cleared, or the database has opened after all: the page says what is there now. */
  async function lookAgain(): Promise<void> {
    let found;
    try {
      found = await kept.list();
    } catch (error) {
      patch(store, 'remembered', { problem: sentenceOf(error) });
      return;
    }
    const isThere = (id: string | null) => found.entries.some((entry) => entry.id === id);
    patch(store, 'remembered', found);
    const { open } = store.getState().data;
    if (!open?.keptId || isThere(open.keptId)) return;
    setKeptId(open.files, null);
    patch(store, 'remembered', { inUse: null, problem: t.data.kept.cleared, offer: open.bytes });
  }

  kept.onChange(() => void lookAgain());

  return {
    list,

    async inUse() {
      const inUse = await kept.inUse().catch(() => null);
      patch(store, 'remembered', { inUse });
      return inUse;
    },

    async read(id) {
      patch(store, 'remembered', { problem: null });
      try {
        const found = await kept.read(id);
        if (found) return found;
        patch(store, 'remembered', { problem: t.data.kept.gone });
        await list();
      } catch (error) {
        patch(store, 'remembered', { problem: sentenceOf(error) });
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
        entry.bytes === bytesOf(files);
      return remembered().entries.find(same) ?? null;
    },

    took(source, summary) {
      patch(store, 'remembered', { offer: null, problem: null });
      const open = ownOpen(source);
      if (source.kind === 'sample' || !open) return noteInUse(null);
      noteInUse(open.keptId);
      if (open.keptId !== null) {
        const { choice, encoding } = source;
        const change = { choice, encoding, rows: summary.rowsRead, usedAt: Date.now() };
        const entry = remembered().entries.find(({ id }) => id === open.keptId);
        if (entry) replaceEntry({ ...entry, ...change });
        return quietly(kept.update(open.keptId, change));
      }
      if (offered.has(open.files) || open.bytes > keepLimit) return;
      patch(store, 'remembered', { offer: open.bytes });
    },

    corrected(source, file) {
      if (source.kind === 'sample') return;
      if (file) corrections.set(source.files, file);
      else corrections.delete(source.files);
      const id = ownOpen(source)?.keptId;
      if (id) quietly(kept.setCorrections(id, file));
    },

    async keep() {
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
      patch(store, 'remembered', { keeping: true, problem: null });
      try {
        // A wish that some browsers ask the person about: nothing waits for the answer.
        askToPersist();
        await kept.keep({ entry, files, corrections: corrections.get(files) ?? null });
        replaceEntry(entry);
        setKeptId(files, entry.id);
        noteInUse(entry.id);
        patch(store, 'remembered', { keeping: false, offer: null });
      } catch (error) {
        quietly(kept.forget(entry.id));
        patch(store, 'remembered', { keeping: false, offer: null, problem: sentenceOf(error) });
      }
    },

    notNow() {
      const { open } = store.getState().data;
      if (open) offered.add(open.files);
      patch(store, 'remembered', { offer: null });
    },

    async forget(id) {
      const { open } = store.getState().data;
      try {
        await kept.forget(id);
      } catch (error) {
        patch(store, 'remembered', { problem: sentenceOf(error) });
        return;
      }
      update(store, 'remembered', (state) => withoutEntry(state, id));
      if (open?.keptId === id) {
        // Who has just forgotten it is not asked to keep it.
        offered.add(open.files);
        setKeptId(open.files, null);
      }
      if (remembered().inUse === id) noteInUse(null);
    },
  };
}
