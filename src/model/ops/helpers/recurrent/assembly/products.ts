/** The backward products over all places: dW = xᵀ·dz, dU = hᵀ·dz (or with the reset state), db = Σ dz, dx = dz·Wᵀ. */
import { columns, narrow6 } from '../../../../../../.cache/kernels/tiles.ts';
import { takeTicket } from '../../../../backends/wasm/assembly/pool.ts';
import { storeQuad, zeroRow } from '../../../../backends/wasm/assembly/simd.ts';
import { gateOffset, hiddenAt, inputsAt, RecurrentJob, resetAt } from './job.ts';
import { groupStep, quadsOf, quadStep, rowOf } from './layout.ts';
import { panelsOf, transposedPanel } from './weights.ts';

@unmanaged
export class Backward extends RecurrentJob {
  x: usize;
  kernel: usize;
  recurrent: usize;
  sequence: usize;
  dy: usize;
  dx: usize;
  dKernel: usize;
  dRecurrent: usize;
  dBias: usize;
  /** Scratch: transposed panels, of W 8 columns wide and of U 16. */
  packedKernel: usize;
  packedRecurrent: usize;
  /** Scratch, a group buffer [G][panels] with room for five places beyond its end. */
  dGates: usize;
  /** Scratch [panels][B][16]: what else goes on to the step before. */
  carry: usize;
  /** Scratch, `workBytes` for each part. */
  work: usize;
  workBytes: usize;
}

/** Places summed at a time: a panel's dz of so many stays in the first-level cache. */
const placesAtOnce = 256;
/** Places of one ticket of dx. */
const placesOfTicket = 60;

/** Takes tickets until none is left: first a panel of a gate each, then some places of dx each. */
export function products(job: Backward, control: usize, part: i32, parts: i32): void {
  const panels = job.gateCount * panelsOf(job.hidden);
  const tickets = panels + (job.total + placesOfTicket - 1) / placesOfTicket;
  const work = job.work + job.workBytes * part;
  for (let ticket = takeTicket(control, 1); ticket < tickets; ticket = takeTicket(control, 1)) {
    if (ticket < panels) weightGradients(job, ticket, work);
    else inputGradient(job, (ticket - panels) * placesOfTicket, work);
  }
}

function weightGradients(job: Backward, at: i32, sums: usize): void {
  const gate = at / panelsOf(job.hidden);
  const panel = at - gate * panelsOf(job.hidden);
  const recurrent = sums + (<usize>quadsOf(job.inputs) << 8);
  const bias = recurrent + (<usize>quadsOf(job.hidden) << 8);
  memory.fill(sums, 0, bias + 64 - sums);
  const read = gate < job.plainGates ? hiddenAt(job, 0, 0) : resetAt(job, 0, 0);
  for (let place = 0; place < job.total; place += placesAtOnce) {
    const count = min(placesAtOnce, job.total - place);
    const dz = job.dGates + gateOffset(job, gate, panel, place);
    addPlaces(job, inputsAt(job), job.inputs, place, count, dz, sums);
    addPlaces(job, read, job.hidden, place, count, dz, recurrent);
    addBias(dz, count, bias);
  }
  const column = gate * job.hidden + (panel << 4);
  const left = job.hidden - (panel << 4);
  const width = job.gateCount * job.hidden;
  writeColumns(job.dKernel, job.inputs, width, column, left, sums);
  writeColumns(job.dRecurrent, job.hidden, width, column, left, recurrent);
  writeColumns(job.dBias, 1, width, column, left, bias);
}

/** Adds some places' share to sums [K rounded up to fours][16]. */
function addPlaces(
  job: Backward,
  states: usize,
  width: i32,
  place: i32,
  count: i32,
  dz: usize,
  sums: usize,
): void {
  let from = states + (<usize>place << 4);
  for (let quad = 0; quad < quadsOf(width); quad++) {
    columns(from, count, dz, sums);
    from += quadStep(job);
    sums += 256;
  }
}

function addBias(dz: usize, count: i32, sums: usize): void {
  for (let quad: usize = 0; quad < 64; quad += 16) {
    let sum = v128.load(sums + quad);
    for (let at = dz; at < dz + (<usize>count << 6); at += 64) sum = f32x4.add(sum, v128.load(at + quad));
    v128.store(sums + quad, sum);
  }
}

/** Writes sums [rows][16] into up to sixteen columns of a row-major matrix. */
function writeColumns(
  matrix: usize,
  rows: i32,
  width: i32,
  column: i32,
  left: i32,
  sums: usize,
): void {
  let to = matrix + (<usize>column << 2);
  for (let row = 0; row < rows; row++) {
    for (let quad = 0; quad < 4; quad++)
      storeQuad(to + (<usize>quad << 4), v128.load(sums + (<usize>quad << 4)), left - (quad << 2));
    to += <usize>width << 2;
    sums += 64;
  }
}

/** dx of the places from `start` on, in tiles of six; what a tile computes beyond `total` is not kept. */
function inputGradient(job: Backward, start: i32, c: usize): void {
  const end = min(start + placesOfTicket, job.total);
  const count = (job.gateCount * panelsOf(job.hidden)) << 2;
  for (let column = 0; column < job.inputs; column += 8) {
    const panel =
      job.packedKernel + transposedPanel(job.gateCount, job.hidden, 8) * (column >> 3);
    const left = job.inputs - column;
    for (let place = start; place < end; place += 6) {
      narrow6(zeroRow, job.dGates + (<usize>place << 6), groupStep(job), count, panel, c);
      const rows = min(6, end - place);
      for (let row = 0; row < rows; row++) {
        const to = job.dx + (<usize>(rowOf(job, place + row) * job.inputs + column) << 2);
        const from = c + (<usize>row << 5);
        storeQuad(to, v128.load(from), left);
        storeQuad(to + 16, v128.load(from, 16), left - 4);
      }
    }
  }
}
