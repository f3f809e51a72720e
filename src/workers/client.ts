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

/** Its members can be handed on one by one, as a page does that wraps some of them. */
export class WorkerClient implements Client {
  private readonly pending = new Map<number, Pending>();
  private readonly runsListeners = new Set<() => void>();
  /** Backends that Automatic passes over in every worker from now on, with the reason. */
  private readonly excluded = new Map<ComputeBackend, Message>();
  private running: Running | null = null;
  private nextId = 1;
  private closed = false;
  private lastLook = performance.now();
  private readonly watchdog = setInterval(() => this.look(), WATCH_EVERY);
  private readonly options: Required<ClientOptions>;

  constructor(options: ClientOptions) {
    this.options = {
      createWorker: spawnTrainer,
      silenceLimit: 10_000,
      startLimit: 60_000,
      pageVisible: () => document.visibilityState === 'visible',
      ...options,
    };
  }

  readonly ask: Client['ask'] = (name, request, options = {}) => {
    const { onEvent } = options;
    return this.send(name, request, options, onEvent ? { onEvent } : null);
  };

  readonly train: Client['train'] = (request, listener) => this.send('train', request, {}, listener);

  readonly onRunsChanged: Client['onRunsChanged'] = (listener) => {
    this.runsListeners.add(listener);
    return () => this.runsListeners.delete(listener);
  };

  readonly restart = (): void => this.end(new WorkerFailure('worker-died', { code: 'worker-restarted' }));

  readonly close = (): void => {
    this.closed = true;
    clearInterval(this.watchdog);
    this.end(new WorkerFailure('worker-died', { code: 'page-closing' }));
  };

  private end(failure: WorkerFailure): void {
    this.running?.worker.terminate();
    this.running = null;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const entry of waiting) entry.reject(failure);
  }

  private die(current: Running, told: Message, code: FailureCode = 'worker-died'): void {
    // A worker that was replaced may still have errors under way.
    if (this.running !== current) return;
    const { trying } = current;
    if (trying) this.excluded.set(trying, { code: 'died-trying' });
    const failure = new WorkerFailure(code, told, trying);
    this.end(failure);
    this.options.onWorkerDeath(failure);
  }

  private settle(id: number, act: (entry: Pending) => void): void {
    const entry = this.pending.get(id);
    // Answers of a worker that was replaced find nobody waiting.
    if (!entry) return;
    this.pending.delete(id);
    act(entry);
  }

  private fail({ id, code, told, backend = null }: Extract<WorkerEvent, { type: 'failure' }>): void {
    if (failureKind(code).excludesBackend && backend)
      this.excludeNow(backend, { code: 'backend-refused', what: told });
    this.settle(id, (entry) => entry.reject(new WorkerFailure(code, told, backend)));
  }

  private hear(current: Running, event: WorkerEvent): void {
    if (this.running !== current) return;
    current.heard = performance.now();
    current.hasSpoken = true;
    const entry = 'id' in event ? this.pending.get(event.id) : undefined;
    switch (event.type) {
      case 'answer':
        return this.settle(event.id, ({ resolve }) => resolve(event.response));
      case 'failure':
        return this.fail(event);
      case 'trying':
        current.trying = event.backend;
        return;
      case 'train-event':
        return entry?.listener?.onEvent(event.event);
      case 'run':
        return entry?.listener?.onRun?.(event.runId);
      case 'state-copy':
        return entry?.listener?.onStateCopy?.(event.runId, event.bytes);
      case 'saving':
        return entry?.listener?.onSaving?.(event.problem);
      case 'runs-changed':
        return this.runsListeners.forEach((listener) => listener());
      case 'progress':
        return entry?.onProgress?.(event.progress);
      case 'columns':
        return entry?.onColumns?.(event.columns);
      case 'reading':
        if (entry) entry.reading = event.file;
        return;
      case 'heartbeat':
        return;
      default:
        event satisfies never;
    }
  }

  /** Nobody waits for the answer: it comes before that of any later command. */
  private tellExcluded(worker: WorkerLike): void {
    const backends = [...this.excluded].map(([name, why]) => ({ name, why }));
    worker.postMessage({ id: this.nextId++, name: 'exclude-backends', request: { backends } }, []);
  }

  private excludeNow(backend: ComputeBackend, why: Message): void {
    this.excluded.set(backend, why);
    if (this.running) this.tellExcluded(this.running.worker);
  }

  private start(): Running {
    const worker = this.options.createWorker();
    const current: Running = { worker, heard: performance.now(), hasSpoken: false, trying: null };
    worker.addEventListener('message', ({ data }) => this.hear(current, data));
    worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      // Its script did not come: that is an event without a message, before its first word.
      if (!current.hasSpoken && !event.message)
        this.die(current, { code: 'worker-not-loaded' }, 'not-loaded');
      else this.die(current, { code: 'worker-threw', detail: event.message || null });
    });
    worker.addEventListener('messageerror', () => this.die(current, { code: 'worker-unreadable' }));
    if (this.excluded.size > 0) this.tellExcluded(worker);
    return current;
  }

  private send<N extends CommandName>(
    name: N,
    request: Request<N>,
    { onProgress, onColumns, signal }: AskOptions,
    listener: Pending['listener'],
  ): Promise<Response<N>> {
    if (signal?.aborted) return Promise.reject(new WorkerFailure('cancelled', { code: 'cancelled' }));
    if (this.closed) return Promise.reject(new WorkerFailure('worker-died', { code: 'page-closing' }));
    this.running ??= this.start();
    const { worker } = this.running;
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      // The id is what ties an answer to its command; a message's type alone can't say which it is.
      this.pending.set(id, {
        resolve: (response) => resolve(response),
        reject,
        listener,
        onProgress: onProgress ?? null,
        onColumns: onColumns ?? null,
        reading: null,
      });
      signal?.addEventListener('abort', () => this.cancel(id), { once: true });
      try {
        const transfer = commandSpec(name).requestTransfers?.(request) ?? [];
        worker.postMessage({ id, name, request } as Command, transfer);
      } catch (error) {
        this.pending.delete(id);
        const detail = error instanceof Error ? error.message : String(error);
        reject(new WorkerFailure('internal', { code: 'not-sent', detail }));
      }
    });
  }

  /** Its failure comes from the worker, once that has stopped working on it. */
  private cancel(id: number): void {
    if (this.pending.has(id)) void this.send('cancel', { id }, {}, null).catch(() => undefined);
  }

  /** Ends a worker that has been silent for too long. */
  private look(): void {
    const now = performance.now();
    // A late tick means that the page itself slept or was blocked: the worker gets a fresh start.
    const slept = now - this.lastLook > 3 * WATCH_EVERY;
    this.lastLook = now;
    const { running } = this;
    const { pageVisible, silenceLimit, startLimit } = this.options;
    if (!running) return;
    if (slept || !pageVisible()) {
      running.heard = now;
      return;
    }
    if (now - running.heard <= (running.hasSpoken ? silenceLimit : startLimit)) return;
    const file = [...this.pending.values()].findLast(({ reading }) => reading !== null)?.reading;
    this.die(running, file ? { code: 'worker-silent-reading', file } : { code: 'worker-silent' });
  }
}
