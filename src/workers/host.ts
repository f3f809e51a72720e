/** Answers the page's commands. It knows no Worker: what it sends goes through `post`, so tests need none. */
import { BackendError, configProblems, InputError, parseRunConfig, Session } from '../model/index.ts';
import type {
  Command,
  CommandName,
  FailureCode,
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

  constructor(
    private readonly post: Post,
    private readonly load: (url: string) => Promise<Uint8Array> = download,
  ) {}

  /** Never rejects: what goes wrong is posted as a failure of this command. */
  async handle(command: Command): Promise<void> {
    try {
      const response = await this.answer(command);
      const transfer =
        command.name === 'export-model' ? [(response as Response<'export-model'>).bytes.buffer] : [];
      this.post({ type: 'answer', id: command.id, response }, transfer);
    } catch (error) {
      this.post({ type: 'failure', id: command.id, ...describe(error) });
    }
  }

  private async answer(command: Command): Promise<Response<CommandName>> {
    const { session } = this;
    switch (command.name) {
      case 'load-sample':
        return session.loadSample(command.request.sample, await this.load(command.request.url));
      case 'open-file':
        return session.openFile(await bytesOf(command.request.file), command.request.file.name);
      case 'choose-columns':
        return session.chooseColumns(command.request.choice);
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
        this.post({ type: 'train-event', id, event: next.value });
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

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new InputError(`“${file.name}” could not be read. Was it moved or deleted? Choose it again.`);
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
