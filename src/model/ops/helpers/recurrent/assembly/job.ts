/** What the forward and the backward job of a recurrent layer share, and where things stand in their buffers. */
import { groupStep, Layout, quadsOf, quadStep } from './layout.ts';
import { panelsOf } from './weights.ts';

/**
 * A gate from `plainGates` on does not read h itself but what the cell made of it, its *reset* state. The states are
 * quad buffers: [reset H/4][x D/4][h H/4], so that either lies beside x. h is that which a place reads.
 */
@unmanaged
export class RecurrentJob extends Layout {
  gateCount: i32;
  plainGates: i32;
  states: usize;
  /** Group buffer [G][panels]: the gates after their nonlinearities. */
  gates: usize;
}

/** Where h of four units stands that the step at a place reads. */
@inline
export function hiddenAt(job: RecurrentJob, quad: i32, place: i32): usize {
  return job.states + quadStep(job) * (quadsOf(job.hidden) + quadsOf(job.inputs) + quad) + (<usize>place << 4);
}

/** The same for the reset state. */
@inline
export function resetAt(job: RecurrentJob, quad: i32, place: i32): usize {
  return job.states + quadStep(job) * quad + (<usize>place << 4);
}

/** Where x stands, quad by quad. */
@inline
export function inputsAt(job: RecurrentJob): usize {
  return job.states + quadStep(job) * quadsOf(job.hidden);
}

/** Bytes from the start of a group buffer to sixteen units of a gate at a place. */
@inline
export function gateOffset(job: RecurrentJob, gate: i32, panel: i32, place: i32): usize {
  return groupStep(job) * (gate * panelsOf(job.hidden) + panel) + (<usize>place << 6);
}

/** Quads of units in a panel. */
@inline
export function quadsIn(job: RecurrentJob, panel: i32): i32 {
  return min(4, quadsOf(job.hidden) - (panel << 2));
}
