/** How components reach the actions on saved runs: their code comes after the first paint. */
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { RunsActions } from './actions.ts';
import type { AppController } from '../app-controller.ts';

/** The same actions for all parts of a controller; they keep the list up to date from the first call on. */
export const runsOf = onceFor((controller: AppController): RunsActions => {
  const runs = new RunsActions(controller);
  runs.watch();
  void runs.refresh();
  return runs;
});

export const useRuns = (): RunsActions => runsOf(useController());
