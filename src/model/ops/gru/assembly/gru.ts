/** The GRU's nonlinearities, forwards and backwards. Gates are z, r, h̃; h̃ reads r∘h. */
import { RecurrentBackwardJob, RecurrentForwardJob } from '../../../../../.cache/kernels/arguments.ts';
import { madd, sigmoid, splat, tanh } from '../../../runtime/wasm/assembly/simd.ts';
import {
  carryAt,
  clearFilling,
  eachTile,
  outputGradient,
  runBackward,
} from '../../helpers/recurrent/assembly/backward.ts';
import { groupSums, runForward, writeHidden } from '../../helpers/recurrent/assembly/forward.ts';
import {
  gateOffset,
  hiddenAt,
  hiddenBefore,
  panelsOf,
  quadsIn,
  resetAt,
} from '../../helpers/recurrent/assembly/job.ts';
import { rowsIn, startOf } from '../../helpers/recurrent/assembly/layout.ts';

const update = 0;
const reset = 1;
const candidate = 2;

export function gruSequence(job: RecurrentForwardJob, thread: i32, threads: i32): void {
  runForward(job, thread, threads, forwardStep);
}

function forwardStep(job: RecurrentForwardJob, step: i32, first: i32, end: i32): void {
  const panels = panelsOf(job.hidden);
  for (let panel = 0; panel < panels; panel++) {
    groupSums(job, step, reset * panels + panel, first, end);
    resetStates(job, step, panel, first, end);
  }
  for (let panel = 0; panel < panels; panel++) {
    groupSums(job, step, update * panels + panel, first, end);
    groupSums(job, step, candidate * panels + panel, first, end);
    updateStates(job, step, panel, first, end);
  }
}

/** r, and r∘h to where h̃ reads it. */
function resetStates(job: RecurrentForwardJob, step: i32, panel: i32, first: i32, end: i32): void {
  for (let rank = first; rank < end; rank++) {
    const place = startOf(job, step) + rank;
    const gate = job.gates + gateOffset(job, reset, panel, place);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const quad = (panel << 2) + k;
      const r = sigmoid(v128.load(gate + (<usize>k << 4)));
      v128.store(gate + (<usize>k << 4), r);
      v128.store(resetAt(job, quad, place), f32x4.mul(r, hiddenBefore(job, step, quad, place)));
    }
  }
}

/** h = z∘h + (1 − z)∘h̃ = h̃ + z∘(h − h̃) */
function updateStates(job: RecurrentForwardJob, step: i32, panel: i32, first: i32, end: i32): void {
  const later = rowsIn(job, step + 1);
  for (let rank = first; rank < end; rank++) {
    const place = startOf(job, step) + rank;
    const zAt = job.gates + gateOffset(job, update, panel, place);
    const candidateAt = job.gates + gateOffset(job, candidate, panel, place);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const quad = (panel << 2) + k;
      const z = sigmoid(v128.load(zAt + (<usize>k << 4)));
      const written = tanh(v128.load(candidateAt + (<usize>k << 4)));
      v128.store(zAt + (<usize>k << 4), z);
      v128.store(candidateAt + (<usize>k << 4), written);
      const before = hiddenBefore(job, step, quad, place);
      writeHidden(job, step, rank, quad, later, madd(z, f32x4.sub(before, written), written));
    }
  }
}

export function gruSequenceGrad(job: RecurrentBackwardJob, thread: i32, threads: i32): void {
  runBackward(job, thread, threads, backwardStep);
}

/** First dz of z and h̃, with what comes from the step after through z and r; then of r, through this step's h̃. */
function backwardStep(job: RecurrentBackwardJob, step: i32, first: i32, end: i32, work: usize): void {
  const panels = panelsOf(job.hidden);
  eachTile(job, step, step + 1, update * panels, 2 * panels, first, end, work, updateGradients);
  eachTile(job, step, step, candidate * panels, panels, first, end, work, resetGradients);
}

@inline
function slope(gate: v128): v128 {
  return f32x4.mul(gate, f32x4.sub(splat(1), gate));
}

/** dz of z and h̃. */
function updateGradients(
  job: RecurrentBackwardJob,
  step: i32,
  panel: i32,
  rank: i32,
  rows: i32,
  reached: i32,
  sum: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const place = startOf(job, step) + rank + row;
    const zOffset = gateOffset(job, update, panel, place);
    const candidateOffset = gateOffset(job, candidate, panel, place);
    const carry = carryAt(job, panel, rank + row);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const at = <usize>k << 4;
      let d = outputGradient(job, place, (panel << 2) + k);
      if (row < reached) {
        const through = v128.load(sum + (<usize>row << 6) + at);
        d = f32x4.add(d, f32x4.add(through, v128.load(carry + at)));
      }
      const z = v128.load(job.gates + zOffset + at);
      const written = v128.load(job.gates + candidateOffset + at);
      const before = v128.load(hiddenAt(job, (panel << 2) + k, place));
      const dUpdate = f32x4.mul(f32x4.mul(d, f32x4.sub(before, written)), slope(z));
      const kept = f32x4.mul(d, z);
      const dCandidate = f32x4.mul(f32x4.sub(d, kept), f32x4.sub(splat(1), f32x4.mul(written, written)));
      v128.store(job.dGates + zOffset + at, dUpdate);
      v128.store(job.dGates + candidateOffset + at, dCandidate);
      v128.store(carry + at, kept);
    }
    clearFilling(job, update, panel, place);
    clearFilling(job, candidate, panel, place);
  }
}

/** dz of r from the gradient of r∘h, and what that hands on to h. */
function resetGradients(
  job: RecurrentBackwardJob,
  step: i32,
  panel: i32,
  rank: i32,
  rows: i32,
  reached: i32,
  sum: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const place = startOf(job, step) + rank + row;
    const offset = gateOffset(job, reset, panel, place);
    const carry = carryAt(job, panel, rank + row);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const at = <usize>k << 4;
      const quad = (panel << 2) + k;
      const r = v128.load(job.gates + offset + at);
      const before = v128.load(hiddenAt(job, quad, place));
      const d = v128.load(sum + (<usize>row << 6) + at);
      v128.store(job.dGates + offset + at, f32x4.mul(f32x4.mul(d, before), slope(r)));
      v128.store(carry + at, madd(d, r, v128.load(carry + at)));
      v128.store(resetAt(job, quad, place), f32x4.mul(r, before));
    }
    clearFilling(job, reset, panel, place);
  }
}
