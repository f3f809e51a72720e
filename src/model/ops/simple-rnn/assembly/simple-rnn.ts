/** The simple recurrent layer's nonlinearity, forwards and backwards. */
import { splat, tanh } from '../../../backends/wasm/assembly/simd.ts';
import {
  clearFilling,
  outputGradient,
  runBackward,
  timesRecurrent,
} from '../../helpers/recurrent/assembly/backward.ts';
import { Forward, gateSums, runForward, writeHidden } from '../../helpers/recurrent/assembly/forward.ts';
import { gateOffset, quadsIn } from '../../helpers/recurrent/assembly/job.ts';
import { rowsIn, startOf } from '../../helpers/recurrent/assembly/layout.ts';
import { Backward } from '../../helpers/recurrent/assembly/products.ts';
import { panelsOf } from '../../helpers/recurrent/assembly/weights.ts';

export function simpleRnnForward(at: usize, control: usize, part: i32, parts: i32): void {
  runForward(at, control, part, parts, forwardStep);
}

function forwardStep(job: Forward, step: i32, first: i32, end: i32): void {
  for (let panel = 0; panel < panelsOf(job.hidden); panel++) {
    gateSums(job, step, 0, panel, first, end);
    for (let rank = first; rank < end; rank++) {
      const at = job.gates + gateOffset(job, 0, panel, startOf(job, step) + rank);
      for (let k = 0; k < quadsIn(job, panel); k++) {
        const h = tanh(v128.load(at + (<usize>k << 4)));
        v128.store(at + (<usize>k << 4), h);
        writeHidden(job, step, rank, (panel << 2) + k, h);
      }
    }
  }
}

export function simpleRnnBackward(at: usize, control: usize, part: i32, parts: i32): void {
  runBackward(at, control, part, parts, backwardStep);
}

function backwardStep(job: Backward, step: i32, first: i32, end: i32, work: usize): void {
  const later = rowsIn(job, step + 1);
  for (let panel = 0; panel < panelsOf(job.hidden); panel++)
    for (let rank = first; rank < end; rank += 4) {
      const reached = min(min(4, end - rank), later - rank);
      if (reached > 0) timesRecurrent(job, 0, 1, panel, startOf(job, step + 1) + rank, reached, work);
      for (let row = 0; row < min(4, end - rank); row++)
        cellGradients(job, step, panel, rank + row, row < reached, work + (<usize>row << 6));
    }
}

/** dz = dh∘(1 − h²) of sixteen units of a row; `dh` holds what comes from the step after. */
function cellGradients(job: Backward, step: i32, panel: i32, rank: i32, isReached: bool, dh: usize): void {
  const place = startOf(job, step) + rank;
  const offset = gateOffset(job, 0, panel, place);
  for (let k = 0; k < quadsIn(job, panel); k++) {
    const at = <usize>k << 4;
    let d = outputGradient(job, step, rank, (panel << 2) + k);
    if (isReached) d = f32x4.add(d, v128.load(dh + at));
    const h = v128.load(job.gates + offset + at);
    v128.store(job.dGates + offset + at, f32x4.mul(d, f32x4.sub(splat(1), f32x4.mul(h, h))));
  }
  clearFilling(job, 0, panel, place);
}
