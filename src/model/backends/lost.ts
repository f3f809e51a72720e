/** A device that fails by itself makes what waits for it fail, instead of wait for ever. */
import { BackendError, InputError } from '../errors.ts';
import type { BackendHandle } from './handle.ts';

/** Work on a device that goes away often fails before the news of it comes: so long that is waited for, in milliseconds. */
const newsDelay = 250;

const isExplained = (error: unknown) => error instanceof InputError || error instanceof BackendError;

/**
 * A device's failure, for whoever waits for its work. A `Promise.race` beside a promise that stays pending would keep
 * whatever each race came to, such as the states of a run, for as long as the device is there.
 */
class FailureWatch {
  /** Null while the device is there. */
  why: BackendError | null = null;
  private readonly waiting = new Set<(why: BackendError) => void>();

  constructor(lost: Promise<BackendError>) {
    void this.follow(lost);
  }

  /** What the work comes to. Of two that have settled the first one counts: a device that failed before the work was done. */
  async unless<T>(work: Promise<T>): Promise<T> {
    let fail: (why: BackendError) => void = () => undefined;
    const failure = new Promise<never>((_, reject) => (fail = reject));
    this.waiting.add(fail);
    if (this.why) fail(this.why);
    try {
      return await Promise.race([failure, work]);
    } finally {
      this.waiting.delete(fail);
    }
  }

  private async follow(lost: Promise<BackendError>): Promise<void> {
    this.why = await lost;
    for (const fail of this.waiting) fail(this.why);
  }
}

const watches = new WeakMap<Promise<BackendError>, FailureWatch>();

function watchOf({ lost }: BackendHandle): FailureWatch {
  const known = watches.get(lost);
  if (known) return known;
  const watch = new FailureWatch(lost);
  watches.set(lost, watch);
  return watch;
}

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Rejects: with the device's failure where that is behind the error, else with the error. */
async function behind(failed: unknown, watch: FailureWatch): Promise<never> {
  if (isExplained(failed)) throw failed;
  await watch.unless(after(newsDelay));
  throw failed;
}

/**
 * What the work comes to.
 * @throws {BackendError} when the device fails meanwhile, or turns out to have failed when the work is done
 */
export async function orLost<R>(work: Promise<R>, handle: BackendHandle): Promise<R> {
  const watch = watchOf(handle);
  const result = await watch.unless(work).catch((error: unknown) => behind(error, watch));
  // A GPU without memory computes zeros; the news of it comes in a task of its own.
  await watch.unless(after(0));
  return result;
}

/** The generator's values; a device that fails ends it with an error instead of a wait for ever. */
export async function* untilLost<T, R>(
  events: AsyncGenerator<T, R>,
  handle: BackendHandle,
): AsyncGenerator<T, R> {
  const watch = watchOf(handle);
  try {
    for (;;) {
      const next = await watch.unless(events.next()).catch((error: unknown) => behind(error, watch));
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await watch.unless(events.return(undefined as never)).catch((error: unknown) => {
      if (error !== watch.why) throw error;
    });
  }
}
