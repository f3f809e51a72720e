/** When asynchronous work of the page's actions is done, given up or dropped. Each says its state; none hides it in a closure. */

/** Makes something when it is first needed. */
export class Once<T> {
  private made: Promise<T> | null = null;

  constructor(private readonly make: () => Promise<T>) {}

  get(): Promise<T> {
    return (this.made ??= this.make());
  }
}

/** Does work once nobody has asked again for a while. */
export class Debounce {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param rest in milliseconds */
  constructor(private readonly rest: number) {}

  /** What was to be done before is not done. */
  run(work: () => void): void {
    this.cancel();
    this.timer = setTimeout(work, this.rest);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}

/** Numbers calls, so that an answer that was overtaken by a later question can be told and dropped. */
export class Latest {
  private count = 0;

  /** @returns whether no later call has come, whenever it is asked */
  next(): () => boolean {
    this.count += 1;
    const mine = this.count;
    return () => mine === this.count;
  }
}

export interface Task {
  signal: AbortSignal;
  /** False once it was ended, or another one has begun. */
  isCurrent(): boolean;
  /** It is over; does nothing once another one has begun. @returns whether it was the current one */
  end(): boolean;
}

/** One task at a time: a new one cancels the one before. */
export class SoleTask {
  private current: AbortController | null = null;

  get isUnderWay(): boolean {
    return this.current !== null;
  }

  begin(): Task {
    this.abort();
    const mine = new AbortController();
    this.current = mine;
    return {
      signal: mine.signal,
      isCurrent: () => this.current === mine,
      end: () => {
        const isCurrent = this.current === mine;
        if (isCurrent) this.current = null;
        return isCurrent;
      },
    };
  }

  /** Cancels the task; it stays the current one until it has ended. */
  cancel(): void {
    this.current?.abort();
  }

  /** Cancels the task, and nobody waits for it. */
  abort(): void {
    this.cancel();
    this.current = null;
  }
}

/**
 * Fetches something that may have changed. What is on its way may be older than the change: it is fetched once more after
 * that, however often this is asked.
 */
export class Refresher {
  private current: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  /** @param fetch never rejects */
  constructor(private readonly fetch: () => Promise<void>) {}

  refresh(): Promise<void> {
    if (!this.current) return this.start();
    return (this.next ??= this.current.then(() => this.start()));
  }

  private start(): Promise<void> {
    this.next = null;
    this.current = this.fetch().finally(() => {
      if (!this.next) this.current = null;
    });
    return this.current;
  }
}
