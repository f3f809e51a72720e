/** A device that goes away makes what waits for it fail, instead of wait for ever. */
import { BackendError, InputError } from '../errors.ts';
import type { BackendHandle } from './handle.ts';

/** Work on a device that goes away often fails before the news of it comes: so long that is waited for, in milliseconds. */
const newsDelay = 250;

/** Rejects: with the device's end where that is behind the error, else with the error. */
async function behind(failed: unknown, lost: Promise<never>): Promise<never> {
  if (failed instanceof InputError) throw failed;
  await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, newsDelay))]);
  throw failed;
}

/** What the work comes to; a device that goes away makes it an error instead of a wait for ever. */
export function orLost<R>(work: Promise<R>, { lost }: BackendHandle): Promise<R> {
  const failure = lost.then((why): never => {
    throw new BackendError('device-lost', why);
  });
  return Promise.race([work, failure]).catch((error: unknown) => behind(error, failure));
}

/** The generator's values; a device that goes away ends it with an error instead of a wait for ever. */
export async function* untilLost<T, R>(
  events: AsyncGenerator<T, R>,
  handle: BackendHandle,
): AsyncGenerator<T, R> {
  const lost = handle.lost.then((why): never => {
    throw new BackendError('device-lost', why);
  });
  // It settles long after most runs, when nobody waits for it any more.
  lost.catch(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([events.next(), lost]).catch((error: unknown) => behind(error, lost));
      if (next.done) return next.value;
      yield next.value;
    }
  } finally {
    await Promise.race([events.return(undefined as never), lost.catch(() => undefined)]);
  }
}
