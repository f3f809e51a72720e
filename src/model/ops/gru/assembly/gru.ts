/** The GRU's nonlinearities, forwards and backwards. Gates are z, r, h̃; h̃ reads r∘h. */
import { madd, sigmoid, splat, tanh } from '../../../backends/wasm/assembly/simd.ts';
import {
  carryAt,
  clearFilling,
  outputGradient,
  runBackward,
  timesRecurrent,
} from '../../helpers/recurrent/assembly/backward.ts';
import { Forward, gateSums, runForward, writeHidden } from '../../helpers/recurrent/assembly/forward.ts';
import { gateOffset, hiddenAt, quadsIn, resetAt } from '../../helpers/recurrent/assembly/job.ts';
import { rowsIn, startOf } from '../../helpers/recurrent/assembly/layout.ts';
import { Backward } from '../../helpers/recurrent/assembly/products.ts';
import { panelsOf } from '../../helpers/recurrent/assembly/weights.ts';

const update = 0;
const reset = 1;
const candidate = 2;

export function gruForward(at: usize, control: usize, part: i32, parts: i32): void {
  runForward(at, control, part, parts, forwardStep);
}

function forwardStep(job: Forward, step: i32, first: i32, end: i32): void {
  const panels = panelsOf(job.hidden);
  for (let panel = 0; panel < panels; panel++) {
    gateSums(job, step, reset, panel, first, end);
    resetStates(job, step, panel, first, end);
  }
  for (let panel = 0; panel < panels; panel++) {
    gateSums(job, step, update, panel, first, end);
    gateSums(job, step, candidate, panel, first, end);
    updateStates(job, step, panel, first, end);
  }
}

/** r, and r∘h to where h̃ reads it. */
function resetStates(job: Forward, step: i32, panel: i32, first: i32, end: i32): void {
  for (let rank = first; rank < end; rank++) {
    const place = startOf(job, step) + rank;
    const gate = job.gates + gateOffset(job, reset, panel, place);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const quad = (panel << 2) + k;
      const r = sigmoid(v128.load(gate + (<usize>k << 4)));
      v128.store(gate + (<usize>k << 4), r);
      v128.store(resetAt(job, quad, place), f32x4.mul(r, v128.load(hiddenAt(job, quad, place))));
    }
  }
}

/** h = z∘h + (1 − z)∘h̃ = h̃ + z∘(h − h̃) */
function updateStates(job: Forward, step: i32, panel: i32, first: i32, end: i32): void {
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
      const before = v128.load(hiddenAt(job, quad, place));
      writeHidden(job, step, rank, quad, madd(z, f32x4.sub(before, written), written));
    }
  }
}

export function gruBackward(at: usize, control: usize, part: i32, parts: i32): void {
  runBackward(at, control, part, parts, backwardStep);
}

function backwardStep(job: Backward, step: i32, first: i32, end: i32, work: usize): void {
  const panels = panelsOf(job.hidden);
  const later = rowsIn(job, step + 1);
  for (let panel = 0; panel < panels; panel++)
    for (let rank = first; rank < end; rank += 4) {
      const reached = min(min(4, end - rank), later - rank);
      if (reached > 0)
        timesRecurrent(job, update, 2, panel, startOf(job, step + 1) + rank, reached, work);
      for (let row = 0; row < min(4, end - rank); row++)
        updateGradients(job, step, panel, rank + row, row < reached, work + (<usize>row << 6));
    }
  for (let panel = 0; panel < panels; panel++)
    for (let rank = first; rank < end; rank += 4) {
      const rows = min(4, end - rank);
      timesRecurrent(job, candidate, 1, panel, startOf(job, step) + rank, rows, work);
      for (let row = 0; row < rows; row++)
        resetGradients(job, step, panel, rank + row, work + (<usize>row << 6));
    }
}

@inline
function slope(gate: v128): v128 {
  return f32x4.mul(gate, f32x4.sub(splat(1), gate));
}

/** dz of z and h̃ of sixteen units of a row; `dh` holds what comes from the step after through z and r. */
function updateGradients(job: Backward, step: i32, panel: i32, rank: i32, isReached: bool, dh: usize): void {
  const place = startOf(job, step) + rank;
  const zOffset = gateOffset(job, update, panel, place);
  const candidateOffset = gateOffset(job, candidate, panel, place);
  const carry = carryAt(job, panel, rank);
  for (let k = 0; k < quadsIn(job, panel); k++) {
    const at = <usize>k << 4;
    let d = outputGradient(job, step, rank, (panel << 2) + k);
    if (isReached) d = f32x4.add(d, f32x4.add(v128.load(dh + at), v128.load(carry + at)));
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

/** dz of r from the gradient of r∘h, and what that hands on to h. */
function resetGradients(job: Backward, step: i32, panel: i32, rank: i32, dReset: usize): void {
  const place = startOf(job, step) + rank;
  const offset = gateOffset(job, reset, panel, place);
  const carry = carryAt(job, panel, rank);
  for (let k = 0; k < quadsIn(job, panel); k++) {
    const at = <usize>k << 4;
    const quad = (panel << 2) + k;
    const r = v128.load(job.gates + offset + at);
    const before = v128.load(hiddenAt(job, quad, place));
    const d = v128.load(dReset + at);
    v128.store(job.dGates + offset + at, f32x4.mul(f32x4.mul(d, before), slope(r)));
    v128.store(carry + at, madd(d, r, v128.load(carry + at)));
    v128.store(resetAt(job, quad, place), f32x4.mul(r, before));
  }
  clearFilling(job, reset, panel, place);
}
