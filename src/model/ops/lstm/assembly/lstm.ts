/** The LSTM's nonlinearities, forwards and backwards. A group is the gates i, f, c̃, o of four units. */
import { RecurrentBackwardJob, RecurrentForwardJob, RecurrentJob } from '../../../../../.cache/kernels/arguments.ts';
import { madd, sigmoid, splat, tanh } from '../../../runtime/wasm/assembly/simd.ts';
import { carryAt, eachTileOfAll, outputGradient, runBackward } from '../../helpers/recurrent/assembly/backward.ts';
import { groupSums, runForward, writeHidden } from '../../helpers/recurrent/assembly/forward.ts';
import { groupOffset, quadsIn } from '../../helpers/recurrent/assembly/job.ts';
import { quadsOf, quadStep, rowsIn, startOf } from '../../helpers/recurrent/assembly/layout.ts';

/** Where c of four units stands. */
@inline
function cellAt(job: RecurrentJob, group: i32, place: i32): usize {
  return job.cells + quadStep(job) * group + (<usize>place << 4);
}

export function lstmSequence(job: RecurrentForwardJob, thread: i32, threads: i32): void {
  runForward(job, thread, threads, forwardStep);
}

/**
 * All rows' products come before all rows' cells, and these before all rows' outputs: the long chains of operations of
 * one row then overlap with those of the next.
 */
function forwardStep(job: RecurrentForwardJob, step: i32, first: i32, end: i32): void {
  const groups = quadsOf(job.hidden);
  for (let group = 0; group < groups; group++) {
    groupSums(job, step, group, first, end);
    updateCells(job, step, group, first, end);
    updateOutputs(job, step, group, first, end);
  }
}

/** i, f, c̃, o and c = f∘c_{t−1} + i∘c̃. */
function updateCells(job: RecurrentForwardJob, step: i32, group: i32, first: i32, end: i32): void {
  const place = startOf(job, step) + first;
  let gates = job.gates + groupOffset(job, group, place);
  let cell = cellAt(job, group, place);
  let previous = step > 0 ? cellAt(job, group, startOf(job, step - 1) + first) : 0;
  for (const last = gates + (<usize>(end - first) << 6); gates < last; gates += 64) {
    const i = sigmoid(v128.load(gates));
    const f = sigmoid(v128.load(gates, 16));
    const candidate = tanh(v128.load(gates, 32));
    v128.store(gates, i);
    v128.store(gates, f, 16);
    v128.store(gates, candidate, 32);
    v128.store(gates, sigmoid(v128.load(gates, 48)), 48);
    let c = f32x4.mul(i, candidate);
    if (step > 0) {
      c = madd(f, v128.load(previous), c);
      previous += 16;
    }
    v128.store(cell, c);
    cell += 16;
  }
}

/** h = o∘tanh(c) */
function updateOutputs(job: RecurrentForwardJob, step: i32, group: i32, first: i32, end: i32): void {
  const later = rowsIn(job, step + 1);
  const place = startOf(job, step) + first;
  let gates = job.gates + groupOffset(job, group, place);
  let cell = cellAt(job, group, place);
  for (let rank = first; rank < end; rank++) {
    writeHidden(job, step, rank, group, later, f32x4.mul(v128.load(gates, 48), tanh(v128.load(cell))));
    gates += 64;
    cell += 16;
  }
}

export function lstmSequenceGrad(job: RecurrentBackwardJob, thread: i32, threads: i32): void {
  runBackward(job, thread, threads, backwardStep);
}

function backwardStep(job: RecurrentBackwardJob, step: i32, first: i32, end: i32, work: usize): void {
  eachTileOfAll(job, step, first, end, work, tileGradients);
}

function tileGradients(
  job: RecurrentBackwardJob,
  step: i32,
  panel: i32,
  rank: i32,
  rows: i32,
  reached: i32,
  sum: usize,
): void {
  for (let quad = 0; quad < quadsIn(job, panel); quad++) {
    const carry = carryAt(job, panel, rank) + (<usize>quad << 4);
    quadGradients(job, step, (panel << 2) + quad, rank, rows, reached, sum + (<usize>quad << 4), carry);
  }
}

/** dz of four units of some rows; those of `sum` and `carry` stand 64 bytes apart. */
function quadGradients(
  job: RecurrentBackwardJob,
  step: i32,
  group: i32,
  rank: i32,
  rows: i32,
  reached: i32,
  sum: usize,
  carry: usize,
): void {
  const one = splat(1);
  const place = startOf(job, step) + rank;
  const offset = groupOffset(job, group, place);
  let gates = job.gates + offset;
  let dGates = job.dGates + offset;
  let cell = cellAt(job, group, place);
  let previous = step > 0 ? cellAt(job, group, startOf(job, step - 1) + rank) : 0;
  for (let row = 0; row < rows; row++) {
    let dh = outputGradient(job, place + row, group);
    let dcLater = splat(0);
    if (row < reached) {
      dh = f32x4.add(dh, v128.load(sum));
      dcLater = v128.load(carry);
    }
    const i = v128.load(gates);
    const f = v128.load(gates, 16);
    const candidate = v128.load(gates, 32);
    const o = v128.load(gates, 48);
    const t = tanh(v128.load(cell));
    const before = step > 0 ? v128.load(previous) : splat(0);
    const dc = madd(f32x4.mul(dh, o), f32x4.sub(one, f32x4.mul(t, t)), dcLater);
    const di = f32x4.mul(f32x4.mul(dc, candidate), f32x4.mul(i, f32x4.sub(one, i)));
    const df = f32x4.mul(f32x4.mul(dc, before), f32x4.mul(f, f32x4.sub(one, f)));
    const dCandidate = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(candidate, candidate)));
    const dO = f32x4.mul(f32x4.mul(dh, t), f32x4.mul(o, f32x4.sub(one, o)));
    v128.store(carry, f32x4.mul(dc, f));
    v128.store(dGates, di);
    v128.store(dGates, df, 16);
    v128.store(dGates, dCandidate, 32);
    v128.store(dGates, dO, 48);
    sum += 64;
    carry += 64;
    gates += 64;
    dGates += 64;
    cell += 16;
    previous += 16;
  }
}
