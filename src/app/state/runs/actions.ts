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
import type { Client } from '../../../workers/client.ts';
import { t } from '../../i18n/index.ts';
import { runWords } from '../../i18n/runs.ts';
import { sentenceOf } from '../context.ts';
import { takeRunState } from './run-file.ts';
import type { AppController } from '../app-controller.ts';
import { draftOf } from '../settings/draft.ts';
import { withNames } from './names.ts';
import type { RunsState } from './slice.ts';
import { isBusy, savedValue, ownFile, patch, type AppState, type AppStore } from '../store.ts';
import { Refresher } from '../timing.ts';
import { ended, stateCopyOf } from '../training/slice.ts';

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

/** The list with a run as it is now. */
const withRun = (list: RunList, run: RunSummary): RunList =>
  namedList({ ...list, runs: list.runs.map((known) => (known.id === run.id ? run : known)) });

/** The worker may have saved something of a run since then. */
function mayBeSaved(state: AppState, before: AppState): boolean {
  const hasEnded = isBusy(before.run) && !isBusy(state.run);
  const isTested = state.test.report !== before.test.report && state.test.report !== null;
  // A new run is saved from its first state on.
  const isSaved = before.run.epochs.length === 0 && state.run.epochs.length > 0;
  return hasEnded || isTested || isSaved;
}

export class RunsActions {
  private readonly store: AppStore;
  private readonly client: Client;
  private readonly refresher = new Refresher(() => this.fetch());

  constructor(private readonly controller: AppController) {
    this.store = controller.store;
    this.client = controller.context.client;
  }

  /** Asks for the list. */
  readonly refresh = (): Promise<void> => this.refresher.refresh();

  /** Keeps the list up to date from now on. @returns what ends that */
  readonly watch = (): (() => void) => {
    const endHearing = this.client.onRunsChanged(() => void this.refresh());
    const endWatching = this.store.subscribe((state, before) => {
      if (mayBeSaved(state, before)) void this.refresh();
    });
    return () => {
      endHearing();
      endWatching();
    };
  };

  /**
   * Resumes a run, after its data is loaded.
   * @param moreEpochs than it has done; 0: up to what it was planned for
   */
  readonly resume = async (id: string, moreEpochs = 0): Promise<void> => {
    const run = this.find(id);
    if (!run || isBusy(this.store.getState().run)) return;
    patch(this.store, 'runs', { waiting: null });
    await this.working(id, () => this.loadData(run));
    const state = this.store.getState();
    if (!hasItsData(run, state)) {
      patch(this.store, 'runs', { waiting: { id, moreEpochs } });
      return;
    }
    const record = await this.working(id, () => this.client.ask('get-run', { id }));
    if (!record) return;
    await this.controller.run.resumeRun(record, configFor(record, moreEpochs, state.draft.backend));
  };

  /** All that is saved of a run; null when it could not be read, which is then said. */
  readonly record = async (id: string): Promise<RunRecord | null> => {
    try {
      return await this.client.ask('get-run', { id });
    } catch (error) {
      patch(this.store, 'runs', { problem: sentenceOf(error) });
      return null;
    }
  };

  /** Puts an interrupted run off. */
  readonly later = (id: string): void =>
    patch(this.store, 'runs', { later: new Set([...this.runs.later, id]), waiting: null });

  /** Loads the run: its network, which is tested, its settings into the form, and its curves. */
  readonly load = async (id: string): Promise<void> => {
    const { store, client, controller } = this;
    const run = this.find(id);
    if (!run || isBusy(store.getState().run)) return;
    const loaded = await this.working(id, async () => {
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
  };

  readonly rename = (id: string, name: string): Promise<void> =>
    this.change(id, () => this.client.ask('rename-run', { id, name }));

  /** Saves what the user has written about a run. */
  readonly note = (id: string, notes: string): Promise<void> =>
    this.change(id, () => this.client.ask('note-run', { id, notes }));

  readonly remove = async (id: string): Promise<void> => {
    const run = this.find(id);
    if (!run) return;
    const done = await this.working(id, async () => {
      await this.client.ask('delete-run', { id });
      return true;
    });
    if (done) patch(this.store, 'runs', { deleted: { id, name: run.name } });
    await this.refresh();
  };

  /** Restores what was deleted last. */
  readonly undo = async (): Promise<void> => {
    const { deleted } = this.runs;
    if (!deleted) return;
    patch(this.store, 'runs', { deleted: null });
    await this.working(deleted.id, () => this.client.ask('undelete-run', { id: deleted.id }));
    await this.refresh();
  };

  readonly forgetDeleted = (): void => patch(this.store, 'runs', { deleted: null });

  /** @returns the file to hand to the user; null when it could not be made */
  readonly exportRun = (id: string): Promise<ExportedFile | null> =>
    this.working(id, () => this.client.ask('export-run', { id }));

  /** @returns the file to hand to the user; null when it could not be made */
  readonly exportState = async (id: string): Promise<ExportedFile | null> => {
    const copy = stateCopyOf(this.store.getState().run, id);
    if (copy) return { fileName: t.recovery.stateFile, bytes: copy };
    return this.working(id, () => this.client.ask('export-state', { id }));
  };

  readonly importState = async (file: File): Promise<void> => {
    await takeRunState(this.controller.context, file);
  };

  private get runs(): RunsState {
    return this.store.getState().runs;
  }

  private find(id: string): RunSummary | null {
    return this.runs.list?.runs.find((run) => run.id === id) ?? null;
  }

  private async fetch(): Promise<void> {
    try {
      const list = await this.client.ask('list-runs', {});
      patch(this.store, 'runs', { list: namedList(list) });
      // What could not be saved while it trained may have been saved since.
      if (list.problem === null && this.store.getState().run.notSaved)
        patch(this.store, 'run', { notSaved: null });
    } catch (error) {
      patch(this.store, 'runs', { problem: sentenceOf(error) });
    }
  }

  /** @returns null when it failed, which is then said */
  private async working<T>(id: string, work: () => Promise<T>): Promise<T | null> {
    patch(this.store, 'runs', { working: id, problem: null });
    try {
      return await work();
    } catch (error) {
      patch(this.store, 'runs', { problem: sentenceOf(error) });
      await this.controller.context.recoverFrom(error);
      return null;
    } finally {
      patch(this.store, 'runs', { working: null });
    }
  }

  /** Loads what the run was trained on, if the page knows where it is. */
  private async loadData(run: RunSummary): Promise<void> {
    const { store, controller } = this;
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

  /** @param ask changes the run, and answers what it is then */
  private async change(id: string, ask: () => Promise<RunSummary>): Promise<void> {
    const run = await this.working(id, ask);
    const { list } = this.runs;
    if (run && list) patch(this.store, 'runs', { list: withRun(list, run) });
  }
}
