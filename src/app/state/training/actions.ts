/** Start, pause, resume, stop; and the backend. */
import { budgetSeconds, withinBudget } from '../../../workers/protocol.ts';
import type { RunConfig, RunRecord, RunSource } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { LazyFailure } from '../lazy-parts.ts';
import { readDraft } from '../settings/draft.ts';
import { fineTuneDraft, type FineTuneOptions } from '../settings/fine-tune.ts';
import { changed, withSettings } from '../settings/slice.ts';
import { beginRun } from './begin.ts';
import type { Aftercare, RunOrder, trainRun } from './run-loop.ts';
import { isBetweenWorkers, isBusy, patch, stateCopyOf, type DataSource, type RunStatus } from '../store.ts';
import { asksForStudy } from '../studies/slice.ts';
import { Latest } from '../timing.ts';

export interface RunActions {
  /** Trains with the settings in the form, then has the network tested; or runs the study that the form asks for. */
  start(): Promise<void>;
  /** Continues training the loaded network, with its own settings except these. */
  continueTraining(options: FineTuneOptions): Promise<void>;
  /** Resumes a saved run; its data must be the one that is loaded. */
  resumeRun(record: RunRecord, config: RunConfig): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Training ends after its step; what was learned is saved. */
  stop(): Promise<void>;
  /** A run's last state, where the device can't save it; null when there is none. */
  stateCopy(runId: string): Uint8Array<ArrayBuffer> | null;
  /** Asks which backend would be used, and why. */
  probe(): Promise<void>;
}

/** What a saved run says about where its data came from. */
function sourceOf(source: DataSource): RunSource {
  return source.kind === 'sample'
    ? { kind: 'sample', id: source.sample.id }
    : {
        kind: 'files',
        name: source.files
          .map(({ path }) => path)
          .slice(0, 3)
          .join(', '),
      };
}

/** Code that comes after the first paint. */
interface LateCode {
  train: typeof trainRun;
  /** Runs the study that the form asks for, of runs with these settings. */
  study: (config: RunConfig) => Promise<void>;
}

export function createRunActions(context: Context, after: Aftercare, { train, study }: LateCode): RunActions {
  const { store, client } = context;
  const probes = new Latest();
  const run = () => store.getState().run;

  /** Sends a command that moves a run, and goes back to `before` when the worker refuses. */
  async function steer(command: 'pause' | 'resume' | 'stop', during: RunStatus, then: RunStatus | null) {
    const before = run().status;
    patch(store, 'run', { status: during });
    try {
      await client.ask(command, {});
      if (then && run().status === during) patch(store, 'run', { status: then });
    } catch (error) {
      // When training itself has ended meanwhile, its own answer says how.
      if (run().status === during) patch(store, 'run', { status: before, problem: sentenceOf(error) });
    }
  }

  /** Between two workers nobody can be asked: the run's status alone says what the user wants. */
  function steerOrWait(command: 'pause' | 'resume' | 'stop', during: RunStatus, then: RunStatus | null) {
    if (!isBusy(run())) return Promise.resolve();
    if (!isBetweenWorkers(run())) return steer(command, during, then);
    const wanted = { pause: 'paused', resume: 'recovering', stop: 'stopping' } as const;
    patch(store, 'run', { status: wanted[command] });
    return Promise.resolve();
  }

  async function begin(order: RunOrder): Promise<void> {
    const { config, record } = order;
    beginRun(store, config, record);
    patch(store, 'test', { report: null });
    await withCode(() => train(context, after, order));
  }

  async function withCode(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof LazyFailure)) throw error;
      patch(store, 'run', { status: 'failed', problem: t.app.lazy[error.reason] });
    }
  }

  /** So many epochs as the time budget has room for. Where nothing could be measured, all: the run itself says why. */
  async function planned(config: RunConfig): Promise<RunConfig> {
    if (budgetSeconds(config) === null) return config;
    const { backend } = store.getState();
    if (backend.checking || backend.isDue || !backend.report) await probe();
    return withinBudget(config, store.getState().backend.report?.secondsForRun ?? null);
  }

  async function probe(): Promise<void> {
    if (isBusy(run())) return;
    const current = probes.next();
    const { config } = readDraft(store.getState().draft);
    // What is wrong stands at its field; there is nothing to measure until it is right.
    if (!config) return;
    patch(store, 'backend', { checking: true, problem: null });
    try {
      const report = await client.ask('probe-backends', { config });
      if (current()) patch(store, 'backend', { report, checking: false });
    } catch (error) {
      if (current()) patch(store, 'backend', { report: null, checking: false, problem: sentenceOf(error) });
    }
  }

  return {
    async start() {
      const { draft, data, studies } = store.getState();
      const { config: asked } = readDraft(draft);
      if (!asked || !data.loaded || isBusy(run())) return;
      const config = await planned(asked);
      // It may have been started twice meanwhile.
      if (isBusy(run())) return;
      if (asksForStudy(studies.form)) return withCode(() => study(config));
      await begin({ config, source: sourceOf(data.loaded.source), record: null });
    },

    async continueTraining(options) {
      const { draft, data, model } = store.getState();
      if (!model.held || !data.loaded || isBusy(run())) return;
      const nextDraft = fineTuneDraft(model.held.config, options, draft.backend);
      const { config } = readDraft(nextDraft);
      if (!config) return;
      store.setState((state) => changed(state, nextDraft));
      await begin({ config, source: sourceOf(data.loaded.source), record: null, fromModel: true });
    },

    async resumeRun(record, config) {
      if (isBusy(run())) return;
      store.setState((state) => withSettings(state, config));
      await begin({ config, source: record.source, record });
    },

    pause: () => steerOrWait('pause', 'pausing', 'paused'),
    resume: () => steerOrWait('resume', 'running', null),
    stop: () => steerOrWait('stop', 'stopping', null),
    stateCopy: (runId) => stateCopyOf(run(), runId),

    probe,
  };
}
