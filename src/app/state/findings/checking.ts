/** Actions of the data's check and of the tables of reviews: their code comes after the first paint. */
import { createDoctorActions, type DoctorActions } from './actions.ts';
import { useController } from '../react.ts';
import { createReviewActions, type ReviewActions } from '../reviews/actions.ts';
import { createTestedActions, type TestedActions } from '../tested/actions.ts';
import type { AppController } from '../app-controller.ts';

interface Checking {
  doctor: DoctorActions;
  reviews: ReviewActions;
  tested: TestedActions;
}

const made = new WeakMap<AppController, Checking>();

/** The same actions for all panels of a controller; they check each dataset that is loaded from the first call on. */
export function useChecking(): Checking {
  const controller = useController();
  let checking = made.get(controller);
  if (!checking) {
    checking = {
      doctor: createDoctorActions(controller),
      reviews: createReviewActions(controller),
      tested: createTestedActions(controller),
    };
    made.set(controller, checking);
    checking.doctor.watch();
  }
  return checking;
}
