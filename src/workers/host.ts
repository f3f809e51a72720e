/** Answers the page's commands. It knows no Worker: what it sends goes through `post`, so tests need none. */
import { BackendError, configProblems, InputError, parseRunConfig, Session } from '../model/index.ts';
import type {
  Command,
  CommandName,
  ExportedFile,
  FailureCode,
  Progress,
  Request,
  Response,
  RunConfig,
  WorkerEvent,
} from './protocol.ts';

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
  private readonly session = new Session();
  private training: Training | null = null;
  /** Of the commands that can be cancelled, while they are under way. */
  private readonly working = new Map<number, AbortController>();

  constructor(
    private readonly post: Post,
    private readonly load: (url: string) => Promise<Uint8Array> = download,
  ) {}

  /** Never rejects: what goes wrong is posted as a failure of this command. */
  async handle(command: Command): Promise<void> {
    const abort = new AbortController();
    this.working.set(command.id, abort);
    try {
      const response = await this.answer(command, abort.signal);
      this.post({ type: 'answer', id: command.id, response }, transferred(command.name, response));
    } catch (error) {
      const failure = abort.signal.aborted ? cancelled : describe(error);
      this.post({ type: 'failure', id: command.id, ...failure });
    } finally {
      this.working.delete(command.id);
    }
  }

  private async answer(command: Command, signal: AbortSignal): Promise<Response<CommandName>> {
    const { session } = this;
    const onProgress = (progress: Progress) => this.post({ type: 'progress', id: command.id, progress });
    const work = { signal, onProgress };
    switch (command.name) {
      case 'load-sample':
        return session.loadSample(command.request.sample, await this.load(command.request.url));
      case 'open-files': {
        const { files, encoding } = command.request;
        const sources = files.map(({ path, file }) => ({ path, blob: file }));
        return session.openFiles(sources, { ...work, encoding });
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
        return session.test();
      case 'predict':
        return session.predict(command.request.text);
      case 'export-model':
        return session.exportModel();
      case 'import-model':
        return session.importModel(command.request.bytes);
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
      const events = this.session.train(config, training.abort.signal);
      for (;;) {
        if (training.resumed) await training.resumed.promise;
        const next = await events.next();
        if (next.done) return next.value;
        if (next.value.type !== 'state') this.post({ type: 'train-event', id, event: next.value });
      }
    } finally {
      this.training = null;
    }
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

const cancelled = { code: 'cancelled', message: 'This was cancelled.' } as const;

/** Bytes of files are handed over, not copied. */
function transferred(name: CommandName, response: Response<CommandName>): Transferable[] {
  if (name !== 'export-model' && name !== 'export-rows' && name !== 'export-corrections') return [];
  return [(response as ExportedFile).bytes.buffer];
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
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

function describe(error: unknown): { code: FailureCode; message: string } {
  if (error instanceof BackendError) return { code: error.code, message: error.message };
  if (error instanceof InputError) return { code: 'bad-input', message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DOMException && error.name === 'AbortError') {
    return { code: 'bad-input', message: 'Training was stopped before its first step.' };
  }
  if (/out of memory|allocation failed|Array buffer allocation/i.test(message)) {
    const advice = 'Memory ran out. Make the layers, the batch or the length limit smaller.';
    return { code: 'out-of-memory', message: advice };
  }
  return { code: 'internal', message: `Something went wrong that should not: ${message}` };
}
