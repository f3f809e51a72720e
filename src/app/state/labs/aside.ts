/** Trains a run that is nobody's result: it is shown while it trains, and gone when it ends. */
import type { Shuffling } from '../../../contract/labs.ts';
import type { RunConfig } from '../../../contract/settings.ts';
import type { EpochEvent } from '../../../contract/training.ts';
import type { AppController } from '../app-controller.ts';
import { isBusy, patch, update } from '../store.ts';
import { beginRun } from '../training/begin.ts';
import { trainRun } from '../training/run-loop.ts';

export interface Aside {
  shuffling: Shuffling | null;
  /** Epochs of a run to compare with; without them it is the one that was shown before. */
  previous?: readonly EpochEvent[];
}

/**
 * The run that was shown before is shown again in the end.
 * @returns its epochs; null when it did not come to its end
 */
export async function trainAside(
  { store, context, after }: Pick<AppController, 'store' | 'context' | 'after'>,
  config: RunConfig,
  { shuffling, previous }: Aside,
): Promise<readonly EpochEvent[] | null> {
  const { run: before, data } = store.getState();
  if (isBusy(before) || !data.loaded) return null;
  let isDone = false;
  beginRun(store, config);
  if (previous)
    update(store, 'run', (run) => ({
      ...run,
      previous: run.data && previous.length > 0 ? { epochs: [...previous], data: run.data } : null,
    }));
  await trainRun(context, after, {
    config,
    source: { kind: 'files', name: data.loaded.summary.name },
    record: null,
    lab: { shuffling, onDone: () => (isDone = true) },
  });
  const { epochs, end, status, problem } = store.getState().run;
  // The loaded network answers again.
  patch(store, 'run', { status: 'idle' });
  store.setState({ run: { ...before, problem: status === 'failed' ? problem : null } });
  return isDone && end?.reason !== 'stopped' ? epochs : null;
}
