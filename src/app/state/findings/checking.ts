/** Actions of the data's check and of the table of reviews: their code comes after the first paint. */
import { createDoctorActions, type DoctorActions } from './actions.ts';
import { useSession } from '../react.ts';
import { createReviewActions, type ReviewActions } from '../reviews/actions.ts';
import type { AppController } from '../app-controller.ts';

interface Checking {
  doctor: DoctorActions;
  reviews: ReviewActions;
}

const made = new WeakMap<AppController, Checking>();

/** The same actions for all panels of a session. */
export function useChecking(): Checking {
  const session = useSession();
  let checking = made.get(session);
  if (!checking) {
    checking = { doctor: createDoctorActions(session), reviews: createReviewActions(session) };
    made.set(session, checking);
  }
  return checking;
}
