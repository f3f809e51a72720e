/** Data that is saved on this device as the user asks: asked once, listed, read again, deleted. */
import { askToPersist } from '../../../platform.ts';
import type { ColumnChoice, InputFile, DatasetSummary, TablePreview } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { SavedDataFailure } from './failure.ts';
import type { SavedData, SavedDataset, SavedDatasets } from './saved-datasets.ts';
import {
  patch,
  update,
  withEntry,
  withoutEntry,
  type AppStore,
  type DataSource,
  type OpenFiles,
  type SavedDataState,
} from '../store.ts';
import { Once } from '../timing.ts';

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

/** It was made of these files, as far as a page can tell without reading them. */
const isOf = (entry: SavedDataset, { fileName }: TablePreview, files: readonly InputFile[]): boolean =>
  entry.name === fileName &&
  entry.fileCount === files.length &&
  entry.modified > 0 &&
  entry.modified === modifiedOf(files) &&
  entry.bytes === totalBytes(files);

const newEntry = (
  { files, bytes, encoding, preview }: OpenFiles,
  choice: ColumnChoice,
  { rowsRead }: DatasetSummary,
): SavedDataset => ({
  id: newId(),
  name: preview.fileName,
  bytes,
  fileCount: files.length,
  format: preview.format,
  rows: rowsRead,
  modified: modifiedOf(files),
  usedAt: Date.now(),
  encoding,
  choice,
});

/** Saving is a convenience: that a small write fails is no news for the user. */
const quietly = (work: Promise<void>): void => void work.catch(() => undefined);

/** None of these rejects. */
export class SavedDataActions {
  /** Files that the user has been asked about. */
  private readonly offered = new WeakSet<InputFile[]>();
  private readonly corrections = new WeakMap<InputFile[], Blob>();
  private readonly saved = new Once(async () => {
    const saved = await this.openDatasets();
    saved.onChange(() => void this.lookAgain());
    return saved;
  });

  constructor(
    private readonly store: AppStore,
    private readonly openDatasets: () => Promise<SavedDatasets>,
  ) {}

  readonly list = async (): Promise<void> => {
    const none = { entries: [], unreadable: 0 };
    patch(this.store, 'savedData', await this.using((saved) => saved.list()).catch(() => none));
  };

  /** What a reload loads again; null: nothing that is saved. */
  readonly inUse = async (): Promise<string | null> => {
    const inUse = await this.using((saved) => saved.inUse()).catch(() => null);
    patch(this.store, 'savedData', { inUse });
    return inUse;
  };

  /** @returns null when it is gone or can't be read, which is then said */
  readonly read = async (id: string): Promise<SavedData | null> => {
    patch(this.store, 'savedData', { problem: null });
    try {
      const found = await this.using((saved) => saved.read(id));
      if (found) return found;
      patch(this.store, 'savedData', { problem: t.data.saved.gone });
      await this.list();
    } catch (error) {
      patch(this.store, 'savedData', { problem: sentenceOf(error) });
    }
    return null;
  };

  /** The same files as these, if they are saved. */
  readonly match = (preview: TablePreview, files: readonly InputFile[]): SavedDataset | null =>
    this.savedData.entries.find((entry) => isOf(entry, preview, files)) ?? null;

  /** Data has been read: notes what is in use, or asks whether to save it. */
  readonly took = (source: DataSource, summary: DatasetSummary): void => {
    patch(this.store, 'savedData', { offer: null, problem: null });
    const open = this.ownOpen(source);
    if (source.kind === 'sample' || !open) return this.noteInUse(null);
    const { savedId } = open;
    this.noteInUse(savedId);
    if (savedId !== null) {
      const { choice, encoding } = source;
      const change = { choice, encoding, rows: summary.rowsRead, usedAt: Date.now() };
      const entry = this.savedData.entries.find(({ id }) => id === savedId);
      if (entry) this.replaceEntry({ ...entry, ...change });
      return quietly(this.using((saved) => saved.update(savedId, change)));
    }
    if (this.offered.has(open.files) || open.bytes > saveLimit) return;
    patch(this.store, 'savedData', { offer: open.bytes });
  };

