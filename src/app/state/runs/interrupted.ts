/** The run that a reload or a crash interrupted. */
import type { RunSummary } from '../../../workers/protocol.ts';
import { isBusy, type AppState } from '../store.ts';
import { trainsElsewhere } from './slice.ts';

/** Whether a run can be resumed: its checkpoint is there, and its loss is finite. */
export const canResume = ({ hasState, status }: RunSummary) => hasState && status !== 'diverged';

/** The latest run that was interrupted and has not been put off; null while one is under way. */
export function interruptedRun({ run, runs }: Pick<AppState, 'run' | 'runs'>): RunSummary | null {
  if (isBusy(run)) return null;
  const isOpen = ({ id }: RunSummary) => !runs.later.has(id) && !trainsElsewhere({ runs }, id);
  return (
    runs.list?.runs.find((saved) => saved.status === 'unfinished' && canResume(saved) && isOpen(saved)) ??
    null
  );
}
