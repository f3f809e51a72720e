/** The simple recurrent layer's nonlinearity, forwards and backwards. */
import { RecurrentBackwardJob, RecurrentForwardJob } from '../../../../../.cache/kernels/arguments.ts';
import { splat, tanh } from '../../../runtime/wasm/assembly/simd.ts';
import {
  clearFilling,
  eachTileOfAll,
  outputGradient,
  runBackward,
} from '../../helpers/recurrent/assembly/backward.ts';
import { groupSums, runForward, writeHidden } from '../../helpers/recurrent/assembly/forward.ts';
import { groupOffset, panelsOf, quadsIn } from '../../helpers/recurrent/assembly/job.ts';
import { rowsIn, startOf } from '../../helpers/recurrent/assembly/layout.ts';

export function simpleRnnSequence(job: RecurrentForwardJob, thread: i32, threads: i32): void {
  runForward(job, thread, threads, forwardStep);
}

function forwardStep(job: RecurrentForwardJob, step: i32, first: i32, end: i32): void {
  const later = rowsIn(job, step + 1);
  for (let panel = 0; panel < panelsOf(job.hidden); panel++) {
    groupSums(job, step, panel, first, end);
    for (let rank = first; rank < end; rank++) {
      const at = job.gates + groupOffset(job, panel, startOf(job, step) + rank);
      for (let k = 0; k < quadsIn(job, panel); k++) {
        const h = tanh(v128.load(at + (<usize>k << 4)));
        v128.store(at + (<usize>k << 4), h);
        writeHidden(job, step, rank, (panel << 2) + k, later, h);
      }
    }
  }
}

export function simpleRnnSequenceGrad(job: RecurrentBackwardJob, thread: i32, threads: i32): void {
  runBackward(job, thread, threads, backwardStep);
}

function backwardStep(job: RecurrentBackwardJob, step: i32, first: i32, end: i32, work: usize): void {
  eachTileOfAll(job, step, first, end, work, tileGradients);
}

/** dz = dh∘(1 − h²) */
function tileGradients(
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
    const offset = groupOffset(job, panel, place);
    for (let k = 0; k < quadsIn(job, panel); k++) {
      const at = <usize>k << 4;
      let d = outputGradient(job, place, (panel << 2) + k);
      if (row < reached) d = f32x4.add(d, v128.load(sum + (<usize>row << 6) + at));
      const h = v128.load(job.gates + offset + at);
      v128.store(job.dGates + offset + at, f32x4.mul(d, f32x4.sub(splat(1), f32x4.mul(h, h))));
    }
    clearFilling(job, 0, panel, place);
  }
}
