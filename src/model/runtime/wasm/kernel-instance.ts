/** The compiled kernels with their memory and threads. */
import { BackendError } from '../../errors.ts';
import { controlBytes, controlWords, mostPages } from './control.ts';
import { stopJob } from './jobs.ts';
import { hasRelaxedSimd, hasSharedMemory, hasSimd, maySleep, processors } from './features.ts';
import { Heap } from './heap.ts';
import { startPool } from './pool.ts';
import type { Pool, StartThread } from './pool.ts';

export interface WasmOptions {
  /** Threads with the caller's; else as many as the machine runs at once, to a point. */
  threads?: number;
  /** `plain` leaves relaxed SIMD unused where the engine has it. */
  simd?: 'relaxed' | 'plain';
  /** Milliseconds that are waited for the threads; they join later when they come later. */
  waitForThreads?: number;
  /** For tests: how a thread is started. */
  startThread?: StartThread;
}

/** Milliseconds: threads that come later than this take no part in the measuring of backends. */
const waitForThreads = 10_000;

/** More threads than this wait for each other longer than they compute. */
const mostThreads = 8;

/** Pages of 64 KiB. A phone may refuse to set the largest aside. */
const initialPages = 64;
const maximumPages = [mostPages, mostPages / 2, mostPages / 4];

const binaries = {
  'simd-single': () => import('../../../../.cache/kernels/simd-single.ts'),
  'simd-threads': () => import('../../../../.cache/kernels/simd-threads.ts'),
  'relaxed-single': () => import('../../../../.cache/kernels/relaxed-single.ts'),
  'relaxed-threads': () => import('../../../../.cache/kernels/relaxed-threads.ts'),
};

interface Kernels {
  heapStart(): number;
  run(control: number, job: number, threads: number): void;
}

/** The same words as whole numbers and as floats. */
interface ArgumentWords {
  ints: Int32Array;
  floats: Float32Array;
}

function wordsAt(buffer: ArrayBufferLike, address: number): ArgumentWords {
  const count = (controlBytes - controlWords.jobArguments) / 4;
  return { ints: new Int32Array(buffer, address, count), floats: new Float32Array(buffer, address, count) };
}

/** One instance of the kernels. */
export class KernelInstance {
  readonly heap: Heap;
  private readonly control: number;
  private words: ArgumentWords | null = null;
  private pool: Pool | null = null;
  /** Threads that share a job, with the caller's. */
  threads = 1;
  /** Threads that were asked for beside the caller's, and have not begun yet. */
  threadsToCome = 0;
  /** Why there are no threads beside the caller's, as the engine says it; null when nothing failed. */
  threadProblem: string | null = null;

  private constructor(
    readonly simd: 'relaxed' | 'plain',
    readonly memory: WebAssembly.Memory,
    private readonly kernels: Kernels,
  ) {
    this.heap = new Heap(memory, kernels.heapStart());
    this.control = this.heap.allocate(controlBytes);
    new Uint8Array(memory.buffer, this.control, controlBytes).fill(0);
    new Int32Array(memory.buffer, this.control + controlWords.callerSleeps, 1)[0] = maySleep() ? 1 : 0;
  }

  /** @throws {BackendError} `no-backend` when the engine has no SIMD, `out-of-memory` when it gives no memory */
  static async open(options: WasmOptions): Promise<KernelInstance> {
    if (!hasSimd()) throw new BackendError('no-backend', { code: 'wasm-no-simd' });
    const simd = options.simd !== 'plain' && hasRelaxedSimd() ? 'relaxed' : 'plain';
    const threads = hasSharedMemory() ? (options.threads ?? Math.min(processors(), mostThreads)) : 1;
    const shared = threads > 1;
    const binary = binaries[`${simd === 'relaxed' ? 'relaxed' : 'simd'}-${shared ? 'threads' : 'single'}`];
    const text = atob((await binary()).default);
    const module = await WebAssembly.compile(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    const memory = newMemory(shared);
    const instance = await WebAssembly.instantiate(module, { env: { memory } });
    const opened = new KernelInstance(simd, memory, instance.exports as unknown as Kernels);
    if (shared) await opened.addThreads(module, threads, options);
    return opened;
  }

  /** Where a job's arguments are written. The memory's buffer is another one when it has grown. */
  get argumentWords(): ArgumentWords {
    const { buffer } = this.memory;
    if (this.words?.ints.buffer !== buffer)
      this.words = wordsAt(buffer, this.control + controlWords.jobArguments);
    return this.words;
  }

  /** Runs a job by its number, with the arguments that were written; several threads share it if `parallel`. */
  run(job: number, parallel: boolean): void {
    this.kernels.run(this.control, job, parallel ? this.threads : 1);
  }

  dispose(): void {
    if (this.threads > 1) this.kernels.run(this.control, stopJob, this.threads);
    this.pool?.terminate();
    this.pool = null;
    this.threads = 1;
    this.threadsToCome = 0;
  }

  /**
   * Without its threads it works too, only slower. All of them join at once, between two jobs: each job waits
   * for every thread that serves.
   */
  private async addThreads(
    module: WebAssembly.Module,
    threads: number,
    { waitForThreads: limit = waitForThreads, startThread }: WasmOptions,
  ): Promise<void> {
    const { memory, control } = this;
    const pool = startPool({ module, memory, control }, threads - 1, startThread);
    this.pool = pool;
    this.threadsToCome = threads - 1;
    const joined = pool.ready.then(
      () => this.join(pool, threads, null),
      (error: unknown) => this.join(pool, 1, error instanceof Error ? error.message : String(error)),
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limit)));
    await Promise.race([joined, late]);
    clearTimeout(timer);
  }

  private join(pool: Pool, threads: number, problem: string | null): void {
    // It may have been disposed of while they began.
    if (this.pool !== pool) return;
    this.threads = threads;
    this.threadsToCome = 0;
    this.threadProblem = problem;
    if (problem !== null) this.pool = null;
  }
}

function newMemory(shared: boolean): WebAssembly.Memory {
  for (const maximum of maximumPages) {
    try {
      return new WebAssembly.Memory({ initial: initialPages, maximum, shared });
    } catch {
      // The next one is smaller.
    }
  }
  throw new BackendError('out-of-memory', { code: 'wasm-no-memory' });
}
