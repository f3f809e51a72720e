/** Answers the page's commands. It knows no Worker: what it sends goes through `post`, so tests need none. */
import {
  BackendError,
  configProblems,
  InputError,
  parseRunConfig,
  plainName,
  Session,
  type TrainingState,
} from '../model/index.ts';
import type { Message } from '../contract/messages/message.ts';
import type {
  Command,
  CommandName,
  ExportedFile,
  FailureCode,
  ModelSummary,
  Progress,
  Request,
  Response,
  RunConfig,
  TestReport,
  WorkerEvent,
} from './protocol.ts';
import { RunKeeper, type KeeperListener, type KeptRun } from './run-keeper.ts';

export type Post = (event: WorkerEvent, transfer?: Transferable[]) => void;

interface Training {
  abort: AbortController;
  /** Pending while the person has paused; null while training runs. */
  resumed: PromiseWithResolver | null;
}

interface PromiseWithResolver {
  promise: Promise<void>;
  resolve: () => void;
}

export class Host {
  private readonly session = new Session((backend) => this.post({ type: 'trying', backend }));
  /** The run whose network is at hand, where it is kept. */
  private runAtHand: string | null = null;
  private training: Training | null = null;
  /** Of the commands that can be cancelled, while they are under way. */
  private readonly working = new Map<number, AbortController>();

  constructor(
    private readonly post: Post,
    private readonly load: (url: string) => Promise<Uint8Array> = download,
    private readonly keeper = new RunKeeper(),
  ) {
    keeper.onChange = () => this.post({ type: 'runs-changed' });
  }

  /** Never rejects: what goes wrong is posted as a failure of this command. */
  async handle(command: Command): Promise<void> {
    const abort = new AbortController();
    this.working.set(command.id, abort);
    try {
      const response = await this.answer(command, abort.signal);
      this.post({ type: 'answer', id: command.id, response }, transferred(command.name, response));
    } catch (error) {
      const failure = abort.signal.aborted ? cancelled : describe(error);
      this.post({ type: 'failure', id: command.id, ...failure, backend: this.session.backendName });
    } finally {
      this.working.delete(command.id);
    }
  }

  private async answer(command: Command, signal: AbortSignal): Promise<Response<CommandName>> {
    const { session, keeper } = this;
    const onProgress = (progress: Progress) => this.post({ type: 'progress', id: command.id, progress });
    const work = { signal, onProgress };
    switch (command.name) {
      case 'load-sample':
        return session.loadSample(command.request.sample, await this.load(command.request.url));
      case 'open-files': {
        const { files, encoding } = command.request;
        const sources = files.map(({ path, file }) => ({ path, blob: file }));
        const onFile = (file: string) => this.post({ type: 'reading', id: command.id, file });
        return session.openFiles(sources, { ...work, encoding, onFile });
      }
      case 'choose-columns':
        return session.chooseColumns(command.request.choice, work);
      case 'examine':
        return session.examine(checked(command.request.config), work);
      case 'rows': {
        const { query, start, count, config } = command.request;
        return session.rows(query, start, count, checked(config), work);
      }
      case 'export-rows':
        return session.exportRows(command.request.query, checked(command.request.config), work);
      case 'correct':
        return session.correct(command.request.rows, command.request.correction, work);
      case 'export-corrections':
        return session.exportCorrections();
      case 'import-corrections':
        return session.importCorrections(await bytesOf(command.request.file), work);
      case 'cancel':
        this.working.get(command.request.id)?.abort();
        return null;
      case 'exclude-backends':
        session.excludeBackends(new Map(command.request.backends.map(({ name, why }) => [name, why])));
        return null;
      case 'probe-backends':
        return session.probe(checked(command.request.config));
      case 'profile':
        return session.profile(checked(command.request.config));
      case 'train':
        return this.train(command.id, command.request);
      case 'pause':
        return this.pause();
      case 'resume':
        return this.resume();
      case 'stop':
        return this.stop();
      case 'test':
        return this.test();
      case 'predict':
        return session.predict(command.request.text);
      case 'export-model':
        return session.exportModel(command.request.parts);
      case 'import-model':
        this.runAtHand = null;
        return session.importModel(command.request.files);
      case 'list-runs':
        return keeper.list();
      case 'get-run':
        return keeper.get(command.request.id);
      case 'rename-run':
        return keeper.rename(command.request.id, command.request.name);
      case 'delete-run':
        await keeper.setDeleted(command.request.id, true);
        return null;
      case 'undelete-run':
        await keeper.setDeleted(command.request.id, false);
        return null;
      case 'load-run':
        return this.loadRun(command.request.id);
      case 'export-run': {
        const { name } = await keeper.get(command.request.id);
        return {
          fileName: `forget-gate-${plainName(name)}.zip`,
          bytes: await keeper.model(command.request.id),
        };
      }
      case 'export-state': {
        const { name } = await keeper.get(command.request.id);
        const bytes = await keeper.stateBytes(command.request.id);
        return { fileName: `forget-gate-${plainName(name)}.safetensors`, bytes };
      }
      case 'import-state':
        return keeper.importState(await bytesOf(command.request.file));
      default:
        return command satisfies never;
    }
  }

