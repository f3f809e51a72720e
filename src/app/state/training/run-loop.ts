/** Trains a run to its end: what its worker or its device does meanwhile is met with a fresh worker. */
import type { Message } from '../../../contract/messages/message.ts';
import { failureKind } from '../../../contract/failures.ts';
import { WorkerFailure, type TrainListener } from '../../../workers/client.ts';
import type {
  BackendCandidate,
  BackendName,
  FailureCode,
  MeasuredRun,
  ModelSummary,
  RunConfig,
  RunRecord,
  RunSource,
  Shuffling,
} from '../../../workers/protocol.ts';
import { comeback } from '../../i18n/comeback.ts';
import { advice, say, t } from '../../i18n/index.ts';
import { sentenceOf, whatOf, type Context } from '../context.ts';
import { unlabelledOf } from '../unlabelled/actions.ts';
import { learnsFromTexts } from '../unlabelled/slice.ts';
import { Recorder } from './recorder.ts';
import { mostRecoveries, Recovery, type RecoverableCode } from './recovery.ts';
import { hasSteps, patch, stateCopyOf, update, withInside, withSaving, type RunState } from '../store.ts';

export interface Aftercare {
  /** Called with the network that training left. */
  onTrained: (summary: ModelSummary) => Promise<void>;
  /**
   * Gives a fresh worker what the last one had.
   * @param isDead the last one; else it is ended first
   * @returns false when the fresh one died as well
   */
  freshWorker: (isDead: boolean) => Promise<boolean>;
}

/** A resumed run says where from. */
export interface RunOrder {
  config: RunConfig;
  source: RunSource;
  record: RunRecord | null;
  /** It begins with the loaded network. */
  fromModel?: boolean;
  /** It is a run of a lab, which is neither saved nor taken over. */
  lab?: { shuffling: Shuffling | null; onDone: () => void };
  /** It is a run of a study, which is measured, and neither saved nor taken over. */
  study?: {
    /** It takes no more than so many, since other runs of the study go on beside it; undefined: all. */
    threads: number | undefined;
    onMeasured: (measured: MeasuredRun) => void;
    /** Its settings or its data do not let it come to its end: another try would end alike. */
    onRefused: (why: Message) => void;
  };
}

interface Failure {
  error: unknown;
  code: FailureCode;
}

const failureOf = (error: unknown): Failure => ({
  error,
  code: error instanceof WorkerFailure ? error.code : 'internal',
});

/** It has not been told by anybody that the worker is gone. */
const silentDeath: Failure = {
  error: new WorkerFailure('worker-died', { code: 'worker-stopped' }),
  code: 'worker-died',
};

const soundCodes: ReadonlySet<FailureCode> = new Set(['bad-input', 'cancelled', 'no-backend']);

/** Settles when the run has ended, however that was; never rejects. */
export function trainRun(context: Context, after: Aftercare, order: RunOrder): Promise<void> {
  return new RunLoop(context, after, order).train();
}

/** One run, through as many workers as it needs. */
class RunLoop {
  private readonly recovery: Recovery;
  private recorder: Recorder;
  /** The saved run that is resumed; null: it begins anew. */
  private resume: string | null;
  /** What computes, or is to. */
  private backend: BackendName;
  /** What is known of each backend. A run that asked for one backend reports on that one alone. */
  private readonly candidates = new Map<BackendName, BackendCandidate>();

  constructor(
    private readonly context: Context,
    private readonly after: Aftercare,
    private readonly order: RunOrder,
  ) {
    const { config, record } = order;
    this.recovery = new Recovery(record !== null);
    this.recorder = new Recorder(context.store, config, record);
    this.resume = record?.id ?? null;
    this.backend = config.backend;
    this.learn(context.store.getState().backend.report?.candidates ?? []);
  }

