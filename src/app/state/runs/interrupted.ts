/** The run that a reload or a crash interrupted. */
import type { RunSummary } from '../../../workers/protocol.ts';
import { isBusy, type AppState } from '../store.ts';
import { trainsElsewhere } from './slice.ts';

/** Whether a run can be resumed: its checkpoint is there, and its loss is finite. */
export const canResume = ({ hasState, status }: RunSummary) => hasState && status !== 'diverged';

/** The latest run that was interrupted and has not been put off; null while one is under way. */
export function interruptedRun({ run, runs }: Pick<AppState, 'run' | 'runs'>): RunSummary | null {
  if (isBusy(run)) return null;
  // The list says a moment later that this page's own run has ended.
  const hasEnded = ({ id }: RunSummary) => id === run.id && run.status === 'finished';
  const isOpen = (saved: RunSummary) =>
    !runs.later.has(saved.id) && !trainsElsewhere({ runs }, saved.id) && !hasEnded(saved);
  return (
    runs.list?.runs.find((saved) => saved.status === 'unfinished' && canResume(saved) && isOpen(saved)) ??
    null
  );
}
