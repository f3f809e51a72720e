/** A device that fails by itself makes what waits for it fail, instead of wait for ever. */
import { BackendError, InputError } from '../errors.ts';
import type { BackendHandle } from './handle.ts';

/** Work on a device that goes away often fails before the news of it comes: so long that is waited for, in milliseconds. */
const newsDelay = 250;

const isExplained = (error: unknown) => error instanceof InputError || error instanceof BackendError;

/** Rejects: with the device's failure where that is behind the error, else with the error. */
async function behind(failed: unknown, failure: Promise<never>): Promise<never> {
  if (isExplained(failed)) throw failed;
  await Promise.race([failure, new Promise((resolve) => setTimeout(resolve, newsDelay))]);
  throw failed;
}

/** Rejects when the device fails; pending until then. */
function failureOf({ lost }: BackendHandle): Promise<never> {
  const failure = lost.then((why): never => {
    throw why;
  });
  // It may settle long after, when nobody waits for it any more.
  failure.catch(() => undefined);
  return failure;
}

/**
 * What the work comes to.
 * @throws {BackendError} when the device fails meanwhile, or turns out to have failed when the work is done
 */
export async function orLost<R>(work: Promise<R>, handle: BackendHandle): Promise<R> {
  const failure = failureOf(handle);
  const result = await Promise.race([work, failure]).catch((error: unknown) => behind(error, failure));
  // A GPU without memory computes zeros; the news of it comes in a task of its own.
  await Promise.race([failure, new Promise((resolve) => setTimeout(resolve, 0))]);
  return result;
}

/** The generator's values; a device that fails ends it with an error instead of a wait for ever. */
export async function* untilLost<T, R>(
  events: AsyncGenerator<T, R>,
  handle: BackendHandle,
): AsyncGenerator<T, R> {
  const failure = failureOf(handle);
  try {
    for (;;) {
      // Of two that have settled the first one counts: a device that failed before the value came.
      const next = await Promise.race([failure, events.next()]).catch((error: unknown) =>
        behind(error, failure),
      );
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await Promise.race([events.return(undefined as never), failure.catch(() => undefined)]);
  }
}
