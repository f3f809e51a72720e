import type { Progress } from '../../contract/dataset.ts';
import { nextTask } from '../next-task.ts';

/** Does a step of long work when it has its turn. */
export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

export interface WorkOptions {
  signal?: AbortSignal;
  /** Called a few times a second. */
  onProgress?: (progress: Progress) => void;
}

/** Work between two looks at the event loop, in milliseconds. */
const sliceMilliseconds = 40;
const reportMilliseconds = 150;

/**
 * Long work in slices: between them the worker's other messages come in, progress is told and the signal is
 * looked at. `if (slicer.isDue) await slicer.pause(share, rows);` in a loop costs next to nothing.
 */
export class TimeSlicer {
  private sliceStart = performance.now();
  private lastReport = Number.NEGATIVE_INFINITY;
  private stage = { from: 0, to: 1 };

  constructor(
    private readonly options: WorkOptions = {},
    private readonly phase: Progress['phase'] = 'reading',
  ) {}

  get isDue(): boolean {
    return performance.now() - this.sliceStart > sliceMilliseconds;
  }

  /** From now on shares are of this stage of the whole work. */
  beginStage(from: number, to: number): void {
    this.stage = { from, to };
  }

  /** @param share of the stage. @throws the signal's reason once it is aborted */
  async pause(share: number | null = null, rows = 0): Promise<void> {
    const { onProgress, signal } = this.options;
    if (onProgress && performance.now() - this.lastReport > reportMilliseconds) {
      const { from, to } = this.stage;
      onProgress({ phase: this.phase, share: share === null ? null : from + share * (to - from), rows });
      this.lastReport = performance.now();
    }
    await nextTask();
    signal?.throwIfAborted();
    this.sliceStart = performance.now();
  }
}