  async train(): Promise<void> {
    const { context, order } = this;
    // After a reload they may be saved, and not read yet.
    if (learnsFromTexts(order.config)) await unlabelledOf(context).restore();
    let failure = await this.attempt();
    while (failure) {
      const next = this.nextBackend(failure);
      if (next === null) return this.end(failure);
      this.backend = next;
      const isThere = await this.setUp(failure);
      if (this.run.status === 'stopping') return this.end(failure);
      failure = isThere ? await this.attempt() : silentDeath;
    }
  }

  private get run(): RunState {
    return this.context.store.getState().run;
  }

  private patch(change: Partial<RunState>): void {
    patch(this.context.store, 'run', change);
  }

  private learn(candidates: readonly BackendCandidate[]): void {
    for (const candidate of candidates) this.candidates.set(candidate.name, candidate);
  }

  /** @returns null when the run is not tried again */
  private nextBackend({ code }: Failure): BackendName | null {
    const { run, backend } = this;
    // A run that never took a step would run out of memory in the same place again.
    const isTooBig = failureKind(code).retry === 'same-backend-once' && !hasSteps(run);
    if (run.status === 'stopping' || isTooBig) return null;
    const epochsDone = run.epochs.at(-1)?.epoch ?? 0;
    return this.recovery.next({ code, epochsDone, backend, candidates: [...this.candidates.values()] });
  }

  /** @returns null when the network is trained */
  private async attempt(): Promise<Failure | null> {
    let take: () => Promise<void>;
    try {
      take = await this.ask();
    } catch (error) {
      return failureOf(error);
    } finally {
      this.recorder.flush();
      this.patch({ isSettingUp: false });
    }
    await take();
    return null;
  }

  /** @returns what becomes of the result; the status of a study's run is the study's */
  private async ask(): Promise<() => Promise<void>> {
    const { resume, backend } = this;
    const { client } = this.context;
    const { config: asked, source, fromModel, study, lab } = this.order;
    const config = { ...asked, backend };
    if (lab) {
      const { shuffling } = lab;
      await client.ask('lab-run', { config, shuffling }, { onEvent: this.listener().onEvent });
      return async () => lab.onDone();
    }
    if (study) {
      const { onEvent } = this.listener();
      const measured = await client.ask('measure', { config, threads: study.threads }, { onEvent });
      return async () => study.onMeasured(measured);
    }
    const summary = await client.train({ config, source, resume, fromModel }, this.listener());
    return () => {
      this.patch({ status: 'finished', phase: null, trouble: null });
      return this.after.onTrained(summary);
    };
  }

  private listener(): TrainListener {
    const { store } = this.context;
    const { recorder } = this;
    const hears = { first: true };
    return {
      onRun: (id) => this.patch({ id }),
      onStateCopy: (runId, bytes) => this.patch({ stateCopy: { runId, bytes } }),
      onSaving: (problem) => update(store, 'run', (run) => withSaving(run, problem && say(problem))),
      onEvent: (event) => {
        if (event.type === 'backend') {
          this.backend = event.report.chosen;
          this.learn(event.report.candidates);
        }
        if (event.type === 'inside') update(store, 'flow', (flow) => withInside(flow, event));
        recorder.hear(event);
        if (hears.first) this.begun();
        hears.first = false;
      },
    };
  }

  /** The first word of a worker that trains: what the user has asked for meanwhile is passed on. */
  private begun(): void {
    const { status } = this.run;
    this.patch({ isSettingUp: false });
    if (status === 'starting' || status === 'recovering') this.patch({ status: 'running' });
    else if (status === 'paused') void this.context.client.ask('pause', {}).catch(() => undefined);
    else if (status === 'stopping') void this.context.client.ask('stop', {}).catch(() => undefined);
  }

