/** Commands that train a run, and that steer it meanwhile. */
import type { Request } from '../../contract/commands.ts';
import type { ModelSummary } from '../../contract/results.ts';
import type { RunConfig } from '../../contract/settings.ts';
import type { MeasuredRun } from '../../contract/studies.ts';
import {
  InputError,
  labRun,
  limitThreads,
  measureRun,
  type ServiceEvent,
  type TrainingService,
  type TrainingState,
} from '../../model/index.ts';
import type { RunListener, RunWriter } from '../run-writer.ts';
import { checked, type Handlers, type Services } from './handler.ts';

/** What the user has asked of the run that is under way, or about to begin. */
class Steering {
  private abort = new AbortController();
  private pausing: { promise: Promise<void>; resolve: () => void } | null = null;

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  pause(): void {
    if (this.pausing) return;
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    this.pausing = { promise, resolve };
  }

  resume(): void {
    this.pausing?.resolve();
    this.pausing = null;
  }

  stop(): void {
    this.abort.abort();
    this.resume();
  }

  /** Settles at once unless the run is paused. */
  async untilResumed(): Promise<void> {
    await this.pausing?.promise;
  }

  /** The next run is not steered yet. */
  reset(): void {
    this.resume();
    this.abort = new AbortController();
  }
}

export function trainingHandlers(services: Services) {
  const { lanes, training } = services;
  const steering = new Steering();
  const steer = (command: 'pause' | 'resume' | 'stop') => (): null => {
    if (lanes.isTraining) steering[command]();
    return null;
  };
  /** Work that trains: it can be steered, and its network answers meanwhile. */
  const steered = async <T>(work: () => Promise<T>): Promise<T> => {
    training.live.expect();
    try {
      return await work();
    } catch (error) {
      const isStopped = steering.signal.aborted && isAbort(error);
      throw isStopped ? new InputError({ code: 'stopped-before-first-step' }) : error;
    } finally {
      steering.reset();
      training.live.end();
    }
  };
  return {
    train: (request, { id }) => steered(() => train(services, steering, id, request)),
    measure: ({ config, threads }, { id }) =>
      steered(() => withThreads(threads, () => measure(services, steering, id, checked(config)))),
    'step-rate': ({ config, threads, seconds }) =>
      withThreads(threads, async () => ({
        stepsPerSecond: await training.measuring.stepRate(checked(config), seconds),
      })),
    'lab-run': ({ config, shuffling }, { id }) => {
      const events = labRun(training, checked(config), shuffling, steering.signal);
      return steered(() => tellAll(services, steering, id, events));
    },
    'watch-epochs': (asked) => {
      training.epochs.asked = asked;
      return null;
    },
    pause: steer('pause'),
    resume: steer('resume'),
    stop: steer('stop'),
  } satisfies Partial<Handlers>;
}

/** Does work that opens its backend with no more than so many threads. */
async function withThreads<T>(most: number | undefined, work: () => Promise<T>): Promise<T> {
  limitThreads(most ?? Number.POSITIVE_INFINITY);
  try {
    return await work();
  } finally {
    limitThreads(Number.POSITIVE_INFINITY);
  }
}

async function train(
  services: Services,
  steering: Steering,
  id: number,
  request: Request<'train'>,
): Promise<ModelSummary> {
  const { post, runs, training, loadedRun } = services;
  const config = checked(request.config);
  const { run, from } = await openRun(services, id, config, request);
  post({ type: 'run', id, runId: run.id });
  const fromModel = request.fromModel && !from;
  const events = training.train(config, steering.signal, { from, fromModel });
  return runs.locks.hold(run.id, async () => {
    const summary = await pull(events, run, steering, (event) => post({ type: 'train-event', id, event }));
    await run.finish((await training.models.zip()).bytes);
    loadedRun.id = run.id;
    return summary;
  });
}

/** A run of a study. @throws {InputError} when it was stopped before its end */
async function measure(
  services: Services,
  steering: Steering,
  id: number,
  config: RunConfig,
): Promise<MeasuredRun> {
  const events = measureRun(services.training, config, steering.signal);
  const measured = await tellAll(services, steering, id, events);
  if (!measured) throw new InputError({ code: 'run-not-measured' });
  return measured;
}

/** Pulls the events of a run that is saved nowhere, and tells the page of them. */
async function tellAll<R>(
  { post }: Services,
  steering: Steering,
  id: number,
  events: AsyncGenerator<ServiceEvent, R>,
): Promise<R> {
  for (;;) {
    await steering.untilResumed();
    const next = await events.next();
    if (next.done) return next.value;
    if (next.value.type !== 'state') post({ type: 'train-event', id, event: next.value });
  }
}

/** A new run, or the one that is to be resumed. */
async function openRun(
  { post, runs, training }: Services,
  id: number,
  config: RunConfig,
  { source, resume }: Request<'train'>,
): Promise<{ run: RunWriter; from: TrainingState | null }> {
  const listener: RunListener = {
    onProblem: (why) => post({ type: 'saving', id, problem: why && { code: 'run-not-saved', why } }),
    onStateCopy: (runId, bytes) => post({ type: 'state-copy', id, runId, bytes }, [bytes.buffer]),
  };
  if (resume) return runs.resume(resume, config, listener);
  return { run: runs.begin(config, source, training.data.identity(), listener), from: null };
}

type Events = ReturnType<TrainingService['train']>;
type PlainEvent = Parameters<RunWriter['hear']>[0];

/** Pulls a run's events to its end: not pulling is the pause. */
async function pull(
  events: Events,
  run: RunWriter,
  steering: Steering,
  tell: (event: Exclude<PlainEvent, { type: 'state' }>) => void,
): Promise<ModelSummary> {
  for (;;) {
    await steering.untilResumed();
    const next = await events.next();
    if (next.done) return next.value;
    for (const event of [next.value, run.besides(next.value)]) {
      if (!event) continue;
      run.hear(event);
      if (event.type !== 'state') tell(event);
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
