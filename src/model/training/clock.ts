/** Training time: a clock that stands still while nobody asks training for its next event. */

/** Milliseconds, from any beginning. */
export type ReadTime = () => number;

export class TrainingClock {
  private stopped: number | null = null;
  /** Milliseconds in which it stood still. */
  private excluded = 0;

  constructor(private readonly readTime: ReadTime = () => performance.now()) {}

  /** Milliseconds without the pauses. */
  now(): number {
    return (this.stopped ?? this.readTime()) - this.excluded;
  }

  /** So many milliseconds of the running clock were no training. */
  exclude(milliseconds: number): void {
    this.excluded += milliseconds;
  }

  stop(): void {
    this.stopped ??= this.readTime();
  }

  start(): void {
    if (this.stopped === null) return;
    this.excluded += this.readTime() - this.stopped;
    this.stopped = null;
  }
}

/**
 * The same events. The clock runs only while the next one is being made: from an event until the next one is asked
 * for, whatever the event was, no time passes.
 */
export async function* timed<T, R>(events: AsyncGenerator<T, R>, clock: TrainingClock): AsyncGenerator<T, R> {
  try {
    for (;;) {
      clock.start();
      const next = await events.next();
      clock.stop();
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await events.return(undefined as never);
  }
}
