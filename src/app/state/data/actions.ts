/** Samples, a person's own files and their columns. */
import { WorkerFailure } from '../../../workers/client.ts';
import type {
  BroughtFile,
  ClassId,
  DatasetSummary,
  Encoding,
  Mends,
  SampleDataset,
} from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import {
  carriedColumns,
  columnChoice,
  draftOfChoice,
  guessedColumns,
  withLabelColumn,
  type ColumnDraft,
  type ThresholdDraft,
} from './columns.ts';
import { sentenceOf, type Context } from '../context.ts';
import { createCorrectionsCopy } from './corrections-copy.ts';
import { forShares, forSize } from '../settings/draft.ts';
import { createReadings, isCancelled, type Reading } from './reading.ts';
import { bytesOf, type Keeper } from '../saved-data/actions.ts';
import { isBusy, keptIdOf, ownFile, patch, sizeOf, type DataSource, type OpenFiles } from '../store.ts';
import { touchFiles } from './touch-files.ts';

export interface DataActions {
  /** Fetches the list of samples, and loads what the person had in use, or else the first sample. */
  start(): Promise<void>;
  /** `id` is a sample's id, a `keptValue`, or `ownFile` to go back to the files that are open. */
  choose(id: string): Promise<void>;
  /** Reads a person's own files, as one table. */
  open(files: BroughtFile[]): Promise<void>;
  /** Ends the reading that is under way; what was loaded before stays. */
  cancel(): void;
  setTextColumn(column: string): Promise<void>;
  setLabelColumn(column: string): Promise<void>;
  /** Null: split by chance. */
  setSplitColumn(column: string | null): Promise<void>;
  setClass(value: string, meaning: ClassId | null): Promise<void>;
  /** Read as soon as the typing rests. */
  setThreshold(change: Partial<ThresholdDraft>): void;
  /** What is done to the rows beyond cleaning; the rest of the mends stays. */
  setMends(change: Partial<Mends>): Promise<void>;
  /** Reads the same files again in this encoding; columns and mends stay. */
  reopenWith(encoding: Encoding): Promise<void>;
  importCorrections(file: Blob, name: string): Promise<void>;
  /** Gives a new worker the data that the old one had. @returns false when it does not have them now */
  reload(): Promise<boolean>;
}

interface Opening {
  files: BroughtFile[];
  encoding: Encoding | null;
  /** Null: guess them. */
  columns: ColumnDraft | null;
  keptId: string | null;
  corrections?: Blob | null;
  /** They are loaded as far as the page knows, and stay so when this fails. */
  isReload?: boolean;
}

const sharesOf = (source: DataSource | undefined) =>
  source?.kind === 'sample' ? source.sample.shares : undefined;

const isReady = (sample: SampleDataset) => sample.state === undefined;

const catalogueFile = 'datasets/catalogue.json';
const typingRests = 500;
/** How often the list of samples is asked for while one of them is still being built, in milliseconds. */
const catalogueRests = 2_000;

const nameOf = (files: readonly BroughtFile[]) =>
  files.length === 1 ? files[0].path : (files[0]?.path.split('/')[0] ?? '');

