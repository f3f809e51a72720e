/** Answers the page's commands. It knows no Worker: what it sends goes through `post`, so tests need none. */
import { isFile } from '../platform.ts';
import { commandSpec, type Command, type CommandName, type Request } from '../contract/commands.ts';
import type { Progress } from '../contract/dataset.ts';
import { BackendError, concat, InputError, TrainingService } from '../model/index.ts';
import { dataHandlers } from './handlers/data.ts';
import { dataInsightHandlers } from './handlers/data-insight.ts';
import type { Handlers, Post, Services } from './handlers/handler.ts';
import { modelHandlers } from './handlers/model.ts';
import { runHandlers } from './handlers/runs.ts';
import { trainingHandlers } from './handlers/training.ts';
import { Lanes } from './lanes.ts';
import type { FailureCode } from './protocol.ts';
import { RunRepository } from './run-repository.ts';
import type { Message } from '../contract/messages/message.ts';

export interface HostOptions {
  /** Fetches a file of this site. */
  load?: Services['load'];
  runs?: RunRepository;
}

export class Host {
  private readonly training = new TrainingService((backend) => this.post({ type: 'trying', backend }));
  private readonly lanes = new Lanes();
  private readonly handlers: Handlers;
  /** Of the commands that are under way. */
  private readonly working = new Map<number, AbortController>();

  constructor(
    private readonly post: Post,
    { load = download, runs = new RunRepository() }: HostOptions = {},
  ) {
    runs.onChange = () => this.post({ type: 'runs-changed' });
    const { training, lanes } = this;
    const services: Services = { post, load, training, runs, lanes, loadedRun: { id: null } };
    this.handlers = {
      ...dataHandlers(services),
      ...modelHandlers(services),
      ...dataInsightHandlers(services),
      ...trainingHandlers(services),
      ...runHandlers(services),
      cancel: ({ id }) => {
        this.working.get(id)?.abort();
        return null;
      },
    };
  }

  /** Never rejects: what goes wrong is posted as a failure of this command. */
  async handle(command: Command): Promise<void> {
    const abort = new AbortController();
    this.working.set(command.id, abort);
    try {
      await this.answer(command, abort.signal);
    } catch (error) {
      const failure = abort.signal.aborted ? cancelled : describe(error);
      this.post({ type: 'failure', id: command.id, ...failure, backend: this.training.backend.name });
    } finally {
      this.working.delete(command.id);
    }
  }

  private async answer<N extends CommandName>(
    { id, name, request }: { id: number; name: N; request: Request<N> },
    signal: AbortSignal,
  ): Promise<void> {
    const response = await this.lanes.enter(name, async () => {
      // It may have been cancelled while it waited.
      signal.throwIfAborted();
      const onProgress = (progress: Progress) => this.post({ type: 'progress', id, progress });
      return this.handlers[name](request, { id, signal, onProgress });
    });
    const transfer = commandSpec(name).responseTransfers?.(response) ?? [];
    this.post({ type: 'answer', id, response }, transfer);
  }
}

const cancelled = { code: 'cancelled', told: { code: 'cancelled' } } as const;

const download: Services['load'] = async (url, job) => {
  const response = await fetch(url, { signal: job?.signal }).catch(() => null);
  if (!response?.body || !isFile(response)) throw new InputError({ code: 'sample-not-fetched' });
  const size = Number(response.headers.get('content-length'));
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) return concat(pieces);
    pieces.push(value);
    bytes += value.length;
    // A server that packs what it sends names the packed size.
    job?.onProgress({ phase: 'reading', share: size > 0 ? Math.min(1, bytes / size) : null, rows: 0 });
  }
};

function describe(error: unknown): { code: FailureCode; told: Message } {
  if (error instanceof BackendError) return { code: error.code, told: error.told };
  if (error instanceof InputError) return { code: 'bad-input', told: error.told };
  const detail = error instanceof Error ? error.message : String(error);
  if (/out of memory|allocation failed|invalid (typed )?array (buffer )?length/i.test(detail)) {
    return { code: 'out-of-memory', told: { code: 'memory-full' } };
  }
  return { code: 'internal', told: { code: 'unexpected', detail } };
}
