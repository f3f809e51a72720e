/** How components reach the actions on studies: their code comes after the first paint. */
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import type { AppController } from '../app-controller.ts';
import { StudyActions } from './actions.ts';

/** The same actions for all parts of a controller; the list is read with the first call. */
export const studiesOf = onceFor((controller: AppController): StudyActions => {
  const studies = new StudyActions(controller);
  void studies.refresh();
  return studies;
});

export const useStudies = (): StudyActions => studiesOf(useController());
