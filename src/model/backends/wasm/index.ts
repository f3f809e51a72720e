/** The WebAssembly backend: SIMD kernels of ours, in threads where memory can be shared. */
import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { kernelsOf } from '../../ops/registry.ts';
import type { KernelFile } from '../../ops/registry.ts';
import { registerKernels } from '../../runtime/kernel.ts';
import type { BackendHandle } from '../handle.ts';
import { WasmBackend } from '../../runtime/wasm/backend.ts';
import { KernelInstance } from '../../runtime/wasm/kernel-instance.ts';
import type { WasmOptions } from '../../runtime/wasm/kernel-instance.ts';
import { jobs } from './jobs.ts';
import { registerBuiltinKernels } from './builtin-ops.ts';

const name = 'wasm';

export interface WasmHandle extends BackendHandle {
  /** Threads that share the work: more, once those that began late have joined. */
  readonly threads: number;
  simd: 'relaxed' | 'plain';
  /** Bytes of tensors alone, without what the memory keeps free. */
  bytesUsed(): number;
}

let registered = false;

/** tfjs does not tell whether a name was registered before, and warns at each second time. */
function registerOnce(): void {
  if (registered) return;
  registered = true;
  registerKernels(name, kernelsOf(import.meta.glob<KernelFile>('../../ops/*/wasm.ts', { eager: true })));
  registerBuiltinKernels(name);
}

/**
 * Opens WebAssembly under tfjs's name `wasm`, in a browser (best in a worker) or in Node. Choosing it
 * (`setBackend`) is up to the caller.
 *
 * @throws {BackendError} `no-backend` when the engine has no SIMD, `out-of-memory` when it gives no memory
 */
export async function openWasm(options: WasmOptions = {}): Promise<WasmHandle> {
  const instance = await KernelInstance.open(options);
  const backend = new WasmBackend(instance, jobs);
  const { simd, heap } = instance;
  if (findBackendFactory(name)) removeBackend(name);
  registerBackend(name, () => backend);
  registerOnce();
  return {
    name,
    get adapter() {
      return `${simd === 'relaxed' ? 'relaxed SIMD' : 'SIMD'}, ${describeThreads(instance)}`;
    },
    isSoftware: false,
    get isProvisional() {
      return instance.threadsToCome > 0;
    },
    get threads() {
      return instance.threads;
    },
    simd,
    // It goes with the page, and not before.
    lost: new Promise(() => {}),
    bytesHeld: () => heap.held,
    bytesUsed: () => heap.used,
    dispose: () => {
      if (findBackendFactory(name)?.() === backend) removeBackend(name);
      // tfjs disposes what it removes only if it was chosen once.
      backend.dispose();
    },
  };
}

/** How many threads there are, and why there are no more. */
function describeThreads({ threads, threadsToCome, threadProblem }: KernelInstance): string {
  if (threads > 1) return `${threads} threads`;
  if (threadsToCome > 0)
    return `one thread (${threadsToCome} more had not begun in time, and join when they have)`;
  return threadProblem === null ? 'one thread' : `one thread (others could not be started: ${threadProblem})`;
}
