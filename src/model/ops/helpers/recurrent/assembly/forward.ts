/**
 * A recurrent layer forwards, whatever its cell. A thread takes some rows and reads them to their end by itself; a
 * cell computes its gates panel by panel (sixteen units of one gate) with `gateSums` and its own nonlinearities.
 */
import { quads1, quads2, quads3, quads4 } from '../../../../../../.cache/kernels/tiles.ts';
import { barrier, takeTicket } from '../../../../backends/wasm/assembly/pool.ts';
import { loadQuad, storeQuad } from '../../../../backends/wasm/assembly/simd.ts';
import { gateOffset, hiddenAt, inputsAt, RecurrentJob } from './job.ts';
import { clearShare, gatherRows, quadsOf, quadStep } from './layout.ts';
import { rowOf, rowsIn, rowsTogether, startOf } from './layout.ts';
import { forwardPanel, packColumns, panelsOf } from './weights.ts';

@unmanaged
export class Forward extends RecurrentJob {
  x: usize;
  kernel: usize;
  recurrent: usize;
  bias: usize;
  /** Scratch: forwardPanel bytes for each gate and panel. */
  packed: usize;
  /** [B,T,H]. */
  sequence: usize;
}

/** A step of the rows of rank `first` to `end` − 1. */
export type ForwardStep = (job: Forward, step: i32, first: i32, end: i32) => void;

export function runForward(
  at: usize,
  control: usize,
  part: i32,
  parts: i32,
  forwardStep: ForwardStep,
): void {
  const job = changetype<Forward>(at);
  packWeights(job, part, parts);
  gatherRows(job, job.x, job.inputs, inputsAt(job), part, parts);
  if (part == 0) clearFirstStates(job);
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

/** One panel for each sixteen units of each gate: [bias; W; U], or [bias; U; W] where a gate reads the reset state. */
function packWeights(job: Forward, part: i32, parts: i32): void {
  const panels = panelsOf(job.hidden);
  const width = job.gateCount * job.hidden;
  for (let at = part; at < job.gateCount * panels; at += parts) {
    const gate = at / panels;
    const unit = (at - gate * panels) << 4;
    const column = gate * job.hidden + unit;
    const left = job.hidden - unit;
    let to = job.packed + forwardPanel(job.inputs, job.hidden) * at;
    for (let quad = 0; quad < 4; quad++) {
      const from = job.bias + (<usize>(column + (quad << 2)) << 2);
      v128.store(to + (<usize>quad << 4), loadQuad(from, left - (quad << 2)));
    }
    to += 64;
    const isPlain = gate < job.plainGates;
    if (isPlain) to = packColumns(job.kernel, job.inputs, width, column, left, to);
    to = packColumns(job.recurrent, job.hidden, width, column, left, to);
    if (!isPlain) packColumns(job.kernel, job.inputs, width, column, left, to);
  }
}

/** h before the first step is 0. */
function clearFirstStates(job: Forward): void {
  const bytes = <usize>rowsIn(job, 0) << 4;
  for (let quad = 0; quad < quadsOf(job.hidden); quad++) memory.fill(hiddenAt(job, quad, 0), 0, bytes);
}

/** x_t·W + h_{t−1}·U + b of a panel, into the gates' buffer. */
export function gateSums(job: Forward, step: i32, gate: i32, panel: i32, first: i32, end: i32): void {
  const stride = quadStep(job);
  const quads = quadsOf(job.inputs) + quadsOf(job.hidden);
  const bias =
    job.packed + forwardPanel(job.inputs, job.hidden) * (gate * panelsOf(job.hidden) + panel);
  const weights = bias + 64;
  const start = startOf(job, step);
  let states = gate < job.plainGates ? inputsAt(job) : job.states;
  states += <usize>(start + first) << 4;
  let to = job.gates + gateOffset(job, gate, panel, start + first);
  for (let rank = first; rank < end; rank += 4) {
    const rows = end - rank;
    if (rows >= 4) quads4(bias, states, stride, quads, weights, to);
    else if (rows == 3) quads3(bias, states, stride, quads, weights, to);
    else if (rows == 2) quads2(bias, states, stride, quads, weights, to);
    else quads1(bias, states, stride, quads, weights, to);
    states += 64;
    to += 256;
  }
}

/** Writes h of four units of a row: to where the next step reads it, and to the sequence. */
@inline
export function writeHidden(job: Forward, step: i32, rank: i32, quad: i32, h: v128): void {
  if (rank < rowsIn(job, step + 1)) v128.store(hiddenAt(job, quad, startOf(job, step + 1) + rank), h);
  const row = <usize>(rowOf(job, startOf(job, step) + rank) * job.hidden);
  storeQuad(job.sequence + ((row + (quad << 2)) << 2), h, job.hidden - (quad << 2));
}
