/**
 * The LSTM forwards. A thread takes tiles of four rows and reads them to their end by itself; four units'
 * gates of four rows are one product [x_t h_{t−1}]·[W; U] + b in registers, and then the cell.
 */
import { quads1, quads2, quads3, quads4 } from '../../../../../.cache/kernels/tiles.ts';
import { barrier } from '../../../backends/wasm/assembly/pool.ts';
import { madd, sigmoid, storeQuad, tanh } from '../../../backends/wasm/assembly/simd.ts';
import {
  clearShare,
  gatherRows,
  groupStep,
  Layout,
  quadsOf,
  quadStep,
  rowOf,
  rowsIn,
  startOf,
} from './layout.ts';
import { forwardPanel, packForward } from './pack.ts';

@unmanaged
class Forward extends Layout {
  x: usize;
  kernel: usize;
  recurrent: usize;
  bias: usize;
  /** Scratch, quad buffers: x, then the h that each place reads. */
  states: usize;
  /** Scratch: forwardPanel bytes for each group. */
  packed: usize;
  /** Group buffer of i, f, c̃, o after their nonlinearities. */
  gates: usize;
  /** Quad buffers: c, then tanh(c). */
  cells: usize;
  /** [B,T,H]. */
  sequence: usize;
}

export function lstmForward(at: usize, control: usize, part: i32, parts: i32): void {
  const job = changetype<Forward>(at);
  packForward(job.kernel, job.recurrent, job.bias, job.inputs, job.hidden, job.packed, part, parts);
  gatherRows(job, job.x, job.inputs, job.states, part, parts);
  if (job.ragged) clearShare(job, job.sequence, job.hidden, part, parts);
  barrier(control, part, parts);
  for (let step = 0; step < job.steps; step++) forwardStep(job, step, part, parts);
}

function forwardStep(job: Forward, step: i32, part: i32, parts: i32): void {
  const n = rowsIn(job, step);
  const groups = quadsOf(job.hidden);
  const quads = quadsOf(job.inputs) + (step > 0 ? groups : 0);
  for (let group = 0; group < groups; group++) {
    const panel = job.packed + forwardPanel(job.inputs, job.hidden) * group;
    for (let rank = part << 2; rank < n; rank += parts << 2) {
      const place = startOf(job, step) + rank;
      const rows = min(4, n - rank);
      const gates = job.gates + groupStep(job) * group + (<usize>place << 6);
      startWithBias(panel, gates, rows);
      const states = job.states + (<usize>place << 4);
      if (rows == 4) quads4(states, quadStep(job), quads, panel + 64, gates);
      else if (rows == 3) quads3(states, quadStep(job), quads, panel + 64, gates);
      else if (rows == 2) quads2(states, quadStep(job), quads, panel + 64, gates);
      else quads1(states, quadStep(job), quads, panel + 64, gates);
      updateCells(job, step, group, rank, rows, gates);
    }
  }
}

@inline
function startWithBias(panel: usize, gates: usize, rows: i32): void {
  const i = v128.load(panel);
  const f = v128.load(panel, 16);
  const c = v128.load(panel, 32);
  const o = v128.load(panel, 48);
  for (let end = gates + (<usize>rows << 6); gates < end; gates += 64) {
    v128.store(gates, i);
    v128.store(gates, f, 16);
    v128.store(gates, c, 32);
    v128.store(gates, o, 48);
  }
}

/** c = f∘c_{t−1} + i∘c̃, h = o∘tanh(c) for four units of some rows. */
function updateCells(job: Forward, step: i32, group: i32, rank: i32, rows: i32, gates: usize): void {
  const column = quadStep(job) * group;
  const place = startOf(job, step) + rank;
  const squashed = quadStep(job) * quadsOf(job.hidden);
  const left = job.hidden - (group << 2);
  const nextRows = rowsIn(job, step + 1) - rank;
  let cell = job.cells + column + (<usize>place << 4);
  let previous = step > 0 ? job.cells + column + (<usize>(startOf(job, step - 1) + rank) << 4) : 0;
  let next = job.states + quadStep(job) * quadsOf(job.inputs) + column;
  next += <usize>(startOf(job, step + 1) + rank) << 4;
  for (let row = 0; row < rows; row++) {
    const i = sigmoid(v128.load(gates));
    const f = sigmoid(v128.load(gates, 16));
    const candidate = tanh(v128.load(gates, 32));
    const o = sigmoid(v128.load(gates, 48));
    const before = previous != 0 ? v128.load(previous + (<usize>row << 4)) : f32x4.splat(0);
    const c = madd(f, before, f32x4.mul(i, candidate));
    const t = tanh(c);
    const h = f32x4.mul(o, t);
    v128.store(gates, i);
    v128.store(gates, f, 16);
    v128.store(gates, candidate, 32);
    v128.store(gates, o, 48);
    v128.store(cell, c);
    v128.store(cell + squashed, t);
    if (row < nextRows) v128.store(next, h);
    const to = job.sequence + (<usize>(rowOf(job, place + row) * job.hidden + (group << 2)) << 2);
    storeQuad(to, h, left);
    gates += 64;
    cell += 16;
    next += 16;
  }
}
