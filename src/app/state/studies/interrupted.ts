/** The study that was under way when the page went away. */
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
