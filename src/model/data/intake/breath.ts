/** Work between two looks at the event loop, in milliseconds. */
const sliceMilliseconds = 40;

/** Lets a worker's other messages in while it works long, and ends the work when it is cancelled. */
export class Breath {
  private last = performance.now();

  /** @param onBreath called each time, so about 20 times a second */
  constructor(
    private readonly signal?: AbortSignal,
    private readonly onBreath?: () => void,
  ) {}

  /** Asked before `take`, because an await for each small file costs more than the file. */
  get isDue(): boolean {
    return performance.now() - this.last > sliceMilliseconds;
  }

  /** @throws what the signal was aborted with */
  async take(): Promise<void> {
    this.onBreath?.();
    await new Promise((resolve) => setTimeout(resolve));
    this.last = performance.now();
    this.signal?.throwIfAborted();
  }
}
