/**
 * A recurrent layer forwards, whatever its cell. A thread takes some rows and reads them to their end by itself; a
 * cell computes its gates group by group with `groupSums` and its own nonlinearities.
 */
import { RecurrentForwardJob } from '../../../../../../.cache/kernels/arguments.ts';
import { quads1, quads2, quads3, quads4 } from '../../../../../../.cache/kernels/tiles.ts';
import { barrier, controlOf, takeTicket } from '../../../../runtime/wasm/assembly/pool.ts';
import { storeQuad } from '../../../../runtime/wasm/assembly/simd.ts';
import { groupOffset, groupsOf, hiddenAt, inputsAt, isPlain } from './job.ts';
import { clearShare, gatherRows, quadsOf, quadStep } from './layout.ts';
import { rowOf, rowsIn, rowsTogether, startOf } from './layout.ts';
import { fillUp, forwardPanel, packColumns } from './weights.ts';

/** A step of the rows of rank `first` to `end` − 1. */
export type ForwardStep = (job: RecurrentForwardJob, step: i32, first: i32, end: i32) => void;

export function runForward(
  job: RecurrentForwardJob,
  thread: i32,
  threads: i32,
  forwardStep: ForwardStep,
): void {
  const control = controlOf(changetype<usize>(job));
  const groups = groupsOf(job);
  for (let group = thread; group < groups; group += threads) packWeights(job, group);
  gatherRows(job, job.x, job.inputs, inputsAt(job), thread, threads);
  if (job.ragged) clearShare(job, job.sequence, job.hidden, thread, threads);
  barrier(control, thread, threads);
  const together = rowsTogether(job, threads);
  const all = rowsIn(job, 0);
  for (let first = 0; first < all; ) {
    first = takeTicket(control, 0) * together;
    for (let step = 0; rowsIn(job, step) > first; step++) {
      const end = min(first + together, rowsIn(job, step));
      forwardStep(job, step, first, end);
      writeSequence(job, step, first, min(end, rowsIn(job, step + 1)));
    }
  }
}

/** A group's panel: [bias; W; U], or [bias; U; W] where its gates read the reset state. */
function packWeights(job: RecurrentForwardJob, group: i32): void {
  const weights = packColumns(job, group, job.bias, 1, job.packed + forwardPanel(job) * group);
  if (isPlain(job, group)) packBoth(job, group, job.kernel, job.inputs, job.recurrentKernel, job.hidden, weights);
  else packBoth(job, group, job.recurrentKernel, job.hidden, job.kernel, job.inputs, weights);
}

function packBoth(job: RecurrentForwardJob, group: i32, a: usize, rowsOfA: i32, b: usize, rowsOfB: i32, to: usize): void {
  to = fillUp(rowsOfA, packColumns(job, group, a, rowsOfA, to));
  fillUp(rowsOfB, packColumns(job, group, b, rowsOfB, to));
}

/** x_t·W + h_{t−1}·U + b of a group, into the gates' buffer. */
export function groupSums(job: RecurrentForwardJob, step: i32, group: i32, first: i32, end: i32): void {
  const stride = quadStep(job);
  const bias = job.packed + forwardPanel(job) * group;
  const place = startOf(job, step) + first;
  const plain = isPlain(job, group);
  let weights = bias + 64;
  let states = inputsAt(job) + (<usize>place << 4);
  let quads = quadsOf(job.inputs);
  // h before the first step is 0.
  if (step > 0) {
    quads += quadsOf(job.hidden);
    if (!plain) states = job.states + (<usize>place << 4);
  } else if (!plain) weights += <usize>quadsOf(job.hidden) << 8;
  let to = job.gates + groupOffset(job, group, place);
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

/** Hands h of four units of a row on: to where the next step reads it, or, at the row's end, to the sequence. */
@inline
export function writeHidden(job: RecurrentForwardJob, step: i32, rank: i32, quad: i32, later: i32, h: v128): void {
  if (rank < later) v128.store(hiddenAt(job, quad, startOf(job, step + 1) + rank), h);
  else storeQuad(sequenceAt(job, step, rank) + (<usize>quad << 4), h, job.hidden - (quad << 2));
}

@inline
function sequenceAt(job: RecurrentForwardJob, step: i32, rank: i32): usize {
  return job.sequence + ((<usize>rowOf(job, startOf(job, step) + rank) * job.hidden) << 2);
}

/** Copies h to the sequence for rows that go on: whole rows, as pieces of many would share few cache sets. */
function writeSequence(job: RecurrentForwardJob, step: i32, first: i32, end: i32): void {
  for (let rank = first; rank < end; rank++) {
    let from = hiddenAt(job, 0, startOf(job, step + 1) + rank);
    let to = sequenceAt(job, step, rank);
    for (let left = job.hidden; left > 0; left -= 4) {
      storeQuad(to, v128.load(from), left);
      from += quadStep(job);
      to += 16;
    }
  }
}
