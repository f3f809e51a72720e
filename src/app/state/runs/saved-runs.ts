/** How components reach the actions on kept runs: their code comes after the first paint. */
import { useSession } from '../react.ts';
import { createRunsActions, type RunsActions } from './actions.ts';
import type { AppController } from '../app-controller.ts';

const made = new WeakMap<AppController, RunsActions>();

/** The same actions for all parts of a session; they keep the list up to date from the first call on. */
export function runsOf(session: AppController): RunsActions {
  let runs = made.get(session);
  if (!runs) {
    runs = createRunsActions(session);
    made.set(session, runs);
    runs.watch();
    void runs.refresh();
  }
  return runs;
}

export const useRuns = (): RunsActions => runsOf(useSession());
