/** How components reach the actions on studies: their code comes after the first paint. */
import { useController } from '../react.ts';
import type { AppController } from '../app-controller.ts';
import { createStudyActions, type StudyActions } from './actions.ts';

const made = new WeakMap<AppController, StudyActions>();

/** The same actions for all parts of a controller; the list is read with the first call. */
export function studiesOf(controller: AppController): StudyActions {
  let studies = made.get(controller);
  if (!studies) {
    studies = createStudyActions(controller);
    made.set(controller, studies);
    void studies.refresh();
  }
  return studies;
}

export const useStudies = (): StudyActions => studiesOf(useController());
