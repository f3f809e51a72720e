/** A look inside the loaded network, for the text that it was asked about. */
import type { Change, ChangeMeasured, Explanation, Inside } from '../../../contract/insight.ts';

export interface InsightState {
  /** Null until it is there. */
  explanation: Explanation | null;
  inside: Inside | null;
  /** What is traced is the network with it; null: as it is. */
  change: Change | null;
  /** Null until it was asked for, of the change that is on. */
  measured: ChangeMeasured | null;
  measuring: boolean;
  problem: string | null;
}

export const idleInsight: InsightState = {
  explanation: null,
  inside: null,
  change: null,
  measured: null,
  measuring: false,
  problem: null,
};
