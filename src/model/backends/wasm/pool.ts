/** The threads beside the caller's own. Each lives inside the kernels' `serve` until the stop job. */
import { isNode } from './features.ts';

/** What a thread needs to begin. */
export interface PoolStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  control: number;
  part: number;
}

export interface Pool {
  /** Ends all threads. Those that have not left `serve` by themselves are torn out of it. */
  terminate(): void;
}

/** How long the threads may take to begin. */
const startMilliseconds = 10_000;

interface PoolThread {
  /** Settles when the thread is about to serve; rejects when it fails before. */
  ready: Promise<void>;
  terminate(): void;
}

/**
 * Starts `count` threads as parts 1 to count.
 *
 * @throws {Error} when one of them does not begin; none is left running then
 */
export async function startPool(start: Omit<PoolStart, 'part'>, count: number): Promise<Pool> {
  const startThread = isNode() ? startInNode : startInBrowser;
  const threads = Array.from({ length: count }, (_, i) => startThread({ ...start, part: i + 1 }));
  const pool = { terminate: () => threads.forEach((thread) => thread.terminate()) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('A thread did not begin in time.')), startMilliseconds);
  });
  try {
    await Promise.race([Promise.all(threads.map((thread) => thread.ready)), late]);
    return pool;
  } catch (error) {
    pool.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function startInBrowser(start: PoolStart): PoolThread {
  const worker = new Worker(new URL('./pool.worker.ts', import.meta.url), { type: 'module' });
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', () => resolve(), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });
  worker.postMessage(start);
  return { ready, terminate: () => worker.terminate() };
}

/** Text, and not a file: it then runs the same from sources and from a bundle. */
const nodeThread = `
const { parentPort, workerData: { module, memory, control, part } } = require('node:worker_threads');
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage('ready');
exports.serve(control, part, 0);
`;

function startInNode(start: PoolStart): PoolThread {
  const { Worker: NodeWorker } = process.getBuiltinModule('node:worker_threads');
  const worker = new NodeWorker(nodeThread, { eval: true, workerData: start });
  // The pool alone does not keep the program running.
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  return { ready, terminate: () => void worker.terminate() };
}
