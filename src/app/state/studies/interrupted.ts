/** Studies that have runs left: by the page going away, or by somebody who stopped them. */
import { progressOf } from '../../../workers/studies.ts';
import { onceFor } from '../once-for.ts';
import type { AppState, SavedStudy } from '../store.ts';

export interface InterruptedStudy {
  study: SavedStudy;
  done: number;
  total: number;
}

/** The same object each time: who subscribes compares by identity. */
const withProgress = onceFor((study: SavedStudy): InterruptedStudy => {
  const { done, total } = progressOf(study);
  return { study, done, total };
});

/** Of several the newest; null where the user has ended it, or does not want to be asked. */
export function interruptedStudy({ studies }: AppState): InterruptedStudy | null {
  const { list, later, running } = studies;
  if (running || !list) return null;
  const asked = list.filter(({ id, isStopped }) => !isStopped && !later.includes(id)).map(withProgress);
  return asked.find(({ done, total }) => done < total) ?? null;
}

/** The one that was stopped since the page is open, or is looked at; null where there is none, or the user does not want to be asked. */
export function stoppedStudy({ studies }: AppState): InterruptedStudy | null {
  const { list, later, running, shown } = studies;
  const study = list?.find(({ id, isStopped }) => id === shown && isStopped && !later.includes(id));
  const found = study && !running ? withProgress(study) : null;
  return found && found.done < found.total ? found : null;
}
