/**
 * The page's only door to the worker: requests become promises, a worker that dies or falls silent
 * becomes a failure with a code. No promise stays pending for ever.
 */
import { failureKind, type FailureCode } from '../contract/failures.ts';
import {
  commandSpec,
  type Command,
  type CommandName,
  type Request,
  type Response,
} from '../contract/commands.ts';
import type { ComputeBackend } from '../contract/backends.ts';
import type { ClassifiedColumns } from '../contract/classification.ts';
import type { Progress } from '../contract/dataset.ts';
import type { ModelSummary } from '../contract/results.ts';
import type { TrainEvent } from '../contract/training.ts';
import type { WorkerEvent } from './protocol.ts';
import { developerText } from '../contract/messages/developer-text.ts';
import type { Message } from '../contract/messages/message.ts';

/** What the worker could not do; `told` is for the user, `message` for developers. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  readonly code: FailureCode;
  /** What happened, without advice: that goes with the failure's kind. */
  readonly told: Message;
  /** Of a worker that died: the backend that it was trying; else what computed, as far as that is known. */
  readonly backend: ComputeBackend | null;

  constructor(code: FailureCode, told: Message, backend: ComputeBackend | null = null) {
    super(developerText(told));
    this.code = code;
    this.told = told;
    this.backend = backend;
  }
}

