/**
 * The LSTM backwards. First each thread walks the rows that it takes from their last step to the first,
 * dh = dy + dz_{t+1}·Uᵀ, and leaves dz, the gradient before the nonlinearities; then the products over
 * all places (`weights.ts`), shared out by tickets.
 */
import { groups1, groups2, groups3, groups4 } from '../../../../../.cache/kernels/tiles.ts';
import { barrier, takeTicket } from '../../../backends/wasm/assembly/pool.ts';
import { loadQuad, madd, splat, tanh, zeroRow } from '../../../backends/wasm/assembly/simd.ts';
import { Backward } from './backward-job.ts';
import { clearShare, gatherPrevious, gatherRows, groupStep, quadsOf, quadStep } from '../../helpers/recurrent/assembly/layout.ts';
import { rowOf, rowsIn, rowsTogether, startOf } from '../../helpers/recurrent/assembly/layout.ts';
import { packTransposed, transposedPanel } from './pack.ts';
import { products } from './weights.ts';

export function lstmBackward(at: usize, control: usize, part: i32, parts: i32): void {
  const job = changetype<Backward>(at);
  packTransposed(job.kernel, job.inputs, job.hidden, 8, job.packedKernel, part, parts);
  packTransposed(job.recurrent, job.hidden, job.hidden, 16, job.packedRecurrent, part, parts);
  gatherRows(job, job.x, job.inputs, job.states, part, parts);
  const previous = job.states + quadStep(job) * quadsOf(job.inputs);
  gatherPrevious(job, job.sequence, job.hidden, previous, part, parts);
  if (job.ragged) clearShare(job, job.dx, job.inputs, part, parts);
  barrier(control, part, parts);
  const together = rowsTogether(job, parts);
  const all = rowsIn(job, 0);
  for (let first = 0; first < all; ) {
    first = takeTicket(control, 0) * together;
    if (first < all) backwardRows(job, first, first + together, job.work + job.workBytes * part);
  }
  barrier(control, part, parts);
  products(job, control, part, parts);
}

/** The rows of rank `first` to `end` − 1, from their last step to their first. */
function backwardRows(job: Backward, first: i32, end: i32, dh: usize): void {
  for (let step = job.steps - 1; step >= 0; step--) {
    const working = min(end, rowsIn(job, step));
    if (working > first) backwardStep(job, step, first, working, dh);
  }
}

function backwardStep(job: Backward, step: i32, first: i32, end: i32, dh: usize): void {
  const later = rowsIn(job, step + 1);
  const groups = quadsOf(job.hidden);
  for (let group = 0; group < groups; group += 4) {
    const panel = job.packedRecurrent + transposedPanel(job.hidden, 16) * (group >> 2);
    for (let rank = first; rank < end; rank += 4) {
      const rows = min(4, end - rank);
      const reached = min(rows, later - rank);
      if (reached > 0) timesRecurrent(job, reached, startOf(job, step + 1) + rank, panel, dh);
      const count = min(4, groups - group);
      for (let k = 0; k < count; k++)
        backwardCells(job, step, group + k, rank, rows, dh + (<usize>k << 4));
    }
  }
}

/** dh [rows][16] = (dz at some places)·(a panel of Uᵀ). */
function timesRecurrent(job: Backward, rows: i32, place: i32, panel: usize, dh: usize): void {
  const a = job.dGates + (<usize>place << 6);
  const stride = groupStep(job);
  const count = quadsOf(job.hidden) << 2;
  if (rows == 4) groups4(zeroRow, a, stride, count, panel, dh);
  else if (rows == 3) groups3(zeroRow, a, stride, count, panel, dh);
  else if (rows == 2) groups2(zeroRow, a, stride, count, panel, dh);
  else groups1(zeroRow, a, stride, count, panel, dh);
}

/** dz of four units of some rows; dh, rows 64 bytes apart, holds what comes from the step after. */
function backwardCells(job: Backward, step: i32, group: i32, rank: i32, rows: i32, dh: usize): void {
  const one = splat(1);
  const stride = quadStep(job);
  const place = startOf(job, step) + rank;
  const left = job.hidden - (group << 2);
  const later = rowsIn(job, step + 1) - rank;
  const cells = job.cells + stride * group;
  const groupPlace = groupStep(job) * group + (<usize>place << 6);
  let carry = job.carry + (<usize>(group * job.batch + rank) << 4);
  let gates = job.gates + groupPlace;
  let dGates = job.dGates + groupPlace;
  let cell = cells + (<usize>place << 4);
  let previous = step > 0 ? cells + (<usize>(startOf(job, step - 1) + rank) << 4) : 0;
  for (let row = 0; row < rows; row++) {
    const from = job.dy + (<usize>(rowOf(job, place + row) * job.hidden + (group << 2)) << 2);
    let dhRow = loadQuad(from, left);
    let dcLater = splat(0);
    if (row < later) {
      dhRow = f32x4.add(dhRow, v128.load(dh));
      dcLater = v128.load(carry);
    }
    const i = v128.load(gates);
    const f = v128.load(gates, 16);
    const candidate = v128.load(gates, 32);
    const o = v128.load(gates, 48);
    const t = tanh(v128.load(cell));
    const before = step > 0 ? v128.load(previous) : splat(0);
    const dc = madd(f32x4.mul(dhRow, o), f32x4.sub(one, f32x4.mul(t, t)), dcLater);
    const di = f32x4.mul(f32x4.mul(dc, candidate), f32x4.mul(i, f32x4.sub(one, i)));
    const df = f32x4.mul(f32x4.mul(dc, before), f32x4.mul(f, f32x4.sub(one, f)));
    const dCandidate = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(candidate, candidate)));
    const dO = f32x4.mul(f32x4.mul(dhRow, t), f32x4.mul(o, f32x4.sub(one, o)));
    v128.store(carry, f32x4.mul(dc, f));
    v128.store(dGates, di);
    v128.store(dGates, df, 16);
    v128.store(dGates, dCandidate, 32);
    v128.store(dGates, dO, 48);
    dh += 64;
    carry += 16;
    gates += 64;
    dGates += 64;
    cell += 16;
    previous += 16;
  }
}
