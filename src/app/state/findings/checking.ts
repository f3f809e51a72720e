/** Actions of the data's check and of the tables of reviews: their code comes after the first paint. */
import { useEffect } from 'react';

import { DecisionActions } from '../decisions/actions.ts';
import { DoctorActions } from './actions.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { ReviewActions } from '../reviews/actions.ts';
import { createErrorGroupActions, type ErrorGroupActions } from '../error-groups/actions.ts';
import { LabelErrorActions } from '../label-errors/actions.ts';
import { createTestedActions, type TestedActions } from '../tested/actions.ts';
import type { AppController } from '../app-controller.ts';

interface Checking {
  doctor: DoctorActions;
  reviews: ReviewActions;
  tested: TestedActions;
  labelErrors: LabelErrorActions;
  errorGroups: ErrorGroupActions;
  decisions: DecisionActions;
}

const watching = new WeakSet<Checking>();

const checkingOf = onceFor((controller: AppController): Checking => ({
  doctor: new DoctorActions(controller),
  reviews: new ReviewActions(controller),
  tested: createTestedActions(controller),
  errorGroups: createErrorGroupActions(controller),
  labelErrors: new LabelErrorActions(controller.context),
  decisions: new DecisionActions(controller),
}));

/** The same actions for all panels of a controller; they check each dataset that is loaded, from their first use on. */
export function useChecking(): Checking {
  const checking = checkingOf(useController());
  useEffect(() => {
    if (watching.has(checking)) return;
    watching.add(checking);
    checking.doctor.watch();
  }, [checking]);
  return checking;
}
