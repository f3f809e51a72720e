import type { Progress } from '../reports.ts';

export interface ExamineOptions {
  /** The examination ends soon after it is aborted, with the signal's reason. */
  signal?: AbortSignal;
  /** Called a few times a second. */
  onProgress?: (progress: Progress) => void;
}

/** Work between two looks at the event loop, in milliseconds. */
const sliceMilliseconds = 40;

/** Paces a long piece of work: lets messages in every so often, tells how far it is, ends when asked to. */
export class Work {
  private started = performance.now();

  constructor(private readonly options: ExamineOptions) {}

  /** Whether it is time to `rest`: asked in loops, where an await each time would be slow. */
  get isDue(): boolean {
    return performance.now() - this.started > sliceMilliseconds;
  }

  /** @throws the signal's reason once it is aborted */
  async rest(phase: Progress['phase'], share: number | null, rows: number): Promise<void> {
    this.options.onProgress?.({ phase, share, rows });
    await new Promise((resolve) => setTimeout(resolve));
    this.options.signal?.throwIfAborted();
    this.started = performance.now();
  }

  /** For what others do within this work; their own progress counts as part of `phase`. */
  get handedOn(): ExamineOptions {
    return this.options;
  }
}
