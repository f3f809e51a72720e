/** Reads that take their time, as a GPU's do, on a backend that answers at once. */
import { engine } from '@tensorflow/tfjs-core';
import type { KernelBackend } from '@tensorflow/tfjs-core';

export interface SlowReads {
  /** Times that somebody waited: reads that wait together count once. */
  readonly rounds: number;
  /** Has reads answer at once again. */
  restore(): void;
}

/** From now on reads of the backend in use are answered together, so many milliseconds after the first of them. */
export function slowReads(milliseconds: number): SlowReads {
  const { backend } = engine();
  const original: KernelBackend['read'] = backend.read.bind(backend);
  let rounds = 0;
  let round: Promise<void> | null = null;
  backend.read = async (id) => {
    // The values of now: what a kernel writes later comes too late for this read.
    const values = await original(id);
    round ??= new Promise((resolve) =>
      setTimeout(() => {
        rounds++;
        round = null;
        resolve();
      }, milliseconds),
    );
    await round;
    return values;
  };
  return {
    get rounds() {
      return rounds;
    },
    restore: () => {
      backend.read = original;
    },
  };
}