  readonly corrected = (source: DataSource, file: Blob | null): void => {
    if (source.kind === 'sample') return;
    if (file) this.corrections.set(source.files, file);
    else this.corrections.delete(source.files);
    const id = this.ownOpen(source)?.savedId;
    if (id) quietly(this.using((saved) => saved.setCorrections(id, file)));
  };

  /** Saves the user's own data that is loaded. */
  readonly save = async (): Promise<void> => {
    const { store } = this;
    const { open, loaded } = store.getState().data;
    if (!open || loaded?.source.kind !== 'files' || loaded.source.files !== open.files) return;
    const { files } = open;
    const entry = newEntry(open, loaded.source.choice, loaded.summary);
    this.offered.add(files);
    patch(store, 'savedData', { saving: true, problem: null });
    try {
      // A request that some browsers ask the user about: nothing waits for the answer.
      askToPersist();
      const corrections = this.corrections.get(files) ?? null;
      await this.using((saved) => saved.save({ entry, files, corrections }));
      this.replaceEntry(entry);
      this.setSavedId(files, entry.id);
      this.noteInUse(entry.id);
      patch(store, 'savedData', { saving: false, offer: null });
    } catch (error) {
      quietly(this.using((saved) => saved.delete(entry.id)));
      patch(store, 'savedData', { saving: false, offer: null, problem: sentenceOf(error) });
    }
  };

  readonly notNow = (): void => {
    const { open } = this.store.getState().data;
    if (open) this.offered.add(open.files);
    patch(this.store, 'savedData', { offer: null });
  };

  readonly delete = async (id: string): Promise<void> => {
    const { open } = this.store.getState().data;
    try {
      await this.using((saved) => saved.delete(id));
    } catch (error) {
      patch(this.store, 'savedData', { problem: sentenceOf(error) });
      return;
    }
    update(this.store, 'savedData', (state) => withoutEntry(state, id));
    if (open?.savedId === id) {
      // Who has just deleted it is not asked to save it.
      this.offered.add(open.files);
      this.setSavedId(open.files, null);
    }
    if (this.savedData.inUse === id) this.noteInUse(null);
  };

  private get savedData(): SavedDataState {
    return this.store.getState().savedData;
  }

  private async using<T>(work: (saved: SavedDatasets) => Promise<T>): Promise<T> {
    return work(await this.saved.get());
  }

  private ownOpen(source: DataSource): OpenFiles | null {
    const { open } = this.store.getState().data;
    return source.kind === 'files' && open?.files === source.files ? open : null;
  }

  private setSavedId(files: InputFile[], savedId: string | null): void {
    const { open } = this.store.getState().data;
    if (open?.files === files) patch(this.store, 'data', { open: { ...open, savedId } });
  }

  private noteInUse(id: string | null): void {
    if (id === this.savedData.inUse) return;
    patch(this.store, 'savedData', { inUse: id });
    quietly(this.using((saved) => saved.setInUse(id)));
  }

  private replaceEntry(entry: SavedDataset): void {
    update(this.store, 'savedData', (state) => withEntry(state, entry));
  }

  /** Site data was cleared, or the database has opened after all: the page says what is there now. */
  private async lookAgain(): Promise<void> {
    const { store } = this;
    let found;
    try {
      found = await this.using((saved) => saved.list());
    } catch (error) {
      patch(store, 'savedData', { problem: sentenceOf(error) });
      return;
    }
    const isThere = (id: string | null) => found.entries.some((entry) => entry.id === id);
    patch(store, 'savedData', found);
    const { open } = store.getState().data;
    if (!open?.savedId || isThere(open.savedId)) return;
    this.setSavedId(open.files, null);
    patch(store, 'savedData', { inUse: null, problem: t.data.saved.cleared, offer: open.bytes });
  }
}
