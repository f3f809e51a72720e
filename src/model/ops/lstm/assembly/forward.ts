/**
 * The LSTM forwards. A thread takes some rows and reads them to their end by itself; four units'
 * gates of four rows are one tile of the product [x_t h_{t−1}]·[W; U] + b in registers, and then the cell.
 */
import { quads1, quads2, quads3, quads4 } from '../../../../../.cache/kernels/tiles.ts';
import { barrier, takeTicket } from '../../../backends/wasm/assembly/pool.ts';
import { madd, sigmoid, storeQuad, tanh } from '../../../backends/wasm/assembly/simd.ts';
import { clearShare, gatherRows, groupStep, Layout, quadsOf, quadStep } from '../../helpers/recurrent/assembly/layout.ts';
import { rowOf, rowsIn, rowsTogether, startOf } from '../../helpers/recurrent/assembly/layout.ts';
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
  /** Scratch [B][16]: the gates of four units before their nonlinearities. */
  z: usize;
  /** Group buffer: i, f, c̃, o after their nonlinearities. */
  gates: usize;
  /** Quad buffer of c. */
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
  const together = rowsTogether(job, parts);
  const all = rowsIn(job, 0);
  for (let first = 0; first < all; ) {
    first = takeTicket(control, 0) * together;
    for (let step = 0; rowsIn(job, step) > first; step++)
      forwardStep(job, step, first, min(first + together, rowsIn(job, step)));
  }
}

/**
 * One step of the rows of rank `first` to `end` − 1. All rows' products come before all rows' cells: the
 * long chains of operations of one row's cell then overlap with those of the next.
 */
function forwardStep(job: Forward, step: i32, first: i32, end: i32): void {
  const groups = quadsOf(job.hidden);
  for (let group = 0; group < groups; group++) {
    multiply(job, step, group, first, end);
    updateCells(job, step, group, first, end);
    updateOutputs(job, step, group, first, end);
  }
  writeSequence(job, step, first, min(end, rowsIn(job, step + 1)));
}

/** z [B][16] = [x_t h_{t−1}]·[W; U] + b for the gates of four units. */
function multiply(job: Forward, step: i32, group: i32, first: i32, end: i32): void {
  const quads = quadsOf(job.inputs) + (step > 0 ? quadsOf(job.hidden) : 0);
  const stride = quadStep(job);
  const bias = job.packed + forwardPanel(job.inputs, job.hidden) * group;
  const weights = bias + 64;
  let states = job.states + (<usize>(startOf(job, step) + first) << 4);
  let z = job.z + (<usize>first << 6);
  for (let rank = first; rank < end; rank += 4) {
    const rows = end - rank;
    if (rows >= 4) quads4(bias, states, stride, quads, weights, z);
    else if (rows == 3) quads3(bias, states, stride, quads, weights, z);
    else if (rows == 2) quads2(bias, states, stride, quads, weights, z);
    else quads1(bias, states, stride, quads, weights, z);
    states += 64;
    z += 256;
  }
}

/** i, f, c̃, o and c = f∘c_{t−1} + i∘c̃ from z. Leaves o and c in z for `updateOutputs`. */
function updateCells(job: Forward, step: i32, group: i32, first: i32, end: i32): void {
  const place = <usize>(startOf(job, step) + first);
  const cells = job.cells + quadStep(job) * group;
  let gates = job.gates + groupStep(job) * group + (place << 6);
  let cell = cells + (place << 4);
  let previous = step > 0 ? cells + (<usize>(startOf(job, step - 1) + first) << 4) : 0;
  const zEnd = job.z + (<usize>end << 6);
  for (let z = job.z + (<usize>first << 6); z < zEnd; z += 64) {
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

/** h = o∘tanh(c), to where the next step reads it; rows that end here write it to the sequence. */
function updateOutputs(job: Forward, step: i32, group: i32, first: i32, end: i32): void {
  const left = job.hidden - (group << 2);
  const nextRows = rowsIn(job, step + 1);
  let next = job.states + quadStep(job) * (quadsOf(job.inputs) + group);
  next += <usize>startOf(job, step + 1) << 4;
  for (let rank = first; rank < end; rank++) {
    const z = job.z + (<usize>rank << 6);
    const h = f32x4.mul(v128.load(z), tanh(v128.load(z, 16)));
    if (rank < nextRows) v128.store(next + (<usize>rank << 4), h);
    else storeQuad(sequenceAt(job, step, rank) + (<usize>group << 4), h, left);
  }
}

@inline
function sequenceAt(job: Forward, step: i32, rank: i32): usize {
  return job.sequence + ((<usize>rowOf(job, startOf(job, step) + rank) * job.hidden) << 2);
}

/** Copies h to the sequence for rows that go on: whole rows, as pieces of many would share few cache sets. */
function writeSequence(job: Forward, step: i32, first: i32, end: i32): void {
  const states = job.states + quadStep(job) * quadsOf(job.inputs) + (<usize>startOf(job, step + 1) << 4);
  for (let rank = first; rank < end; rank++) {
    let from = states + (<usize>rank << 4);
    let to = sequenceAt(job, step, rank);
    for (let left = job.hidden; left > 0; left -= 4) {
      storeQuad(to, v128.load(from), left);
      from += quadStep(job);
      to += 16;
    }
  }
}