  /** Sets a fresh worker up to resume the run, and says so. @returns false when that worker died, too */
  private async setUp(failure: Failure): Promise<boolean> {
    const { status, id } = this.run;
    const isPaused = status === 'paused' || status === 'pausing';
    this.patch({ status: isPaused ? 'paused' : 'recovering', phase: null, isSettingUp: true });
    this.sayTrouble(failure, id !== null);
    if (!(await this.after.freshWorker(failure.code === 'worker-died'))) return false;
    const saved = await this.savedState(id).catch(() => undefined);
    if (saved === undefined) return false;
    if (saved === null) this.sayTrouble(failure, false);
    await this.untilNotPaused();
    if (this.run.status !== 'stopping' && saved === null) {
      this.recorder = new Recorder(this.context.store, this.order.config, null);
      this.recorder.flush();
    }
    this.resume = saved;
    return true;
  }

  /** What happened, and whether the run is resumed or begins anew. */
  private sayTrouble({ code, error }: Failure, isSaved: boolean): void {
    const { lastStep } = this.run;
    const trying = error instanceof WorkerFailure ? error.backend : null;
    const name = this.backend === 'auto' ? null : t.training.backendNames[this.backend];
    const sentences = [
      comeback.what[code as RecoverableCode](lastStep?.epoch ?? null),
      code === 'worker-died' && trying ? t.failures.excluded(trying) : '',
      isSaved ? comeback.resumes(name) : comeback.startsAgain(name),
      code === 'out-of-memory' || code === 'device-out-of-memory' ? comeback.smallerBatch : '',
    ];
    this.patch({ trouble: sentences.filter(Boolean).join(' ') });
  }

  private untilNotPaused(): Promise<void> {
    const { store } = this.context;
    return new Promise((resolve) => {
      const look = () => {
        if (this.run.status === 'paused') return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = store.subscribe(look);
      look();
    });
  }

  /** The id of a run whose state is there to be resumed: on the device, or else in the page's memory. */
  private async savedState(id: string | null): Promise<string | null> {
    if (id === null) return null;
    const { client } = this.context;
    const { runs } = await client.ask('list-runs', {});
    if (runs.some((saved) => saved.id === id && saved.hasState)) return id;
    const copy = stateCopyOf(this.run, id);
    if (!copy) return null;
    const record = await client.ask('import-state', { file: new Blob([copy]) });
    return record.id;
  }

  /** The run is over without a network. */
  private async end(failure: Failure): Promise<void> {
    const { run, recovery } = this;
    const wasStopped = run.status === 'stopping';
    const isSaved = run.id !== null && hasSteps(run);
    const isSound = soundCodes.has(failure.code) && recovery.count === 0;
    // Stopped before its first step, a run has nothing to show for it; that is no failure.
    const status = wasStopped ? 'idle' : 'failed';
    const { error } = failure;
    if (!wasStopped && failure.code === 'bad-input' && error instanceof WorkerFailure)
      this.order.study?.onRefused(error.told);
    const problem = isSound
      ? sentenceOf(failure.error)
      : wasStopped
        ? comeback.stopped
        : gaveUp(failure, isSaved, recovery.count);
    this.patch({ status, phase: null, isSettingUp: false, trouble: null, problem });
    if (!isSound) await this.after.freshWorker(failure.code === 'worker-died');
  }
}

/** What happened, and the way on. The advice of the failure's kind is for a new run; one that is saved can't be made smaller. */
function gaveUp({ error, code }: Failure, hasSaved: boolean, recoveries: number): string {
  const { retry } = failureKind(code);
  if (retry === 'never') return sentenceOf(error);
  const what = whatOf(error);
  if (!hasSaved)
    return `${what} ${retry === 'same-backend-first' ? comeback.gaveUpEmpty : advice(code)}`.trim();
  if (code === 'out-of-memory') return `${what} ${comeback.gaveUpMemory}`;
  if (code === 'device-out-of-memory') return `${what} ${comeback.gaveUpDeviceMemory}`;
  return `${what} ${comeback.gaveUp(Math.min(recoveries, mostRecoveries))}`;
}
