/** What is looked at inside a network after each epoch of its training, where the user has asked for it. */
import type { EpochInside } from '../../../contract/epoch-inside.ts';
import type { Cell } from '../../../contract/settings.ts';

export interface FlowState {
  /** Off at first: it costs a little of each epoch. */
  isOn: boolean;
  /** Of the last run with each cell, by epoch. */
  runs: Readonly<Partial<Record<Cell, readonly EpochInside[]>>>;
}

export const idleFlow: FlowState = { isOn: false, runs: {} };

/** A run that begins anew, or that was rolled back, loses what came later. */
export function withInside(flow: FlowState, inside: EpochInside): FlowState {
  const earlier = (flow.runs[inside.cell] ?? []).filter(({ epoch }) => epoch < inside.epoch);
  return { ...flow, runs: { ...flow.runs, [inside.cell]: [...earlier, inside] } };
}
