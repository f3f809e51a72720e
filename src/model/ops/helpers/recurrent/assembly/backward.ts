/**
 * A recurrent layer backwards, whatever its cell. First each thread walks the rows that it takes from their last step
 * to the first, and its cell leaves dz, the gradient before the nonlinearities; then come the products over all
 * places (`products.ts`), shared out by tickets. dz is 0 in what fills up a group.
 */
import { RecurrentBackwardJob } from '../../../../../../.cache/kernels/arguments.ts';
import { groups1, groups2, groups3, groups4 } from '../../../../../../.cache/kernels/tiles.ts';
import { barrier, controlOf, takeTicket } from '../../../../runtime/wasm/assembly/pool.ts';
import { loadQuad, splat, zeroRow } from '../../../../runtime/wasm/assembly/simd.ts';
import { gateOffset, groupOffset, groupsOf, hiddenAt, inputsAt, panelsOf, quadsIn } from './job.ts';
import { clearShare, gatherPrevious, gatherRows, groupStep, rowOf, rowsIn } from './layout.ts';
import { rowsTogether, startOf } from './layout.ts';
import { products } from './products.ts';
import { packTransposed, transposedPanel } from './weights.ts';

/** A step of the rows of rank `first` to `end` − 1; `work` has room for [4][16]. */
export type BackwardStep = (job: RecurrentBackwardJob, step: i32, first: i32, end: i32, work: usize) => void;

/**
 * dz of a panel, sixteen units, of `rows` rows from a rank on; `sum` [4][16] holds, for the first `reached` of them,
 * what dz hands back through U.
 */
export type TileGradients = (
  job: RecurrentBackwardJob,
  step: i32,
  panel: i32,
  rank: i32,
  rows: i32,
  reached: i32,
  sum: usize,
) => void;

/**
 * Scratch: W and U transposed, in panels 8 and 16 columns wide; dz, a group buffer with room for five places beyond its
 * end; carry [panels][B][16], what else is passed to the step before; `workBytes` of work for each thread.
 */
export function runBackward(
  job: RecurrentBackwardJob,
  thread: i32,
  threads: i32,
  backwardStep: BackwardStep,
): void {
  const control = controlOf(changetype<usize>(job));
  packTransposed(job, job.kernel, job.inputs, 8, job.packedKernel, thread, threads);
  packTransposed(job, job.recurrentKernel, job.hidden, 16, job.packedRecurrent, thread, threads);
  gatherRows(job, job.x, job.inputs, inputsAt(job), thread, threads);
  gatherPrevious(job, job.sequence, job.hidden, hiddenAt(job, 0, 0), thread, threads);
  if (job.ragged) clearShare(job, job.dx, job.inputs, thread, threads);
  barrier(control, thread, threads);
  const together = rowsTogether(job, threads);
  const all = rowsIn(job, 0);
  for (let first = 0; first < all; ) {
    first = takeTicket(control, 0) * together;
    for (let step = job.steps - 1; step >= 0; step--) {
      const end = min(first + together, rowsIn(job, step));
      if (end > first) backwardStep(job, step, first, end, job.work + job.workBytes * thread);
    }
  }
  barrier(control, thread, threads);
  products(job, control, thread, threads);
}

/**
 * Walks the tiles of a step: all panels, in each four rows at a time. What comes back through U is the product of dz
 * at step `from` of `groups` groups from `group` on.
 */
export function eachTile(
  job: RecurrentBackwardJob,
  step: i32,
  from: i32,
  group: i32,
  groups: i32,
  first: i32,
  end: i32,
  work: usize,
  gradients: TileGradients,
): void {
  const there = rowsIn(job, from);
  const panels = panelsOf(job.hidden);
  for (let panel = 0; panel < panels; panel++)
    for (let rank = first; rank < end; rank += 4) {
      const rows = min(4, end - rank);
      const reached = min(rows, there - rank);
      if (reached > 0)
        timesRecurrent(job, group, groups, panel, startOf(job, from) + rank, reached, work);
      gradients(job, step, panel, rank, rows, reached, work);
    }
}

/** The same with dz of all gates at the step after. */
@inline
export function eachTileOfAll(
  job: RecurrentBackwardJob,
  step: i32,
  first: i32,
  end: i32,
  work: usize,
  gradients: TileGradients,
): void {
  eachTile(job, step, step + 1, 0, groupsOf(job), first, end, work, gradients);
}

/** c [rows][16] = (dz at some places, of some groups)·(their Uᵀ, for sixteen units). */
function timesRecurrent(
  job: RecurrentBackwardJob,
  group: i32,
  groups: i32,
  panel: i32,
  place: i32,
  rows: i32,
  c: usize,
): void {
  const a = job.dGates + groupOffset(job, group, place);
  const stride = groupStep(job);
  const count = groups << 2;
  const weights =
    job.packedRecurrent + transposedPanel(groupsOf(job), 16) * panel + transposedPanel(group, 16);
  if (rows >= 4) groups4(zeroRow, a, stride, count, weights, c);
  else if (rows == 3) groups3(zeroRow, a, stride, count, weights, c);
  else if (rows == 2) groups2(zeroRow, a, stride, count, weights, c);
  else groups1(zeroRow, a, stride, count, weights, c);
}

/** dy of four units of a row. */
@inline
export function outputGradient(job: RecurrentBackwardJob, place: i32, quad: i32): v128 {
  const row = <usize>(rowOf(job, place) * job.hidden);
  return loadQuad(job.dy + ((row + (quad << 2)) << 2), job.hidden - (quad << 2));
}

/** Where sixteen units of a row stand in the carry. */
@inline
export function carryAt(job: RecurrentBackwardJob, panel: i32, rank: i32): usize {
  return job.carry + (<usize>(panel * job.batch + rank) << 6);
}

/** Sets dz of the quads that fill up a panel of one gate to 0. */
export function clearFilling(job: RecurrentBackwardJob, gate: i32, panel: i32, place: i32): void {
  const to = job.dGates + gateOffset(job, gate, panel, place);
  for (let quad = quadsIn(job, panel); quad < 4; quad++) v128.store(to + (<usize>quad << 4), splat(0));
}
