/** Trains a run to its end: what its worker or its device does meanwhile is met with a fresh worker. */
import { failureKind } from '../../../contract/failures.ts';
import { WorkerFailure } from '../../../workers/client.ts';
import type {
  BackendCandidate,
  BackendName,
  FailureCode,
  ModelSummary,
  Request,
  RunConfig,
  RunRecord,
  RunSource,
  TrainEvent,
} from '../../../workers/protocol.ts';
import { advice, say, t } from '../../i18n/index.ts';
import { sentenceOf, whatOf, type Context } from '../context.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createRecovery, mostRecoveries, type RecoverableCode } from './recovery.ts';
import { isBusy, patch } from '../store.ts';

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

/** A run that goes on says where from. */
export interface RunOrder {
  config: RunConfig;
  source: RunSource;
  record: RunRecord | null;
  /** It begins with the network at hand. */
  fromModel?: boolean;
}

export interface RunLoop {
  /** Settles when the run has ended, however that was; never rejects. */
  train(order: RunOrder): Promise<void>;
  /** A fresh worker is being set up: nothing is there that could be paused or stopped. */
  isBetweenWorkers(): boolean;
  /** The run's last state, where the device can't keep it. */
  stateCopy(runId: string): Uint8Array<ArrayBuffer> | null;
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

export function createRunLoop({ store, client }: Context, after: Aftercare): RunLoop {
  const run = () => store.getState().run;
  let copy: { runId: string; bytes: Uint8Array<ArrayBuffer> } | null = null;
  let betweenWorkers = false;

  /** The first word of a worker that trains: what the person has asked for meanwhile is passed on. */
  function begun(): void {
    betweenWorkers = false;
    const { status } = run();
    if (status === 'starting' || status === 'recovering') patch(store, 'run', { status: 'running' });
    else if (status === 'paused') void client.ask('pause', {}).catch(() => undefined);
    else if (status === 'stopping') void client.ask('stop', {}).catch(() => undefined);
  }

  function untilNotPaused(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (run().status === 'paused') return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = store.subscribe(look);
      look();
    });
  }

  async function train({ config, source, record, fromModel }: RunOrder): Promise<void> {
    const recovery = createRecovery(record !== null);
    let recorder = createRecorder(store, config, record);
    let resume = record?.id ?? null;
    let backend = config.backend;
    const candidates = new Map<BackendName, BackendCandidate>();
    const learn = (event: TrainEvent) => {
      if (event.type !== 'backend') return;
      backend = event.report.chosen;
      // A run that asked for one backend reports on that one alone.
      for (const candidate of event.report.candidates) candidates.set(candidate.name, candidate);
    };
    for (const known of store.getState().backend.report?.candidates ?? []) candidates.set(known.name, known);

    let failure = await attempt(
      { config: { ...config, backend }, source, resume, fromModel },
      recorder,
      learn,
    );
    while (failure) {
      const wasStopped = run().status === 'stopping';
      const epochsDone = run().epochs.at(-1)?.epoch ?? 0;
      // A run that never took a step would run out of memory in the same place again.
      const isTooBig = failureKind(failure.code).retry === 'same-backend-once' && !hasSteps();
      const next =
        wasStopped || isTooBig
          ? null
          : recovery.next({ code: failure.code, epochsDone, backend, candidates: [...candidates.values()] });
      if (next === null) return end(failure, wasStopped, recovery.count);
      backend = next;
      const kept = await takeUp(failure, backend);
      if (run().status === 'stopping') return end(failure, true, recovery.count);
      if (kept === null) {
        failure = silentDeath;
        continue;
      }
      if (kept.id === null) {
        recorder = createRecorder(store, config, null);
        recorder.flush();
      }
      resume = kept.id;
      failure = await attempt({ config: { ...config, backend }, source, resume, fromModel }, recorder, learn);
    }
  }

  const hasSteps = () => run().lastStep !== null || run().doneBefore > 0;

  /** @returns null when the network is trained */
  async function attempt(
    request: Request<'train'>,
    recorder: Recorder,
    learn: (event: TrainEvent) => void,
  ): Promise<Failure | null> {
    let summary: ModelSummary;
    let hasBegun = false;
    try {
      summary = await client.train(request, {
        onRun: (id) => patch(store, 'run', { id }),
        onStateCopy: (runId, bytes) => (copy = { runId, bytes }),
        onSaving(problem) {
          patch(store, 'run', { notKept: problem && say(problem) });
          // What is on the device needs no copy.
          if (problem === null) copy = null;
        },
        onEvent(event) {
          learn(event);
          recorder.hear(event);
          if (!hasBegun) begun();
          hasBegun = true;
        },
      });
    } catch (error) {
      return failureOf(error);
    } finally {
      recorder.flush();
      betweenWorkers = false;
    }
    patch(store, 'run', { status: 'finished', phase: null, trouble: null });
    await after.onTrained(summary);
    return null;
  }

  /**
   * Sets a fresh worker up to go on, and says so.
   * @returns what the run goes on from, `id` null: nothing was kept; null when that worker died, too
   */
  async function takeUp(
    { code, error }: Failure,
    backend: BackendName,
  ): Promise<{ id: string | null } | null> {
    const { status, lastStep, id } = run();
    const isPaused = status === 'paused' || status === 'pausing';
    const trying = error instanceof WorkerFailure ? error.backend : null;
    betweenWorkers = true;
    const announce = (hasKept: boolean) => {
      const name = backend === 'auto' ? null : t.training.backendNames[backend];
      const sentences = [
        t.recovery.what[code as RecoverableCode](lastStep?.epoch ?? null),
        code === 'worker-died' && trying ? t.failures.excluded(trying) : '',
        hasKept ? t.recovery.goesOn(name) : t.recovery.startsAgain(name),
        code === 'out-of-memory' || code === 'device-out-of-memory' ? t.recovery.smallerBatch : '',
      ];
      patch(store, 'run', { trouble: sentences.filter(Boolean).join(' ') });
    };
    patch(store, 'run', { status: isPaused ? 'paused' : 'recovering', phase: null });
    announce(id !== null);
    if (!(await after.freshWorker(code === 'worker-died'))) return null;
    const kept = await keptState(id).catch(() => undefined);
    if (kept === undefined) return null;
    if (kept === null) announce(false);
    await untilNotPaused();
    return { id: kept };
  }

  /** The id of a run whose state is there to go on from: on the device, or else in the page's memory. */
  async function keptState(id: string | null): Promise<string | null> {
    if (id === null) return null;
    const { runs } = await client.ask('list-runs', {});
    if (runs.some((kept) => kept.id === id && kept.hasState)) return id;
    if (copy?.runId !== id) return null;
    const record = await client.ask('import-state', { file: new Blob([copy.bytes]) });
    return record.id;
  }

  /** The run is over without a network. */
  async function end(failure: Failure, wasStopped: boolean, recoveries: number): Promise<void> {
    betweenWorkers = false;
    const hasKept = run().id !== null && hasSteps();
    const isSound = soundCodes.has(failure.code) && recoveries === 0;
    // Stopped before its first step, a run has nothing to show for it; that is no failure.
    const status = wasStopped ? 'idle' : 'failed';
    const problem = isSound
      ? sentenceOf(failure.error)
      : wasStopped
        ? t.recovery.stopped
        : gaveUp(failure, hasKept, recoveries);
    patch(store, 'run', { status, phase: null, trouble: null, problem });
    if (!isSound) await after.freshWorker(failure.code === 'worker-died');
  }

  return {
    train,
    isBetweenWorkers: () => betweenWorkers && isBusy(run()),
    stateCopy: (runId) => (copy?.runId === runId ? copy.bytes : null),
  };
}

/** What happened, and the way on. The advice of the failure's kind is for a new run; one that is kept can't be made smaller. */
function gaveUp({ error, code }: Failure, hasKept: boolean, recoveries: number): string {
  const { retry } = failureKind(code);
  if (retry === 'never') return sentenceOf(error);
  const what = whatOf(error);
  if (!hasKept)
    return `${what} ${retry === 'same-backend-first' ? t.recovery.gaveUpEmpty : advice(code)}`.trim();
  if (code === 'out-of-memory') return `${what} ${t.recovery.gaveUpMemory}`;
  if (code === 'device-out-of-memory') return `${what} ${t.recovery.gaveUpDeviceMemory}`;
  return `${what} ${t.recovery.gaveUp(Math.min(recoveries, mostRecoveries))}`;
}
