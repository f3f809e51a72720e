/** Has the worker read samples and files; the page says what the worker holds. */
import { WorkerFailure } from '../../../workers/client.ts';
import type { InputFile, DatasetSummary, Encoding, SampleDataset } from '../../../contract/dataset.ts';
import { carriedColumns, columnChoice, draftOfChoice, guessedColumns, type ColumnDraft } from './columns.ts';
import { sentenceOf, type Context } from '../context.ts';
import { urlOf } from './sample-url.ts';
import { createCorrectionsCopy, type CorrectionsCopy } from './corrections-copy.ts';
import { forShares, forSize } from '../settings/draft.ts';
import { isCancelled, Readings, type Reading } from './reading.ts';
import { totalBytes, type SavedDataActions } from '../saved-data/actions.ts';
import {
  hasTable,
  isReady,
  ownFile,
  patch,
  dataSizeOf,
  update,
  withEmptyWorker,
  withLoaded,
  withLoadedSelected,
  withOpen,
  withoutReading,
  type DataSource,
  type DataState,
  type OpenFiles,
  type TableSource,
} from '../store.ts';
import { Debounce } from '../timing.ts';
import { touchFiles } from './touch-files.ts';

const typingRests = 500;

/** Files to be opened, and what is known of them. */
export interface Opening {
  files: InputFile[];
  encoding: Encoding | null;
  /** Null: guess them. */
  columns: ColumnDraft | null;
  savedId: string | null;
  corrections?: Blob | null;
  /** They are loaded as far as the page knows, and stay so when this fails. */
  isReload?: boolean;
}

const sharesOf = (source: DataSource | undefined) =>
  source?.kind === 'sample' ? source.sample.shares : undefined;

const nameOf = (files: readonly InputFile[]) =>
  files.length === 1 ? files[0].path : (files[0]?.path.split('/')[0] ?? '');

export class DataLoader {
  readonly readings: Readings;
  /** Columns are read as soon as the typing rests; other files end that. */
  readonly typing = new Debounce(typingRests);
  private readonly copies: CorrectionsCopy;

  constructor(
    private readonly context: Context,
    private readonly saved: SavedDataActions,
  ) {
    this.readings = new Readings(context.store);
    this.copies = createCorrectionsCopy(context, saved.corrected);
  }

  /** @param problem of what was tried before, which stays to be read */
  async loadSample(sample: SampleDataset, problem: string | null = null): Promise<void> {
    const { store, client } = this.context;
    const reading = this.readings.begin(sample.name);
    const source: DataSource = { kind: 'sample', sample };
    patch(store, 'data', { wanted: sample, selected: sample.id, problem });
    try {
      const summary = await client.ask('load-sample', { sample, url: urlOf(sample) }, reading.options);
      patch(store, 'data', { table: null });
      this.setLoaded(source, await this.withCorrections(source, summary, reading));
    } catch (error) {
      if (!reading.isCurrent()) return;
      patch(store, 'data', { problem: isCancelled(error) ? problem : sentenceOf(error) });
      update(store, 'data', withLoadedSelected);
    } finally {
      reading.end();
    }
  }

  async openFiles(opening: Opening): Promise<void> {
    const { files } = opening;
    this.typing.cancel();
    const before = this.data.open;
    const reading = this.readings.begin(nameOf(files));
    try {
      const open = await this.opened(opening, reading);
      if (!open) return;
      patch(this.context.store, 'data', { open, selected: ownFile });
      await this.readColumns(before);
    } catch (error) {
      if (!reading.isCurrent()) return;
      reading.end();
      const problem = isCancelled(error) ? null : sentenceOf(error);
      if (opening.isReload) patch(this.context.store, 'data', { problem });
      else await this.rollBack(before, problem);
    }
  }

  /** Reads the columns as they are chosen now, when they can be read. @param before to go back to */
  async readColumns(before: OpenFiles | null): Promise<void> {
    const { client } = this.context;
    const { open } = this.data;
    if (!open) return;
    const { files, encoding, preview } = open;
    const choice = columnChoice(preview, open.columns);
    if (!choice) {
      this.readings.stop();
      this.patchOpen({ reading: false, problem: null });
      return;
    }
    const reading = this.readings.begin(preview.fileName);
    const source: DataSource = { kind: 'files', files, encoding, choice };
    this.patchOpen({ reading: true, problem: null });
    try {
      if (!hasTable(this.data, open)) await this.openTable(open, reading);
      const summary = await client.ask('choose-columns', { choice }, reading.options);
      this.setLoaded(source, await this.withCorrections(source, summary, reading));
      if (reading.isCurrent()) this.patchOpen({ reading: false });
    } catch (error) {
      if (!reading.isCurrent()) return;
      reading.end();
      if (isCancelled(error)) await this.rollBack(before && { ...before, reading: false }, null);
      else this.patchOpen({ reading: false, problem: sentenceOf(error) });
    } finally {
      reading.end();
    }
  }

