/** What the forward and the backward job of a recurrent layer share, and where things stand in their buffers. */
import { RecurrentJob } from '../../../../../../.cache/kernels/arguments.ts';
import { splat } from '../../../../runtime/wasm/assembly/simd.ts';
import { groupStep, quadsOf, quadStep } from './layout.ts';

/**
 * Columns of the weights [K,G·H] stand in groups of sixteen: four units of four gates (`together` 4), so that one tile of
 * a product has all that a cell needs, or sixteen units of one gate (`together` 1). A gate from `plainGates` on does not
 * read h itself but what the cell made of it, its *reset* state. The states are quad buffers: [reset H/4][x D/4][h H/4],
 * so that either lies beside x; where all gates are plain there is no reset state. h is that which a place reads. `gates`
 * is a group buffer, the gates after their nonlinearities; `cells` a quad buffer, where the cell has a state of its own.
 */
@inline
function resetQuads(job: RecurrentJob): i32 {
  return job.plainGates < job.gateCount ? quadsOf(job.hidden) : 0;
}

/** Where h of four units stands that the step at a place reads. It is not there for the first step forwards. */
@inline
export function hiddenAt(job: RecurrentJob, quad: i32, place: i32): usize {
  return inputsAt(job) + quadStep(job) * (quadsOf(job.inputs) + quad) + (<usize>place << 4);
}

/** h of four units before a step, 0 before the first. */
@inline
export function hiddenBefore(job: RecurrentJob, step: i32, quad: i32, place: i32): v128 {
  return step > 0 ? v128.load(hiddenAt(job, quad, place)) : splat(0);
}

/** Where the reset state stands that goes with `hiddenAt`. */
@inline
export function resetAt(job: RecurrentJob, quad: i32, place: i32): usize {
  return job.states + quadStep(job) * quad + (<usize>place << 4);
}

/** Where x stands, quad by quad. */
@inline
export function inputsAt(job: RecurrentJob): usize {
  return job.states + quadStep(job) * resetQuads(job);
}

/** Sixteens of units: panels. */
@inline
export function panelsOf(hidden: i32): i32 {
  return (hidden + 15) >> 4;
}

/** Quads of units in a panel. */
@inline
export function quadsIn(job: RecurrentJob, panel: i32): i32 {
  return min(4, quadsOf(job.hidden) - (panel << 2));
}

/** Groups that hold all units of the gates that stand together. */
@inline
function groupsOfSet(job: RecurrentJob): i32 {
  return job.together == 1 ? panelsOf(job.hidden) : quadsOf(job.hidden);
}

/** All groups. */
@inline
export function groupsOf(job: RecurrentJob): i32 {
  return (job.gateCount / job.together) * groupsOfSet(job);
}

/** Whether the gates of a group read h itself. */
@inline
export function isPlain(job: RecurrentJob, group: i32): bool {
  return job.plainGates == job.gateCount || group < job.plainGates * groupsOfSet(job);
}

/** First unit of a group. */
export function groupUnit(job: RecurrentJob, group: i32): i32 {
  return (group % groupsOfSet(job)) << (job.together == 1 ? 4 : 2);
}

/** First column of a group in the weights, and floats from there to its next quad. */
export function groupColumn(job: RecurrentJob, group: i32): i32 {
  return (group / groupsOfSet(job)) * job.together * job.hidden + groupUnit(job, group);
}

@inline
export function nextQuad(job: RecurrentJob): i32 {
  return job.together == 1 ? 4 : job.hidden;
}

/** Floats of a quad of a group that are a unit's: what is more than four counts as four. */
@inline
export function unitsLeft(job: RecurrentJob, unit: i32, quad: i32): i32 {
  return job.hidden - unit - (job.together == 1 ? quad << 2 : 0);
}

/** Bytes from the start of a group buffer to a group at a place. */
@inline
export function groupOffset(job: RecurrentJob, group: i32, place: i32): usize {
  return groupStep(job) * group + (<usize>place << 6);
}

/** The same for sixteen units of one gate, where each gate stands alone. */
@inline
export function gateOffset(job: RecurrentJob, gate: i32, panel: i32, place: i32): usize {
  return groupOffset(job, gate * panelsOf(job.hidden) + panel, place);
}
