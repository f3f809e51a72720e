/** How components reach the actions on saved runs: their code comes after the first paint. */
import { useController } from '../react.ts';
import { RunsActions } from './actions.ts';
import type { AppController } from '../app-controller.ts';

const made = new WeakMap<AppController, RunsActions>();

/** The same actions for all parts of a controller; they keep the list up to date from the first call on. */
export function runsOf(controller: AppController): RunsActions {
  let runs = made.get(controller);
  if (!runs) {
    runs = new RunsActions(controller);
    made.set(controller, runs);
    runs.watch();
    void runs.refresh();
  }
  return runs;
}

export const useRuns = (): RunsActions => runsOf(useController());
