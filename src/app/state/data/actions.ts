/** Samples, the user's own files and their columns. */
import type { InputFile, ClassId, Encoding, CleaningOptions } from '../../../contract/dataset.ts';
import type { SchemeId } from '../../../contract/label-classes.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import type { SavedDataActions } from '../saved-data/actions.ts';
import {
  isBusy,
  isReady,
  savedIdOf,
  ownFile,
  patch,
  update,
  withSummary,
  type AppStore,
  type OpenFiles,
} from '../store.ts';
import { fetchCatalogue } from './catalogue.ts';
import { withLabelColumn, type ColumnDraft, type ThresholdDraft, withScheme } from './columns.ts';
import { DataLoader } from './loader.ts';
import { isCancelled } from './reading.ts';

export interface DataActions {
  /** Fetches the list of samples, and loads what the user had in use, or else the first sample. */
  start(): Promise<void>;
  /** `id` is a sample's id, a `savedValue`, or `ownFile` to go back to the files that are open. */
  choose(id: string): Promise<void>;
  /** Reads a user's own files, as one table. */
  open(files: InputFile[]): Promise<void>;
  /** Ends the reading that is under way; what was loaded before stays. */
  cancel(): void;
  setTextColumn(column: string): Promise<void>;
  setLabelColumn(column: string): Promise<void>;
  /** Null: split by chance. */
  setSplitColumn(column: string | null): Promise<void>;
  setClass(value: string, meaning: ClassId | null): Promise<void>;
  /** What all labels mean, in place of what was chosen. */
  setClasses(classes: ColumnDraft['classes']): Promise<void>;
  /** Which classes the labels make. */
  setScheme(id: SchemeId): Promise<void>;
  /** The meanings of labels that do not tell it themselves are right as they stand. */
  confirmCodes(): Promise<void>;
  /** Read as soon as the typing rests. */
  setThreshold(change: Partial<ThresholdDraft>): void;
  /** Changes cleaning options; the others stay. */
  setCleaning(change: Partial<CleaningOptions>): Promise<void>;
  /** Reads the same files again in this encoding; columns and cleaning stay. */
  reopenWith(encoding: Encoding): Promise<void>;
  importCorrections(file: Blob, name: string): Promise<void>;
  /** Gives a new worker the data that the old one had. @returns false when it does not have them now */
  reload(): Promise<boolean>;
}

/** While the network trains, its data stays: says so. */
function isLocked(store: AppStore): boolean {
  const busy = isBusy(store.getState().run);
  if (busy) patch(store, 'data', { isRefused: true, problem: null });
  return busy;
}

export function createDataActions(context: Context, saved: SavedDataActions): DataActions {
  const { store } = context;
  const loader = new DataLoader(context, saved);
  return {
    ...createOpening(context, loader, saved),
    ...createColumnActions(store, loader),
    cancel: () => loader.readings.cancel(),
    importCorrections: (file, name) => importCorrections(context, loader, file, name),
    reload: () => loader.reload(),
  };
}

type Opening = Pick<DataActions, 'start' | 'choose' | 'open' | 'reopenWith'>;

function createOpening({ store }: Context, loader: DataLoader, saved: SavedDataActions): Opening {
  const data = () => store.getState().data;
  return {
    async start() {
      const [id] = await Promise.all([saved.inUse(), fetchCatalogue(store)]);
      if (id && data().selected === null) await loader.openSaved(id);
      const sample = data().samples.find(isReady);
      if (sample && data().selected === null) await loader.loadSample(sample);
      await saved.list();
    },

    async choose(id) {
      if (isBusy(store.getState().run)) return;
      const { open, samples } = data();
      const savedId = savedIdOf(id);
      if (savedId) return loader.openSaved(savedId);
      if (id === ownFile) return open ? loader.openFiles(open) : undefined;
      const sample = samples.find((candidate) => candidate.id === id);
      if (sample && isReady(sample)) await loader.loadSample(sample);
    },

    async open(files) {
      if (isLocked(store)) return;
      if (files.length === 0) patch(store, 'data', { problem: t.data.nothing });
      else await loader.openFiles({ files, encoding: null, columns: null, savedId: null });
    },

    async reopenWith(encoding) {
      const { open } = data();
      if (!open || data().selected !== ownFile || isLocked(store)) return;
      await loader.openFiles({ ...open, encoding });
    },
  };
}

type ColumnActions = Omit<DataActions, keyof Opening | 'cancel' | 'importCorrections' | 'reload'>;

function createColumnActions(store: AppStore, loader: DataLoader): ColumnActions {
  const data = () => store.getState().data;

  async function setColumns(change: (open: OpenFiles) => Partial<ColumnDraft>): Promise<void> {
    loader.typing.cancel();
    const { open } = data();
    if (!open || isLocked(store)) return;
    loader.patchOpen({ columns: { ...open.columns, ...change(open) } });
    await loader.readColumns(open);
  }

  return {
    setTextColumn: (text) => setColumns(() => ({ text })),
    setLabelColumn: (label) => setColumns(({ preview, columns }) => withLabelColumn(preview, columns, label)),
    setSplitColumn: (split) => setColumns(() => ({ split })),
    setClass: (value, meaning) =>
      setColumns(({ columns }) => ({ classes: { ...columns.classes, [value]: meaning } })),
    setClasses: (classes) => setColumns(() => ({ classes, areCodesMeant: true })),
    setScheme: (id) => setColumns(({ preview, columns }) => withScheme(preview, columns, id)),
    confirmCodes: () => setColumns(() => ({ areCodesMeant: true })),

    async setCleaning(change) {
      // With a sample in use, files that are open besides are not meant.
      if (data().selected !== ownFile) return;
      await setColumns(({ columns }) => ({ cleaning: { ...columns.cleaning, ...change } }));
    },

    setThreshold(change) {
      const { open } = data();
      if (!open?.columns.threshold) return;
      loader.patchOpen({ columns: { ...open.columns, threshold: { ...open.columns.threshold, ...change } } });
      loader.typing.run(() => void loader.readColumns(open));
    },
  };
}

async function importCorrections(
  { store, client }: Context,
  loader: DataLoader,
  file: Blob,
  name: string,
): Promise<void> {
  if (isLocked(store)) return;
  const reading = loader.readings.begin(name);
  try {
    const answer = await client.ask('import-corrections', { file }, reading.options);
    update(store, 'data', (data) => withSummary(data, answer.summary));
    patch(store, 'data', { note: t.data.corrections(answer.applied, answer.unknown) });
  } catch (error) {
    if (!isCancelled(error)) patch(store, 'data', { problem: sentenceOf(error) });
  } finally {
    reading.end();
  }
}
