/** A look inside the loaded network, for the text that it was asked about. */
import type { Explanation, Inside } from '../../../contract/insight.ts';

export interface InsightState {
  /** Null until it is there. */
  explanation: Explanation | null;
  inside: Inside | null;
  problem: string | null;
}

export const idleInsight: InsightState = { explanation: null, inside: null, problem: null };
