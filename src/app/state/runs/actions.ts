/** The runs that are saved on this device: their list, and what can be done with each of them. */
import {
  parseSetting,
  fields,
  type ExportedFile,
  type RunConfig,
  type RunList,
  type RunRecord,
  type RunSummary,
} from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { runWords } from '../../i18n/runs.ts';
import { sentenceOf } from '../context.ts';
import { takeRunState } from './run-file.ts';
import type { AppController } from '../app-controller.ts';
import { draftOf } from '../settings/draft.ts';
import { withNames } from './names.ts';
import { ended, isBusy, savedValue, ownFile, patch, type AppState } from '../store.ts';
import { Refresher } from '../timing.ts';

export interface RunsActions {
  /** Asks for the list. */
  refresh(): Promise<void>;
  /** Keeps the list up to date from now on. @returns what ends that */
  watch(): () => void;
  /**
   * Resumes a run, after its data is loaded.
   * @param moreEpochs than it has done; 0: up to what it was planned for
   */
  resume(id: string, moreEpochs?: number): Promise<void>;
  /** All that is saved of a run; null when it could not be read, which is then said. */
  record(id: string): Promise<RunRecord | null>;
  /** Puts an interrupted run off. */
  later(id: string): void;
  /** Loads the run: its network, which is tested, its settings into the form, and its curves. */
  load(id: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Saves what the user has written about a run. */
  note(id: string, notes: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Restores what was deleted last. */
  undo(): Promise<void>;
  forgetDeleted(): void;
  /** @returns the file to hand to the user; null when it could not be made */
  exportRun(id: string): Promise<ExportedFile | null>;
  exportState(id: string): Promise<ExportedFile | null>;
  importState(file: File): Promise<void>;
}

const mostEpochs = fields.epochs.max;

/** It came to its planned end: more epochs are needed to continue. */
export const needsMoreEpochs = ({ status }: RunSummary) =>
  status === 'finished' || status === 'early-stopping';

export const epochsLeft = ({ epochs }: RunSummary) => mostEpochs - epochs.length;

/** The loaded data is what this run was trained on. */
export const hasItsData = ({ dataset }: RunSummary, { data }: AppState) =>
  data.loaded?.summary.fingerprint === dataset.fingerprint;

/** Which data a run that waits for it needs; or that it is here. */
export function dataSentence(run: RunSummary, state: AppState): string {
  const { name } = run.dataset;
  if (hasItsData(run, state)) return runWords.dataIsHere(name);
  return state.data.loaded?.summary.name === name ? runWords.changedData(name) : runWords.needsData(name);
}

/** A run resumes on the backend that computed it before, for the same bits, unless the user chooses another. */
function configFor(
  { config, epochs, backend: last }: RunSummary,
  moreEpochs: number,
  requested: string | boolean,
): RunConfig {
  const { value } = parseSetting('backend', String(requested === 'auto' ? last : requested));
  const backend = value ?? config.backend;
  if (moreEpochs === 0) return { ...config, backend };
  const planned = Math.min(mostEpochs, epochs.length + moreEpochs);
  return { ...config, backend, epochs: planned, earlyStopping: 0 };
}

const namedList = (list: RunList): RunList => ({ ...list, runs: withNames(list.runs) });

export function createRunsActions(controller: AppController): RunsActions {
  const { store, context } = controller;
  const { client } = context;
  const runs = () => store.getState().runs;
  const find = (id: string) => runs().list?.runs.find((run) => run.id === id) ?? null;

  async function ask(): Promise<void> {
    try {
      const list = await client.ask('list-runs', {});
      patch(store, 'runs', { list: namedList(list) });
      // What could not be saved while it trained may have been saved since.
      if (list.problem === null && store.getState().run.notSaved) patch(store, 'run', { notSaved: null });
    } catch (error) {
      patch(store, 'runs', { problem: sentenceOf(error) });
    }
  }

  const refresher = new Refresher(ask);
  const refresh = () => refresher.refresh();

  /** @returns null when it failed, which is then said */
  async function working<T>(id: string, work: () => Promise<T>): Promise<T | null> {
    patch(store, 'runs', { working: id, problem: null });
    try {
      return await work();
    } catch (error) {
      patch(store, 'runs', { problem: sentenceOf(error) });
      await context.recoverFrom(error);
      return null;
    } finally {
      patch(store, 'runs', { working: null });
    }
  }

  /** Loads what the run was trained on, if the page knows where it is. */
  async function loadData(run: RunSummary): Promise<void> {
    const isHere = () => hasItsData(run, store.getState());
    if (isHere()) return;
    if (run.source.kind === 'sample') return controller.data.choose(run.source.id);
    const names = [run.source.name, run.dataset.name];
    const { data, savedData } = store.getState();
    if (data.open && names.includes(data.open.preview.fileName)) await controller.data.choose(ownFile);
    for (const { id, name } of savedData.entries) {
      if (isHere()) return;
      if (names.includes(name)) await controller.data.choose(savedValue(id));
    }
  }

  async function resume(id: string, moreEpochs = 0): Promise<void> {
    const run = find(id);
    if (!run || isBusy(store.getState().run)) return;
    patch(store, 'runs', { waiting: null });
    await working(id, () => loadData(run));
    const state = store.getState();
    if (!hasItsData(run, state)) {
      patch(store, 'runs', { waiting: { id, moreEpochs } });
      return;
    }
    const record = await working(id, () => client.ask('get-run', { id }));
    if (record) await controller.run.resumeRun(record, configFor(record, moreEpochs, state.draft.backend));
  }

  function setRun(run: RunSummary): void {
    const { list } = runs();
    if (!list) return;
    const others = list.runs.map((known) => (known.id === run.id ? run : known));
    patch(store, 'runs', { list: namedList({ ...list, runs: others }) });
  }

  return {
    refresh,
    resume,

    watch() {
      const endHearing = client.onRunsChanged(() => void refresh());
      const endWatching = store.subscribe((state, before) => {
        const hasEnded = isBusy(before.run) && !isBusy(state.run);
        const isTested = state.test.report !== before.test.report && state.test.report !== null;
        // A new run is saved from its first state on.
        const isSaved = before.run.epochs.length === 0 && state.run.epochs.length > 0;
        if (hasEnded || isTested || isSaved) void refresh();
      });
      return () => {
        endHearing();
        endWatching();
      };
    },

    async record(id) {
      try {
        return await client.ask('get-run', { id });
      } catch (error) {
        patch(store, 'runs', { problem: sentenceOf(error) });
        return null;
      }
    },

    later(id) {
      patch(store, 'runs', { later: new Set([...runs().later, id]), waiting: null });
    },

    async load(id) {
      const run = find(id);
      if (!run || isBusy(store.getState().run)) return;
      const loaded = await working(id, async () => {
        const { summary, config } = await client.ask('load-run', { id });
        const { bytes } = await client.ask('export-run', { id });
        return { summary, config, zip: bytes, record: await client.ask('get-run', { id }) };
      });
      if (!loaded || isBusy(store.getState().run)) return;
      const { summary, config, zip, record } = loaded;
      store.setState(({ draft }) => ({
        draft: { ...draftOf(config), backend: draft.backend },
        run: ended(record),
      }));
      // The network is that of the curves: one value says so.
      const held = { summary, config: record.config, origin: 'loaded', fileName: run.name } as const;
      patch(store, 'model', { held, zip, problem: null });
      patch(store, 'test', { report: summary.test, on: summary.trainedOn, problem: null });
      await controller.model.test();
      controller.model.setText(store.getState().attempt.text);
    },

    async rename(id, name) {
      const run = await working(id, () => client.ask('rename-run', { id, name }));
      if (run) setRun(run);
    },

    async note(id, notes) {
      const run = await working(id, () => client.ask('note-run', { id, notes }));
      if (run) setRun(run);
    },

    async remove(id) {
      const run = find(id);
      if (!run) return;
      const done = await working(id, async () => {
        await client.ask('delete-run', { id });
        return true;
      });
      if (done) patch(store, 'runs', { deleted: { id, name: run.name } });
      await refresh();
    },

    async undo() {
      const { deleted } = runs();
      if (!deleted) return;
      patch(store, 'runs', { deleted: null });
      await working(deleted.id, () => client.ask('undelete-run', { id: deleted.id }));
      await refresh();
    },

    forgetDeleted: () => patch(store, 'runs', { deleted: null }),

    exportRun: (id) => working(id, () => client.ask('export-run', { id })),

    async exportState(id) {
      const copy = controller.run.stateCopy(id);
      if (copy) return { fileName: t.recovery.stateFile, bytes: copy };
      return working(id, () => client.ask('export-state', { id }));
    },

    async importState(file) {
      await takeRunState(context, file);
    },
  };
}
