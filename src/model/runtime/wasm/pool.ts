/** The threads beside the caller's own. Each lives inside the kernels' `serve` until the stop job. */
import { isNode } from './features.ts';

/** What a thread needs to begin. */
export interface PoolStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  control: number;
  /** Its number; the caller's is 0. */
  thread: number;
}

export interface Pool {
  /** Settles when all threads are about to serve; rejects when one of them fails before. */
  ready: Promise<void>;
  /** Ends all threads. Those that have not left `serve` by themselves are torn out of it. */
  terminate(): void;
}

export interface PoolThread {
  /** Settles when the thread is about to serve; rejects when it fails before. */
  ready: Promise<void>;
  terminate(): void;
}

export type StartThread = (start: PoolStart) => PoolThread;

/** Starts `count` threads numbered from 1. None is left running when one of them fails to begin. */
export function startPool(
  start: Omit<PoolStart, 'thread'>,
  count: number,
  startThread: StartThread = isNode() ? startInNode : startInBrowser,
): Pool {
  const threads: PoolThread[] = [];
  const terminate = () => threads.forEach((thread) => thread.terminate());
  const begin = async () => {
    try {
      for (let thread = 1; thread <= count; thread++) threads.push(startThread({ ...start, thread }));
      await Promise.all(threads.map((thread) => thread.ready));
    } catch (error) {
      terminate();
      throw error;
    }
  };
  const ready = begin();
  // Whoever waits for it hears of its failure.
  ready.catch(() => undefined);
  return { ready, terminate };
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
const { parentPort, workerData: { module, memory, control, thread } } = require('node:worker_threads');
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage('ready');
exports.serve(control, thread, 0);
`;

export function startInNode(start: PoolStart): PoolThread {
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
