/** Samples, uploaded files and their columns. */
import type { DatasetSummary, SampleDataset } from '../../workers/protocol.ts';
import { t } from '../i18n/index.ts';
import { columnChoice, guessedColumns, withLabelColumn, type ColumnDraft } from './columns.ts';
import { createTurns, sentenceOf, type Context } from './context.ts';
import { forRows, forShares } from './draft.ts';
import { isBusy, ownFile, patch, rowsOf, type DataSource, type OpenFile } from './store.ts';

export interface DataActions {
  /** Fetches the list of samples and loads the first one. */
  loadCatalogue(): Promise<void>;
  /** `id` is a sample's id, or `ownFile` to go back to the file that is open. */
  choose(id: string): Promise<void>;
  upload(file: File): Promise<void>;
  setTextColumn(column: string): Promise<void>;
  setLabelColumn(column: string): Promise<void>;
  setClass(value: string, meaning: 0 | 1 | null): Promise<void>;
  /** Gives a new worker the data that the old one had. */
  reload(): Promise<void>;
}

const sharesOf = (source: DataSource | undefined) =>
  source?.kind === 'sample' ? source.sample.shares : undefined;

const catalogueFile = 'datasets/catalogue.json';

export function createDataActions({ store, client }: Context): DataActions {
  const turns = createTurns();
  const data = () => store.getState().data;
  const urlOf = (sample: SampleDataset) => new URL(sample.file, document.baseURI).href;

  /** The radio that belongs to what the worker holds. */
  function selectLoaded(): void {
    const source = data().loaded?.source;
    const selected = source?.kind === 'sample' ? source.sample.id : source ? ownFile : null;
    patch(store, 'data', { selected });
  }

  function setLoaded(source: DataSource, summary: DatasetSummary): void {
    const before = rowsOf(store.getState());
    const sharesBefore = sharesOf(data().loaded?.source);
    patch(store, 'data', { loaded: { source, summary }, loading: null });
    store.setState(({ draft }) => ({
      draft: forShares(forRows(draft, before, summary.rowsUsed), sharesBefore, sharesOf(source)),
    }));
  }

  /** The sample that was asked for last, loaded or not. */
  let wanted: SampleDataset | null = null;

  /** @param problem of what was tried before, which stays to be read */
  async function loadSample(sample: SampleDataset, problem: string | null = null): Promise<void> {
    const current = turns.next();
    wanted = sample;
    patch(store, 'data', { selected: sample.id, loading: sample.name, problem });
    try {
      const summary = await client.ask('load-sample', { sample, url: urlOf(sample) });
      if (!current()) return;
      setLoaded({ kind: 'sample', sample }, summary);
    } catch (error) {
      if (!current()) return;
      patch(store, 'data', { loading: null, problem: sentenceOf(error) });
      selectLoaded();
    }
  }

  function patchOpen(change: Partial<OpenFile>): void {
    const { open } = data();
    if (open) patch(store, 'data', { open: { ...open, ...change } });
  }

  /** Reads the columns as they are chosen now, when they can be read. */
  async function readColumns(): Promise<void> {
    const { open } = data();
    if (!open) return;
    const choice = columnChoice(open.preview, open.columns);
    const current = turns.next();
    patch(store, 'data', { loading: choice && open.file.name });
    patchOpen({ reading: choice !== null, problem: null });
    if (!choice) return;
    try {
      const summary = await client.ask('choose-columns', { choice });
      if (!current()) return;
      setLoaded({ kind: 'file', file: open.file, choice }, summary);
      patchOpen({ reading: false });
    } catch (error) {
      if (!current()) return;
      patch(store, 'data', { loading: null });
      patchOpen({ reading: false, problem: sentenceOf(error) });
    }
  }

  async function openFile(file: File, columns: ColumnDraft | null): Promise<void> {
    const current = turns.next();
    patch(store, 'data', { loading: file.name, problem: null });
    try {
      const preview = await client.ask('open-file', { file });
      if (!current()) return;
      const open = {
        file,
        preview,
        columns: columns ?? guessedColumns(preview),
        reading: false,
        problem: null,
      };
      patch(store, 'data', { open, selected: ownFile });
      await readColumns();
    } catch (error) {
      if (!current()) return;
      const problem = sentenceOf(error);
      // The file came while a sample was still loading: go on with that.
      if (!data().loaded && wanted) return loadSample(wanted, problem);
      patch(store, 'data', { loading: null, problem });
      selectLoaded();
    }
  }

  function setColumns(columns: ColumnDraft): Promise<void> {
    patchOpen({ columns });
    return readColumns();
  }

  async function reloadSource(source: DataSource): Promise<void> {
    if (source.kind === 'sample') return loadSample(source.sample);
    return openFile(source.file, { ...source.choice });
  }

  return {
    async loadCatalogue() {
      try {
        const answer = await fetch(new URL(catalogueFile, document.baseURI));
        if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
        const samples = (await answer.json()) as SampleDataset[];
        patch(store, 'data', { samples, samplesProblem: null });
        if (samples[0] && data().selected === null) await loadSample(samples[0]);
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        patch(store, 'data', { samplesProblem: t.data.noSamples(detail) });
      }
    },

    async choose(id) {
      if (isBusy(store.getState().run)) return;
      const { open, samples } = data();
      if (id === ownFile) return open ? openFile(open.file, open.columns) : undefined;
      const sample = samples.find((candidate) => candidate.id === id);
      if (sample) await loadSample(sample);
    },

    async upload(file) {
      if (isBusy(store.getState().run)) {
        patch(store, 'data', { problem: t.data.busy });
        return;
      }
      await openFile(file, null);
    },

    async setTextColumn(column) {
      const { open } = data();
      if (open) await setColumns({ ...open.columns, text: column });
    },

    async setLabelColumn(column) {
      const { open } = data();
      if (open) await setColumns(withLabelColumn(open.preview, open.columns, column));
    },

    async setClass(value, meaning) {
      const { open } = data();
      if (!open) return;
      await setColumns({ ...open.columns, classes: { ...open.columns.classes, [value]: meaning } });
    },

    async reload() {
      const { loaded } = data();
      if (loaded) await reloadSource(loaded.source);
    },
  };
}