/** The part of `Worker` that the client uses, so that a test can stand in for it. */
export interface WorkerLike {
  postMessage(message: Command, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<WorkerEvent>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(type: 'messageerror', listener: () => void): void;
  terminate(): void;
}

export interface ClientOptions {
  /** Called once for each worker that dies. The next request starts a new, empty one. */
  onWorkerDeath: (failure: WorkerFailure) => void;
  createWorker?: () => WorkerLike;
  /** How long a running worker may say nothing while the page is visible, in milliseconds. */
  silenceLimit?: number;
  /** The same until its first word: its code must be fetched and compiled first. */
  startLimit?: number;
  pageVisible?: () => boolean;
}

export interface AskOptions {
  onProgress?: (progress: Progress) => void;
  /** Hears how a run of a study trains. */
  onEvent?: TrainListener['onEvent'];
  /** Hears which columns `classify-files` reads. */
  onColumns?: (columns: ClassifiedColumns) => void;
  /** Cancels the command, which then fails with the code `cancelled`. */
  signal?: AbortSignal;
}

export interface TrainListener {
  onEvent: (event: TrainEvent) => void;
  /** Which run the states are saved under. */
  onRun?: (runId: string) => void;
  /** A state that the worker could not save on the device. */
  onStateCopy?: (runId: string, bytes: Uint8Array<ArrayBuffer>) => void;
  /** Why the run is not saved on the device; null when it is again. */
  onSaving?: (problem: Message | null) => void;
}

export interface Client {
  /** @throws {WorkerFailure} */
  ask<N extends CommandName>(name: N, request: Request<N>, options?: AskOptions): Promise<Response<N>>;
  /** Trains; the listener hears everything before the promise settles. @throws {WorkerFailure} */
  train(request: Request<'train'>, listener: TrainListener): Promise<ModelSummary>;
  /** Hears when the list of runs has changed other than by a command of this page. @returns what ends that */
  onRunsChanged(listener: () => void): () => void;
  /** Ends this worker on purpose; what was pending fails as `worker-died`. The next request starts another. */
  restart(): void;
  /** Ends the worker and the watchdog for good. */
  close(): void;
}

type AnyResponse = Response<CommandName>;

interface Pending {
  resolve: (response: AnyResponse) => void;
  reject: (failure: WorkerFailure) => void;
  listener: TrainListener | null;
  onProgress: ((progress: Progress) => void) | null;
  onColumns: ((columns: ClassifiedColumns) => void) | null;
  /** What it was last said to read; null when it reads nothing. */
  reading: string | null;
}

interface Running {
  worker: WorkerLike;
  /** When it last said something (`performance.now()`). */
  heard: number;
  hasSpoken: boolean;
  /** What it said that it was about to try. */
  trying: ComputeBackend | null;
}

const WATCH_EVERY = 1_000;

function spawnTrainer(): WorkerLike {
  return new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module' });
}

export function createClient(options: ClientOptions): Client {
  const {
    onWorkerDeath,
    createWorker = spawnTrainer,
    silenceLimit = 10_000,
    startLimit = 60_000,
    pageVisible = () => document.visibilityState === 'visible',
  } = options;

  const pending = new Map<number, Pending>();
  const runsListeners = new Set<() => void>();
  /** Backends that Automatic passes over in every worker from now on, with the reason. */
  const excluded = new Map<ComputeBackend, Message>();
  let running: Running | null = null;
  let nextId = 1;
  let closed = false;

  function rejectAll(failure: WorkerFailure): void {
    const waiting = [...pending.values()];
    pending.clear();
    for (const entry of waiting) entry.reject(failure);
  }

  function end(failure: WorkerFailure): void {
    running?.worker.terminate();
    running = null;
    rejectAll(failure);
  }

  function die(current: Running, told: Message, code: FailureCode = 'worker-died'): void {
    // A worker that was replaced may still have errors under way.
    if (running !== current) return;
    const { trying } = current;
    if (trying) excluded.set(trying, { code: 'died-trying' });
    const failure = new WorkerFailure(code, told, trying);
    end(failure);
    onWorkerDeath(failure);
  }

  function settle(id: number, act: (entry: Pending) => void): void {
    const entry = pending.get(id);
    // Answers of a worker that was replaced find nobody waiting.
    if (!entry) return;
    pending.delete(id);
    act(entry);
  }

  function fail({ id, code, told, backend = null }: Extract<WorkerEvent, { type: 'failure' }>): void {
    if (failureKind(code).excludesBackend && backend)
      excludeNow(backend, { code: 'backend-refused', what: told });
    settle(id, (entry) => entry.reject(new WorkerFailure(code, told, backend)));
  }

  function hear(current: Running, event: WorkerEvent): void {
    if (running !== current) return;
    current.heard = performance.now();
    current.hasSpoken = true;
    switch (event.type) {
      case 'answer':
        return settle(event.id, (entry) => entry.resolve(event.response));
      case 'failure':
        return fail(event);
      case 'trying':
        current.trying = event.backend;
        return;
      case 'train-event':
        return pending.get(event.id)?.listener?.onEvent(event.event);
      case 'run':
        return pending.get(event.id)?.listener?.onRun?.(event.runId);
      case 'state-copy':
        return pending.get(event.id)?.listener?.onStateCopy?.(event.runId, event.bytes);
      case 'saving':
        return pending.get(event.id)?.listener?.onSaving?.(event.problem);
      case 'runs-changed':
        return runsListeners.forEach((listener) => listener());
      case 'progress':
        return pending.get(event.id)?.onProgress?.(event.progress);
      case 'columns':
        return pending.get(event.id)?.onColumns?.(event.columns);
      case 'reading': {
        const entry = pending.get(event.id);
        if (entry) entry.reading = event.file;
        return;
      }
      case 'heartbeat':
        return;
      default:
        event satisfies never;
    }
  }

  /** Nobody waits for the answer: it comes before that of any later command. */
  function tellExcluded(worker: WorkerLike): void {
    const backends = [...excluded].map(([name, why]) => ({ name, why }));
    worker.postMessage({ id: nextId++, name: 'exclude-backends', request: { backends } }, []);
  }

  function excludeNow(backend: ComputeBackend, why: Message): void {
    excluded.set(backend, why);
    if (running) tellExcluded(running.worker);
  }

  function start(): Running {
    const current: Running = {
      worker: createWorker(),
      heard: performance.now(),
      hasSpoken: false,
      trying: null,
    };
    current.worker.addEventListener('message', ({ data }) => hear(current, data));
    current.worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      // Its script did not come: that is an event without a message, before its first word.
      if (!current.hasSpoken && !event.message) die(current, { code: 'worker-not-loaded' }, 'not-loaded');
      else die(current, { code: 'worker-threw', detail: event.message || null });
    });
    current.worker.addEventListener('messageerror', () => die(current, { code: 'worker-unreadable' }));
    if (excluded.size > 0) tellExcluded(current.worker);
    return current;
  }

  function send<N extends CommandName>(
    name: N,
    request: Request<N>,
    { onProgress, onColumns, signal }: AskOptions,
    listener: Pending['listener'],
  ): Promise<Response<N>> {
    if (signal?.aborted) return Promise.reject(new WorkerFailure('cancelled', { code: 'cancelled' }));
    if (closed) return Promise.reject(new WorkerFailure('worker-died', { code: 'page-closing' }));
    running ??= start();
    const { worker } = running;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      // The id is what ties an answer to its command; a message's type alone can't say which it is.
      pending.set(id, {
        resolve: (response) => resolve(response),
        reject,
        listener,
        onProgress: onProgress ?? null,
        onColumns: onColumns ?? null,
        reading: null,
      });
      signal?.addEventListener('abort', () => cancel(id), { once: true });
      try {
        const transfer = commandSpec(name).requestTransfers?.(request) ?? [];
        worker.postMessage({ id, name, request } as Command, transfer);
      } catch (error) {
        pending.delete(id);
        const detail = error instanceof Error ? error.message : String(error);
        reject(new WorkerFailure('internal', { code: 'not-sent', detail }));
      }
    });
  }

  /** Its failure comes from the worker, once that has stopped working on it. */
  function cancel(id: number): void {
    if (pending.has(id)) void send('cancel', { id }, {}, null).catch(() => undefined);
  }

  let lastLook = performance.now();
  const watchdog = setInterval(() => {
    const now = performance.now();
    // A late tick means that the page itself slept or was blocked: the worker gets a fresh start.
    const slept = now - lastLook > 3 * WATCH_EVERY;
    lastLook = now;
    if (!running) return;
    if (slept || !pageVisible()) {
      running.heard = now;
      return;
    }
    const limit = running.hasSpoken ? silenceLimit : startLimit;
    if (now - running.heard <= limit) return;
    const file = [...pending.values()].findLast(({ reading }) => reading !== null)?.reading;
    die(running, file ? { code: 'worker-silent-reading', file } : { code: 'worker-silent' });
  }, WATCH_EVERY);

  return {
    ask: (name, request, askOptions = {}) => {
      const { onEvent } = askOptions;
      return send(name, request, askOptions, onEvent ? { onEvent } : null);
    },
    train: (request, listener) => send('train', request, {}, listener),
    onRunsChanged(listener) {
      runsListeners.add(listener);
      return () => runsListeners.delete(listener);
    },
    restart: () => end(new WorkerFailure('worker-died', { code: 'worker-restarted' })),
    close() {
      closed = true;
      clearInterval(watchdog);
      end(new WorkerFailure('worker-died', { code: 'page-closing' }));
    },
  };
}