  /** Opens data that is saved on this device. */
  async openSaved(id: string): Promise<void> {
    const found = await this.saved.read(id);
    if (!found) return;
    const { encoding, choice } = found.entry;
    const { files, corrections } = found;
    await this.openFiles({ files, encoding, columns: draftOfChoice(choice), savedId: id, corrections });
  }

  /** Gives a new worker the data that the old one had. @returns false when it does not have them now */
  async reload(): Promise<boolean> {
    const { loaded, open } = this.data;
    update(this.context.store, 'data', withEmptyWorker);
    if (!loaded) return true;
    const { source } = loaded;
    if (source.kind === 'sample') {
      await this.loadSample(source.sample);
    } else {
      const { files, encoding, choice } = source;
      const isOpen = open?.files === files;
      const savedId = isOpen ? open.savedId : null;
      const columns = isOpen ? open.columns : draftOfChoice(choice);
      await this.openFiles({ files, encoding, columns, savedId, isReload: true });
    }
    return this.data.isHeld;
  }

  patchOpen(change: Partial<OpenFiles>): void {
    update(this.context.store, 'data', (data) => withOpen(data, change));
  }

  private get data(): DataState {
    return this.context.store.getState().data;
  }

  /** @returns null when it was overtaken */
  private async opened(
    { files, encoding, columns, savedId, corrections }: Opening,
    reading: Reading,
  ): Promise<OpenFiles | null> {
    const preview = await this.openTable({ files, encoding }, reading);
    if (!reading.isCurrent()) return null;
    const saved = savedId ? null : this.saved.match(preview, files);
    const said = saved ? (await this.saved.read(saved.id))?.corrections : corrections;
    if (!reading.isCurrent()) return null;
    const open: OpenFiles = {
      files,
      bytes: totalBytes(files),
      encoding,
      preview,
      columns: columns ? carriedColumns(preview, columns) : guessedColumns(preview),
      reading: false,
      problem: null,
      savedId: savedId ?? saved?.id ?? null,
    };
    const choice = columnChoice(preview, open.columns);
    if (said && choice) this.copies.set({ kind: 'files', files, encoding, choice }, said);
    return open;
  }

  private async openTable({ files, encoding }: TableSource, { options }: Reading) {
    const { store, client } = this.context;
    await touchFiles(files, options.signal);
    const preview = await client.ask('open-files', { files, encoding }, options);
    patch(store, 'data', { table: { files, encoding } });
    return preview;
  }

  /** Also of a reading that was overtaken: the page says what the worker holds. */
  private setLoaded(source: DataSource, summary: DatasetSummary): void {
    const { store } = this.context;
    const before = dataSizeOf(store.getState());
    const sharesBefore = sharesOf(this.data.loaded?.source);
    update(store, 'data', (data) => withLoaded(data, source, summary));
    store.setState((state) => ({
      draft: forShares(
        forSize(state.draft, before, dataSizeOf(state), state.form.preset),
        sharesBefore,
        sharesOf(source),
      ),
    }));
    this.saved.took(source, summary);
  }

  /** Puts back what was said about this data before. */
  private async withCorrections(source: DataSource, summary: DatasetSummary, { options }: Reading) {
    const file = this.copies.of(source);
    if (!file || summary.corrections > 0) return summary;
    try {
      return (await this.context.client.ask('import-corrections', { file }, options)).summary;
    } catch (error) {
      // The data is there without them, and the page says what the worker holds.
      if (error instanceof WorkerFailure && error.code !== 'worker-died') return summary;
      throw error;
    }
  }

  /** After a reading that failed or was cancelled: the page shows what it showed before it. */
  private async rollBack(before: OpenFiles | null, problem: string | null): Promise<void> {
    const { store } = this.context;
    update(store, 'data', (data) => withoutReading(data, before, problem));
    const sample = this.data.wanted ?? this.data.samples.find(isReady);
    // The files came while a sample was still loading: continue with that.
    if (!this.data.loaded && sample) return this.loadSample(sample, problem);
    update(store, 'data', withLoadedSelected);
  }
}
