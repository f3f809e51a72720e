/** What answers a command, and what it works with. */
import type { CommandName, Request, Response } from '../../contract/commands.ts';
import type { Progress } from '../../contract/dataset.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { configProblems, InputError, parseRunConfig, type TrainingService } from '../../model/index.ts';
import type { Lanes } from '../lanes.ts';
import type { WorkerEvent } from '../protocol.ts';
import type { RunRepository } from '../run-repository.ts';

export type Post = (event: WorkerEvent, transfer?: Transferable[]) => void;

/** One command that is under way. */
export interface Job {
  id: number;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

export type Handler<N extends CommandName> = (
  request: Request<N>,
  job: Job,
) => Response<N> | Promise<Response<N>>;

/** One for each command of the table. */
export type Handlers = { [N in CommandName]: Handler<N> };

/** What the handlers share. */
export interface Services {
  post: Post;
  /** Fetches a file of this site. @throws {InputError} */
  load(url: string, job?: Pick<Job, 'signal' | 'onProgress'>): Promise<Uint8Array>;
  training: TrainingService;
  runs: RunRepository;
  lanes: Lanes;
  /** The saved run whose network is loaded. */
  loadedRun: { id: string | null };
}

/** The page has checked them already; this is the border. @throws {InputError} */
export function checked(value: RunConfig): RunConfig {
  const [problem] = configProblems(value);
  if (problem) throw new InputError({ code: 'setting-wrong', problem });
  return parseRunConfig(value);
}

/** @throws {InputError} when the file is gone */
export async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new InputError({ code: 'file-gone' });
  }
}
