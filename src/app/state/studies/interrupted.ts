/** Studies that have runs left: by the page going away, or by somebody who stopped them. */
import { progressOf } from '../../../workers/studies.ts';
import type { AppState, SavedStudy } from '../store.ts';

export interface InterruptedStudy {
  study: SavedStudy;
  done: number;
  total: number;
}

const known = new WeakMap<SavedStudy, InterruptedStudy>();

/** The same object each time: who subscribes compares by identity. */
function withProgress(study: SavedStudy): InterruptedStudy {
  const { done, total } = progressOf(study);
  const found = known.get(study) ?? { study, done, total };
  known.set(study, found);
  return found;
}

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
