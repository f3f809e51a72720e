/** Keeps two tabs from training the same run: both would write its state. */
import { InputError } from '../model/index.ts';
import { sharedLocks } from '../platform.ts';

const prefix = 'forget-gate-run-';

/** A worker that was ended lets go of its lock a moment later. */
const mostMilliseconds = 3_000;

/**
 * Does the work while this worker alone holds the run. In Node, where there are no tabs, it does it all the same.
 * @throws {InputError} when another tab holds it
 */
export async function holdingRun<T>(runId: string, work: () => Promise<T>): Promise<T> {
  const locks = sharedLocks();
  if (!locks) return work();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), mostMilliseconds);
  let hasBegun = false;
  try {
    return await locks.request(prefix + runId, { signal: late.signal }, () => {
      hasBegun = true;
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    if (hasBegun) throw error;
    throw new InputError('This run is training in another tab of this browser. Stop it there first.', {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The runs that some tab of this browser is training. */
export async function heldRuns(): Promise<string[]> {
  const state = await sharedLocks()
    ?.query()
    .catch(() => null);
  const names = (state?.held ?? []).map(({ name }) => name ?? '');
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
