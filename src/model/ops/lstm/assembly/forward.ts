/**
 * The LSTM forwards. A thread takes tiles of four rows and reads them to their end by itself; four units'
 * gates of four rows are one product [x_t h_{t−1}]·[W; U] + b in registers, and then the cell.
 */
import { quads1, quads2, quads3, quads4 } from '../../../../../.cache/kernels/tiles.ts';
import { barrier } from '../../../backends/wasm/assembly/pool.ts';
import { madd, sigmoid, storeQuad, tanh } from '../../../backends/wasm/assembly/simd.ts';
import { clearShare, gatherRows, groupStep, Layout, quadsOf, quadStep } from './layout.ts';
import { rowOf, rowsIn, startOf } from './layout.ts';
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
  /** Scratch: a tile [4][16] for each part. */
  tiles: usize;
  /** Group buffer: i, f, c̃, o after their nonlinearities. */
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
  const stride = quadStep(job);
  const z = job.tiles + (<usize>part << 8);
  for (let group = 0; group < groups; group++) {
    const bias = job.packed + forwardPanel(job.inputs, job.hidden) * group;
    const weights = bias + 64;
    for (let rank = part << 2; rank < n; rank += parts << 2) {
      const rows = min(4, n - rank);
      const states = job.states + (<usize>(startOf(job, step) + rank) << 4);
      if (rows == 4) quads4(bias, states, stride, quads, weights, z);
      else if (rows == 3) quads3(bias, states, stride, quads, weights, z);
      else if (rows == 2) quads2(bias, states, stride, quads, weights, z);
      else quads1(bias, states, stride, quads, weights, z);
      updateCells(job, step, group, rank, rows, z);
      updateOutputs(job, step, group, rank, rows, z);
    }
  }
}

/**
 * i, f, c̃, o and c = f∘c_{t−1} + i∘c̃ of four units of some rows, z being the gates before their
 * nonlinearities. Leaves o and c in z for `updateOutputs`: two short chains of operations, which the
 * processor overlaps, and not one long.
 */
function updateCells(job: Forward, step: i32, group: i32, rank: i32, rows: i32, z: usize): void {
  const stride = quadStep(job);
  const place = <usize>(startOf(job, step) + rank);
  const cells = job.cells + stride * group;
  let gates = job.gates + groupStep(job) * group + (place << 6);
  let cell = cells + (place << 4);
  let previous = step > 0 ? cells + (<usize>(startOf(job, step - 1) + rank) << 4) : 0;
  for (let end = z + (<usize>rows << 6); z < end; z += 64) {
    const i = sigmoid(v128.load(z));
    const f = sigmoid(v128.load(z, 16));
    const candidate = tanh(v128.load(z, 32));
    const o = sigmoid(v128.load(z, 48));
    v128.store(gates, i);
    v128.store(gates, f, 16);
    v128.store(gates, candidate, 32);
    v128.store(gates, o, 48);
    let c = f32x4.mul(i, candidate);
    if (step > 0) {
      c = madd(f, v128.load(previous), c);
      previous += 16;
    }
    v128.store(cell, c);
    v128.store(z, o);
    v128.store(z, c, 16);
    gates += 64;
    cell += 16;
  }
}

/** h = o∘tanh(c), to the sequence and to where the next step reads it. */
function updateOutputs(job: Forward, step: i32, group: i32, rank: i32, rows: i32, z: usize): void {
  const stride = quadStep(job);
  const place = startOf(job, step) + rank;
  const left = job.hidden - (group << 2);
  const nextRows = rowsIn(job, step + 1) - rank;
  let squashed = job.cells + stride * (quadsOf(job.hidden) + group) + (<usize>place << 4);
  let next = job.states + stride * (quadsOf(job.inputs) + group);
  next += <usize>(startOf(job, step + 1) + rank) << 4;
  for (let row = 0; row < rows; row++) {
    const t = tanh(v128.load(z, 16));
    const h = f32x4.mul(v128.load(z), t);
    v128.store(squashed, t);
    if (row < nextRows) v128.store(next, h);
    storeQuad(job.sequence + (<usize>(rowOf(job, place + row) * job.hidden + (group << 2)) << 2), h, left);
    squashed += 16;
    next += 16;
    z += 64;
  }
}
