import type { WorkOptions } from './data/index.ts';
import type { Progress } from '../contract/dataset.ts';

/** Long work that several callers may wait for. It ends early only when each of them has cancelled. */
export class SharedWork<T> {
  private readonly stop = new AbortController();
  private readonly callers = new Set<{ onProgress?: (progress: Progress) => void }>();
  private readonly result: Promise<T>;
  private hasFailed = false;

  /** Begins at once; somebody must join before it ends. */
  constructor(work: (options: Required<WorkOptions>) => Promise<T>) {
    this.result = this.begin(work);
  }

  /** It was given up or has failed: whoever comes now needs new work. */
  get isLost(): boolean {
    return this.hasFailed || this.stop.signal.aborted;
  }

  /** @throws what the work throws; the signal's reason as soon as this caller's signal is aborted */
  async join({ signal, onProgress }: WorkOptions): Promise<T> {
    const caller = { onProgress };
    this.callers.add(caller);
    let cancel = (): void => undefined;
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => {
        this.callers.delete(caller);
        if (this.callers.size === 0) this.stop.abort(signal?.reason);
        reject(signal?.reason as Error);
      };
    });
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    try {
      return await Promise.race([cancelled, this.result]);
    } finally {
      this.callers.delete(caller);
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async begin(work: (options: Required<WorkOptions>) => Promise<T>): Promise<T> {
    const onProgress = (progress: Progress): void => {
      for (const caller of this.callers) caller.onProgress?.(progress);
    };
    try {
      return await work({ signal: this.stop.signal, onProgress });
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }
}