export function createDataActions(context: Context, keeper: Keeper): DataActions {
  const { store, client } = context;
  const readings = createReadings(store);
  const copies = createCorrectionsCopy(context, keeper.corrected);
  const data = () => store.getState().data;
  const urlOf = (sample: SampleDataset) => new URL(sample.file, document.baseURI).href;

  /** The sample that was asked for last, loaded or not. */
  let wanted: SampleDataset | null = null;
  /** What the worker has open: the next choice of columns is about that. */
  let table: Pick<OpenFiles, 'files' | 'encoding'> | null = null;
  /** The worker has what `data.loaded` says. */
  let isHeld = false;
  let typing: ReturnType<typeof setTimeout> | undefined;

  /** The radio that belongs to what the worker holds. */
  function selectLoaded(): void {
    const source = data().loaded?.source;
    const selected = source?.kind === 'sample' ? source.sample.id : source ? ownFile : null;
    patch(store, 'data', { selected });
  }

  /** Also of a reading that was overtaken: the page says what the worker holds. */
  function setLoaded(source: DataSource, summary: DatasetSummary): void {
    const before = sizeOf(store.getState());
    const sharesBefore = sharesOf(data().loaded?.source);
    isHeld = true;
    patch(store, 'data', { loaded: { source, summary } });
    store.setState(({ draft }) => ({
      draft: forShares(forSize(draft, before, summary), sharesBefore, sharesOf(source)),
    }));
    keeper.took(source, summary);
  }

  /** Puts back what was said about this data before. */
  async function withCorrections(source: DataSource, summary: DatasetSummary, { options }: Reading) {
    const file = copies.of(source);
    if (!file || summary.corrections > 0) return summary;
    try {
      return (await client.ask('import-corrections', { file }, options)).summary;
    } catch (error) {
      // The data is there without them, and the page says what the worker holds.
      if (error instanceof WorkerFailure && error.code !== 'worker-died') return summary;
      throw error;
    }
  }

  /** @param problem of what was tried before, which stays to be read */
  async function loadSample(sample: SampleDataset, problem: string | null = null): Promise<void> {
    const reading = readings.begin(sample.name);
    const source: DataSource = { kind: 'sample', sample };
    wanted = sample;
    patch(store, 'data', { selected: sample.id, problem });
    try {
      const summary = await client.ask('load-sample', { sample, url: urlOf(sample) }, reading.options);
      table = null;
      setLoaded(source, await withCorrections(source, summary, reading));
    } catch (error) {
      if (!reading.isCurrent()) return;
      patch(store, 'data', { problem: isCancelled(error) ? problem : sentenceOf(error) });
      selectLoaded();
    } finally {
      reading.end();
    }
  }

  function patchOpen(change: Partial<OpenFiles>): void {
    const { open } = data();
    if (open) patch(store, 'data', { open: { ...open, ...change } });
  }

  /** After a reading that failed or was cancelled: the page shows what it showed before it. */
  async function goBack(before: OpenFiles | null, problem: string | null): Promise<void> {
    if (!isHeld) patch(store, 'data', { loaded: null });
    patch(store, 'data', { open: before, problem });
    const sample = wanted ?? data().samples.find(isReady);
    // The files came while a sample was still loading: go on with that.
    if (!data().loaded && sample) return loadSample(sample, problem);
    selectLoaded();
  }

  async function openTable({ files, encoding }: Pick<OpenFiles, 'files' | 'encoding'>, { options }: Reading) {
    await touchFiles(files, options.signal);
    const preview = await client.ask('open-files', { files, encoding }, options);
    table = { files, encoding };
    return preview;
  }

  /** Reads the columns as they are chosen now, when they can be read. @param before to go back to */
  async function readColumns(before: OpenFiles | null): Promise<void> {
    const { open } = data();
    if (!open) return;
    const { files, encoding, preview } = open;
    const choice = columnChoice(preview, open.columns);
    if (!choice) {
      readings.stop();
      patchOpen({ reading: false, problem: null });
      return;
    }
    const reading = readings.begin(preview.fileName);
    const source: DataSource = { kind: 'files', files, encoding, choice };
    patchOpen({ reading: true, problem: null });
    try {
      if (table?.files !== files || table.encoding !== encoding) await openTable(open, reading);
      const summary = await client.ask('choose-columns', { choice }, reading.options);
      setLoaded(source, await withCorrections(source, summary, reading));
      if (reading.isCurrent()) patchOpen({ reading: false });
    } catch (error) {
      if (!reading.isCurrent()) return;
      reading.end();
      if (isCancelled(error)) await goBack(before && { ...before, reading: false }, null);
      else patchOpen({ reading: false, problem: sentenceOf(error) });
    } finally {
      reading.end();
    }
  }

  async function openFiles(opening: Opening): Promise<void> {
    const { files, encoding, columns, keptId, corrections } = opening;
    clearTimeout(typing);
    const before = data().open;
    const reading = readings.begin(nameOf(files));
    try {
      const preview = await openTable({ files, encoding }, reading);
      if (!reading.isCurrent()) return;
      const kept = keptId ? null : keeper.match(preview, files);
      const said = kept ? (await keeper.read(kept.id))?.corrections : corrections;
      if (!reading.isCurrent()) return;
      const open: OpenFiles = {
        files,
        bytes: bytesOf(files),
        encoding,
        preview,
        columns: columns ? carriedColumns(preview, columns) : guessedColumns(preview),
        reading: false,
        problem: null,
        keptId: keptId ?? kept?.id ?? null,
      };
      const choice = columnChoice(preview, open.columns);
      if (said && choice) copies.set({ kind: 'files', files, encoding, choice }, said);
      patch(store, 'data', { open, selected: ownFile });
      await readColumns(before);
    } catch (error) {
      if (!reading.isCurrent()) return;
      reading.end();
      const problem = isCancelled(error) ? null : sentenceOf(error);
      if (opening.isReload) patch(store, 'data', { problem });
      else await goBack(before, problem);
    }
  }

  async function openKept(id: string): Promise<void> {
    const found = await keeper.read(id);
    if (!found) return;
    const { encoding, choice } = found.entry;
    const { files, corrections } = found;
    await openFiles({ files, encoding, columns: draftOfChoice(choice), keptId: id, corrections });
  }

  function setColumns(change: (open: OpenFiles) => Partial<ColumnDraft>): Promise<void> {
    clearTimeout(typing);
    const { open } = data();
    if (!open || isLocked()) return Promise.resolve();
    patchOpen({ columns: { ...open.columns, ...change(open) } });
    return readColumns(open);
  }

  /** While the network trains, its data stays. */
  function isLocked(): boolean {
    const busy = isBusy(store.getState().run);
    if (busy) patch(store, 'data', { isRefused: true, problem: null });
    return busy;
  }

  async function fetchCatalogue(): Promise<void> {
    try {
      const answer = await fetch(new URL(catalogueFile, document.baseURI));
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      const samples = (await answer.json()) as SampleDataset[];
      patch(store, 'data', { samples, samplesProblem: null });
      if (samples.some(({ state }) => state === 'being-built')) {
        setTimeout(() => void fetchCatalogue(), catalogueRests);
      }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      patch(store, 'data', { samplesProblem: t.data.noSamples(detail) });
    }
  }

  return {
    async start() {
      const [id] = await Promise.all([keeper.inUse(), fetchCatalogue()]);
      if (id && data().selected === null) await openKept(id);
      const sample = data().samples.find(isReady);
      if (sample && data().selected === null) await loadSample(sample);
      await keeper.list();
    },

    async choose(id) {
      if (isBusy(store.getState().run)) return;
      const { open, samples } = data();
      const kept = keptIdOf(id);
      if (kept) return openKept(kept);
      if (id === ownFile) return open ? openFiles(open) : undefined;
      const sample = samples.find((candidate) => candidate.id === id);
      if (sample && isReady(sample)) await loadSample(sample);
    },

    async open(files) {
      if (isLocked()) return;
      if (files.length === 0) patch(store, 'data', { problem: t.data.nothing });
      else await openFiles({ files, encoding: null, columns: null, keptId: null });
    },

    cancel: readings.cancel,

    setTextColumn: (text) => setColumns(() => ({ text })),
    setLabelColumn: (label) => setColumns(({ preview, columns }) => withLabelColumn(preview, columns, label)),
    setSplitColumn: (split) => setColumns(() => ({ split })),
    setClass: (value, meaning) =>
      setColumns(({ columns }) => ({ classes: { ...columns.classes, [value]: meaning } })),
    async setMends(change) {
      // With a sample in use, files that are open besides are not meant.
      if (data().selected !== ownFile) return;
      await setColumns(({ columns }) => ({ mends: { ...columns.mends, ...change } }));
    },

    setThreshold(change) {
      const { open } = data();
      if (!open?.columns.threshold) return;
      patchOpen({ columns: { ...open.columns, threshold: { ...open.columns.threshold, ...change } } });
      clearTimeout(typing);
      typing = setTimeout(() => void readColumns(open), typingRests);
    },

    async reopenWith(encoding) {
      const { open } = data();
      if (!open || data().selected !== ownFile || isLocked()) return;
      await openFiles({ ...open, encoding });
    },

    async importCorrections(file, name) {
      if (isLocked()) return;
      const reading = readings.begin(name);
      try {
        const answer = await client.ask('import-corrections', { file }, reading.options);
        const { loaded } = data();
        if (loaded) patch(store, 'data', { loaded: { ...loaded, summary: answer.summary } });
        patch(store, 'data', { note: t.data.corrections(answer.applied, answer.unknown) });
      } catch (error) {
        if (!isCancelled(error)) patch(store, 'data', { problem: sentenceOf(error) });
      } finally {
        reading.end();
      }
    },

    async reload() {
      const { loaded, open } = data();
      table = null;
      isHeld = false;
      if (!loaded) return true;
      const { source } = loaded;
      if (source.kind === 'sample') {
        await loadSample(source.sample);
        return isHeld;
      }
      const { files, encoding, choice } = source;
      const keptId = open?.files === files ? open.keptId : null;
      const columns = open?.files === files ? open.columns : draftOfChoice(choice);
      await openFiles({ files, encoding, columns, keptId, isReload: true });
      return isHeld;
    },
  };
}
