/**
 * The LSTM backwards. First each thread walks its tiles of rows from their last step to the first,
 * dh = dy + dz_{t+1}·Uᵀ, and leaves dz, the gradient before the nonlinearities; then the products over
 * all places (`weights.ts`), shared out by tickets.
 */
import { groups1, groups2, groups3, groups4 } from '../../../../../.cache/kernels/tiles.ts';
import { barrier } from '../../../backends/wasm/assembly/pool.ts';
import { clearTile, loadQuad, madd, splat } from '../../../backends/wasm/assembly/simd.ts';
import { clearShare, gatherPrevious, gatherRows, groupStep, Layout, quadsOf, quadStep } from './layout.ts';
import { rowOf, rowsIn, startOf } from './layout.ts';
import { packTransposed, transposedPanel } from './pack.ts';
import { products } from './weights.ts';

@unmanaged
export class Backward extends Layout {
  x: usize;
  kernel: usize;
  recurrent: usize;
  sequence: usize;
  gates: usize;
  cells: usize;
  dy: usize;
  dx: usize;
  dKernel: usize;
  dRecurrent: usize;
  dBias: usize;
  /** Scratch, quad buffers: x, then the h that each place reads. */
  states: usize;
  /** Scratch: transposed panels of W and of U. */
  packedKernel: usize;
  packedRecurrent: usize;
  /** Scratch, a group buffer. */
  dGates: usize;
  /** Scratch [H/4][B][4]: f∘dc of the step after. */
  carry: usize;
  /** Scratch, `workBytes` for each part. */
  work: usize;
  workBytes: usize;
}

export function lstmBackward(at: usize, control: usize, part: i32, parts: i32): void {
  const job = changetype<Backward>(at);
  packTransposed(job.kernel, job.inputs, job.hidden, job.packedKernel, part, parts);
  packTransposed(job.recurrent, job.hidden, job.hidden, job.packedRecurrent, part, parts);
  gatherRows(job, job.x, job.inputs, job.states, part, parts);
  const previous = job.states + quadStep(job) * quadsOf(job.inputs);
  gatherPrevious(job, job.sequence, job.hidden, previous, part, parts);
  if (job.ragged) clearShare(job, job.dx, job.inputs, part, parts);
  barrier(control, part, parts);
  for (let step = job.steps - 1; step >= 0; step--) backwardStep(job, step, part, parts);
  barrier(control, part, parts);
  products(job, control, part);
}

/** `rows` rows of c [rows][16] += (rows of a group buffer)·(a transposed panel). */
export function timesTransposed(job: Backward, rows: i32, place: i32, panel: usize, c: usize): void {
  const a = job.dGates + (<usize>place << 6);
  const count = quadsOf(job.hidden);
  if (rows == 4) groups4(a, groupStep(job), count, panel, c);
  else if (rows == 3) groups3(a, groupStep(job), count, panel, c);
  else if (rows == 2) groups2(a, groupStep(job), count, panel, c);
  else if (rows == 1) groups1(a, groupStep(job), count, panel, c);
}

function backwardStep(job: Backward, step: i32, part: i32, parts: i32): void {
  const n = rowsIn(job, step);
  const later = rowsIn(job, step + 1);
  const groups = quadsOf(job.hidden);
  const dh = job.work + job.workBytes * part;
  for (let first = 0; first < groups; first += 4) {
    const panel = job.packedRecurrent + transposedPanel(job.hidden) * (first >> 2);
    for (let rank = part << 2; rank < n; rank += parts << 2) {
      const rows = min(4, n - rank);
      clearTile(dh);
      const reached = min(rows, later - rank);
      if (reached > 0) timesTransposed(job, reached, startOf(job, step + 1) + rank, panel, dh);
      const end = min(4, groups - first);
      for (let k = 0; k < end; k++) backwardCells(job, step, first + k, rank, rows, dh + (<usize>k << 4));
    }
  }
}

/** dz of four units of some rows from dh, rows 64 bytes apart. */
function backwardCells(job: Backward, step: i32, group: i32, rank: i32, rows: i32, dh: usize): void {
  const one = splat(1);
  const column = quadStep(job) * group;
  const place = startOf(job, step) + rank;
  const squashed = quadStep(job) * quadsOf(job.hidden);
  const left = job.hidden - (group << 2);
  const later = rowsIn(job, step + 1) - rank;
  let carry = job.carry + (<usize>(group * job.batch + rank) << 4);
  let gates = job.gates + groupStep(job) * group + (<usize>place << 6);
  let dGates = job.dGates + groupStep(job) * group + (<usize>place << 6);
  let previous = step > 0 ? job.cells + column + (<usize>(startOf(job, step - 1) + rank) << 4) : 0;
  const tanhs = job.cells + squashed + column + (<usize>place << 4);
  for (let row = 0; row < rows; row++) {
    const from = job.dy + (<usize>(rowOf(job, place + row) * job.hidden + (group << 2)) << 2);
    const dhRow = f32x4.add(v128.load(dh), loadQuad(from, left));
    const i = v128.load(gates);
    const f = v128.load(gates, 16);
    const candidate = v128.load(gates, 32);
    const o = v128.load(gates, 48);
    const t = v128.load(tanhs + (<usize>row << 4));
    const before = previous != 0 ? v128.load(previous + (<usize>row << 4)) : splat(0);
    const dcLater = row < later ? v128.load(carry) : splat(0);
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
  }
}
