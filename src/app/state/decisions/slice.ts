/** What is shown of the loaded network's decision, and what has been chosen and not stored yet. */
import type { DecisionReport } from '../../../contract/decision-report.ts';
import type { ConfusionMatrix } from '../../../contract/results.ts';

export interface DecisionsState {
  /** Null before it was asked for. */
  report: DecisionReport | null;
  /** [K] What has been chosen; null: what the model has. */
  weights: readonly number[] | null;
  /** What the weights do on validation rows; of those before while it is computed. */
  confusion: ConfusionMatrix | null;
  /** The curves are being computed. */
  computing: boolean;
  /** The choice is being stored in the model. */
  storing: boolean;
  problem: string | null;
}

export const idleDecisions: DecisionsState = {
  report: null,
  weights: null,
  confusion: null,
  computing: false,
  storing: false,
  problem: null,
};
