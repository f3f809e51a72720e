/** An uploaded run file becomes an unfinished run of the list. */
import type { RunRecord } from '../../../workers/protocol.ts';
import { sentenceOf, type Context } from '../context.ts';
import { patch } from '../store.ts';
import { withNames } from './names.ts';

/** What is wrong with the file is said in the list of runs. Never rejects. @returns the run, or null */
export async function takeRunState(
  { store, client, recoverFrom }: Context,
  file: Blob,
): Promise<RunRecord | null> {
  patch(store, 'runs', { working: '', problem: null });
  try {
    const run = await client.ask('import-state', { file });
    const list = await client.ask('list-runs', {});
    // Whoever uploads a run that was put off wants it now.
    const later = new Set(store.getState().runs.later);
    later.delete(run.id);
    patch(store, 'runs', { working: null, list: { ...list, runs: withNames(list.runs) }, later });
    return run;
  } catch (error) {
    patch(store, 'runs', { working: null, problem: sentenceOf(error) });
    await recoverFrom(error);
    return null;
  }
}
