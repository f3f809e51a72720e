/** Start, pause, resume, stop. */
import type { RunConfig, RunRecord, RunSource } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { LazyFailure } from '../lazy-parts.ts';
import { readDraft } from '../settings/draft.ts';
import { fineTuneDraft, type FineTuneOptions } from '../settings/fine-tune.ts';
import { changed, withSettings } from '../settings/slice.ts';
import type { BackendActions } from './backend-actions.ts';
import { beginRun } from './begin.ts';
import type { Aftercare, RunOrder, trainRun } from './run-loop.ts';
import { isBetweenWorkers, isBusy, patch, type DataSource, type RunState, type RunStatus } from '../store.ts';
import { asksForStudy } from '../studies/slice.ts';

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

export class RunActions {
  constructor(
    private readonly context: Context,
    private readonly after: Aftercare,
    private readonly backend: Pick<BackendActions, 'planned'>,
    private readonly late: LateCode,
  ) {}

  /** Trains with the settings in the form, then has the network tested; or runs the study that the form asks for. */
  readonly start = async (): Promise<void> => {
    const { draft, data, studies } = this.context.store.getState();
    const { config: asked } = readDraft(draft);
    if (!asked || !data.loaded || isBusy(this.run)) return;
    const config = await this.backend.planned(asked);
    // It may have been started twice meanwhile.
    if (isBusy(this.run)) return;
    if (asksForStudy(studies.form)) return this.withCode(() => this.late.study(config));
    await this.begin({ config, source: sourceOf(data.loaded.source), record: null });
  };

  /** Continues training the loaded network, with its own settings except these. */
  readonly continueTraining = async (options: FineTuneOptions): Promise<void> => {
    const { store } = this.context;
    const { draft, data, model } = store.getState();
    if (!model.held || !data.loaded || isBusy(this.run)) return;
    const nextDraft = fineTuneDraft(model.held.config, options, draft.backend);
    const { config } = readDraft(nextDraft);
    if (!config) return;
    store.setState((state) => changed(state, nextDraft));
    await this.begin({ config, source: sourceOf(data.loaded.source), record: null, fromModel: true });
  };

  /** Resumes a saved run; its data must be the one that is loaded. */
  readonly resumeRun = async (record: RunRecord, config: RunConfig): Promise<void> => {
    if (isBusy(this.run)) return;
    this.context.store.setState((state) => withSettings(state, config));
    await this.begin({ config, source: record.source, record });
  };

  readonly pause = (): Promise<void> => this.steer('pause', 'pausing', 'paused');

  readonly resume = (): Promise<void> => this.steer('resume', 'running', null);

  /** Training ends after its step; what was learned is saved. */
  readonly stop = (): Promise<void> => this.steer('stop', 'stopping', null);

  private get run(): RunState {
    return this.context.store.getState().run;
  }

  private set(change: Partial<RunState>): void {
    patch(this.context.store, 'run', change);
  }

  private async begin(order: RunOrder): Promise<void> {
    const { context, after, late } = this;
    beginRun(context.store, order.config, order.record);
    patch(context.store, 'test', { report: null });
    await this.withCode(() => late.train(context, after, order));
  }

  private async withCode(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof LazyFailure)) throw error;
      this.set({ status: 'failed', problem: t.app.lazy[error.reason] });
    }
  }

  /**
   * Sends a command that moves a run, and takes the status back when the worker refuses. Between two workers nobody can be
   * asked: the status alone says what the user wants.
   */
  private async steer(command: 'pause' | 'resume' | 'stop', during: RunStatus, then: RunStatus | null) {
    if (!isBusy(this.run)) return;
    if (isBetweenWorkers(this.run)) {
      const wanted = { pause: 'paused', resume: 'recovering', stop: 'stopping' } as const;
      return this.set({ status: wanted[command] });
    }
    const { status: before } = this.run;
    this.set({ status: during });
    try {
      await this.context.client.ask(command, {});
      if (then && this.run.status === during) this.set({ status: then });
    } catch (error) {
      // When training itself has ended meanwhile, its own answer says how.
      if (this.run.status === during) this.set({ status: before, problem: sentenceOf(error) });
    }
  }
}
