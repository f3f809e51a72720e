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
  for (let step = 0; step < job.steps; step++) forwardStep(job, step, part, parts);
}

/**
 * All rows' products come before all rows' cells: the long chains of operations of one row's cell then
 * overlap with those of the next.
 */
function forwardStep(job: Forward, step: i32, part: i32, parts: i32): void {
  const groups = quadsOf(job.hidden);
  for (let group = 0; group < groups; group++) {
    multiply(job, step, group, part, parts);
    updateCells(job, step, group, part, parts);
    updateOutputs(job, step, group, part, parts);
  }
  writeSequence(job, step, part, parts);
}

/** z [B][16] = [x_t h_{t−1}]·[W; U] + b for the gates of four units. */
function multiply(job: Forward, step: i32, group: i32, part: i32, parts: i32): void {
  const n = rowsIn(job, step);
  const quads = quadsOf(job.inputs) + (step > 0 ? quadsOf(job.hidden) : 0);
  const stride = quadStep(job);
  const bias = job.packed + forwardPanel(job.inputs, job.hidden) * group;
  const weights = bias + 64;
  for (let rank = part << 2; rank < n; rank += parts << 2) {
    const states = job.states + (<usize>(startOf(job, step) + rank) << 4);
    const z = job.z + (<usize>rank << 6);
    const rows = n - rank;
    if (rows >= 4) quads4(bias, states, stride, quads, weights, z);
    else if (rows == 3) quads3(bias, states, stride, quads, weights, z);
    else if (rows == 2) quads2(bias, states, stride, quads, weights, z);
    else quads1(bias, states, stride, quads, weights, z);
  }
}

/** i, f, c̃, o and c = f∘c_{t−1} + i∘c̃ from z. Leaves o and c in z for `updateOutputs`. */
function updateCells(job: Forward, step: i32, group: i32, part: i32, parts: i32): void {
  const n = rowsIn(job, step);
  const start = startOf(job, step);
  const cells = job.cells + quadStep(job) * group;
  const allGates = job.gates + groupStep(job) * group;
  for (let first = part << 2; first < n; first += parts << 2) {
    const end = min(first + 4, n);
    let z = job.z + (<usize>first << 6);
    let gates = allGates + (<usize>(start + first) << 6);
    let cell = cells + (<usize>(start + first) << 4);
    let previous = step > 0 ? cells + (<usize>(startOf(job, step - 1) + first) << 4) : 0;
    for (let rank = first; rank < end; rank++) {
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
      z += 64;
      gates += 64;
      cell += 16;
    }
  }
}

/** h = o∘tanh(c), to where the next step reads it; rows that end here write it to the sequence. */
function updateOutputs(job: Forward, step: i32, group: i32, part: i32, parts: i32): void {
  const n = rowsIn(job, step);
  const left = job.hidden - (group << 2);
  const nextRows = rowsIn(job, step + 1);
  let next = job.states + quadStep(job) * (quadsOf(job.inputs) + group);
  next += <usize>startOf(job, step + 1) << 4;
  for (let first = part << 2; first < n; first += parts << 2) {
    const end = min(first + 4, n);
    for (let rank = first; rank < end; rank++) {
      const z = job.z + (<usize>rank << 6);
      const h = f32x4.mul(v128.load(z), tanh(v128.load(z, 16)));
      if (rank < nextRows) v128.store(next + (<usize>rank << 4), h);
      else storeQuad(sequenceAt(job, step, rank) + (<usize>group << 4), h, left);
    }
  }
}

@inline
function sequenceAt(job: Forward, step: i32, rank: i32): usize {
  return job.sequence + ((<usize>rowOf(job, startOf(job, step) + rank) * job.hidden) << 2);
}

/** Copies h to the sequence for the rows that go on: whole rows, as pieces of many would share few cache sets. */
function writeSequence(job: Forward, step: i32, part: i32, parts: i32): void {
  const nextRows = rowsIn(job, step + 1);
  const states = job.states + quadStep(job) * quadsOf(job.inputs) + (<usize>startOf(job, step + 1) << 4);
  for (let first = part << 2; first < nextRows; first += parts << 2) {
    const end = min(first + 4, nextRows);
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
}