  private async train(id: number, request: Request<'train'>): Promise<Response<'train'>> {
    if (this.training) throw new InputError('A training is running. Stop it first.');
    const config = checked(request.config);
    const training: Training = { abort: new AbortController(), resumed: null };
    this.training = training;
    try {
      const { run, from } = await this.openRun(id, config, request);
      this.post({ type: 'run', id, runId: run.id });
      const fromModel = request.fromModel && !from;
      const events = this.session.train(config, training.abort.signal, { from, fromModel });
      return await this.keeper.locks.hold(run.id, () => this.pull(id, events, run, training));
    } catch (error) {
      const isStopped = training.abort.signal.aborted && isAbort(error);
      throw isStopped ? new InputError('Training was stopped before its first step.') : error;
    } finally {
      this.training = null;
    }
  }

  private async pull(
    id: number,
    events: ReturnType<Session['train']>,
    run: KeptRun,
    training: Training,
  ): Promise<ModelSummary> {
    for (;;) {
      if (training.resumed) await training.resumed.promise;
      const next = await events.next();
      if (next.done) return this.finish(run, next.value);
      for (const event of [next.value, run.besides(next.value)]) {
        if (!event) continue;
        run.hear(event);
        if (event.type !== 'state') this.post({ type: 'train-event', id, event });
      }
    }
  }

  /** A new run, or the one that is to go on. */
  private async openRun(
    id: number,
    config: RunConfig,
    { source, resume }: Request<'train'>,
  ): Promise<{ run: KeptRun; from: TrainingState | null }> {
    const listener: KeeperListener = {
      onProblem: (sentence) => {
        const advice = 'Training goes on; download its state if you want to go on later.';
        this.post({ type: 'saving', id, problem: sentence && `${sentence} ${advice}` });
      },
      onStateCopy: (runId, bytes) => this.post({ type: 'state-copy', id, runId, bytes }, [bytes.buffer]),
    };
    if (resume) return this.keeper.resume(resume, config, listener);
    const dataset = this.session.datasetName();
    return { run: this.keeper.begin(config, source, dataset, listener), from: null };
  }

  private async finish(run: KeptRun, summary: ModelSummary): Promise<ModelSummary> {
    await run.finish((await this.session.exportModel()).bytes);
    this.runAtHand = run.id;
    return summary;
  }

  private async test(): Promise<TestReport> {
    const report = await this.session.test();
    // A run's own test is on its own data; what it does on other data is no property of it.
    const isOwn = this.session.modelIsOfDataset();
    if (this.runAtHand && isOwn) await this.keeper.setTest(this.runAtHand, report).catch(() => undefined);
    return report;
  }

  private async loadRun(id: string): Promise<Response<'load-run'>> {
    await this.keeper.get(id);
    const loaded = this.session.importModel([{ name: 'model.zip', bytes: await this.keeper.model(id) }]);
    this.runAtHand = id;
    return loaded;
  }

  private pause(): null {
    if (this.training && !this.training.resumed) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.training.resumed = { promise, resolve };
    }
    return null;
  }

  private resume(): null {
    this.training?.resumed?.resolve();
    if (this.training) this.training.resumed = null;
    return null;
  }

  private stop(): null {
    this.training?.abort.abort();
    return this.resume();
  }
}

/** The page has checked them already; this is the border. @throws {InputError} */
function checked(value: RunConfig): RunConfig {
  const [problem] = configProblems(value);
  if (problem) throw new InputError(problem.message);
  return parseRunConfig(value);
}

const cancelled = { code: 'cancelled', told: { code: 'cancelled' } } as const;

const exporting: ReadonlySet<CommandName> = new Set([
  'export-model',
  'export-rows',
  'export-corrections',
  'export-run',
  'export-state',
]);

/** Bytes of files are handed over, not copied. */
function transferred(name: CommandName, response: Response<CommandName>): Transferable[] {
  return exporting.has(name) ? [(response as ExportedFile).bytes.buffer] : [];
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new InputError('The file could not be read. Was it moved or deleted? Choose it again.');
  }
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok)
    throw new InputError('The sample could not be fetched. Are you online? Try again, or upload a file.');
  return new Uint8Array(await response.arrayBuffer());
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function describe(error: unknown): { code: FailureCode; told: Message } {
  if (error instanceof BackendError) return { code: error.code, told: error.told };
  if (error instanceof InputError) return { code: 'bad-input', told: error.told };
  const detail = error instanceof Error ? error.message : String(error);
  if (/out of memory|allocation failed|invalid (typed )?array (buffer )?length/i.test(detail)) {
    return { code: 'out-of-memory', told: { code: 'memory-full' } };
  }
  return { code: 'internal', told: { code: 'unexpected', detail } };
}
