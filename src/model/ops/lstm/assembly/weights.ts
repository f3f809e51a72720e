/** The backward products over all places: [dW; dU] = [x h]ᵀ·dz, db = Σ dz, dx = dz·Wᵀ. */
import { columns4 } from '../../../../../.cache/kernels/tiles.ts';
import { takeTicket } from '../../../backends/wasm/assembly/pool.ts';
import { clearTile, splat, storeQuad } from '../../../backends/wasm/assembly/simd.ts';
import { Backward, timesTransposed } from './backward.ts';
import { groupStep, quadsOf, quadStep, rowOf } from './layout.ts';
import { transposedPanel } from './pack.ts';

/** Places summed at a time: a group's dz of so many stays in the first-level cache. */
const placesAtOnce = 256;
/** Places of one ticket of dx. */
const placesOfTicket = 64;

/** Bytes of scratch that one part needs: a tile of sums for every quad of [x h]. */
export function workBytes(inputs: i32, hidden: i32): usize {
  return <usize>(quadsOf(inputs) + quadsOf(hidden)) << 8;
}

/** Takes tickets until none is left: first one a group of units, then some places of dx each. */
export function products(job: Backward, control: usize, part: i32): void {
  const groups = quadsOf(job.hidden);
  const tickets = groups + (job.total + placesOfTicket - 1) / placesOfTicket;
  const work = job.work + job.workBytes * part;
  for (let ticket = takeTicket(control); ticket < tickets; ticket = takeTicket(control)) {
    if (ticket < groups) weightGradient(job, ticket, work);
    else inputGradient(job, (ticket - groups) * placesOfTicket, work);
  }
}

function weightGradient(job: Backward, group: i32, sums: usize): void {
  const quads = quadsOf(job.inputs) + quadsOf(job.hidden);
  memory.fill(sums, 0, <usize>quads << 8);
  let i = splat(0);
  let f = splat(0);
  let c = splat(0);
  let o = splat(0);
  for (let place = 0; place < job.total; place += placesAtOnce) {
    const count = min(placesAtOnce, job.total - place);
    const dGates = job.dGates + groupStep(job) * group + (<usize>place << 6);
    const states = job.states + (<usize>place << 4);
    for (let quad = 0; quad < quads; quad++)
      columns4(states + quadStep(job) * quad, 0, count, dGates, sums + (<usize>quad << 8));
    for (let at = dGates; at < dGates + (<usize>count << 6); at += 64) {
      i = f32x4.add(i, v128.load(at));
      f = f32x4.add(f, v128.load(at, 16));
      c = f32x4.add(c, v128.load(at, 32));
      o = f32x4.add(o, v128.load(at, 48));
    }
  }
  spread(job.dKernel, job.inputs, job.hidden, group, sums);
  spread(job.dRecurrent, job.hidden, job.hidden, group, sums + (<usize>quadsOf(job.inputs) << 8));
  const left = job.hidden - (group << 2);
  const bias = job.dBias + (<usize>group << 4);
  const gateStep = <usize>job.hidden << 2;
  storeQuad(bias, i, left);
  storeQuad(bias + gateStep, f, left);
  storeQuad(bias + 2 * gateStep, c, left);
  storeQuad(bias + 3 * gateStep, o, left);
}

/** Writes sums [rows][16] into the columns of one group of a [rows,4H] matrix. */
function spread(matrix: usize, rows: i32, hidden: i32, group: i32, sums: usize): void {
  const left = hidden - (group << 2);
  let to = matrix + (<usize>group << 4);
  for (let row = 0; row < rows; row++) {
    for (let gate = 0; gate < 4; gate++) {
      storeQuad(to, v128.load(sums), left);
      to += <usize>hidden << 2;
      sums += 16;
    }
  }
}

function inputGradient(job: Backward, start: i32, c: usize): void {
  const end = min(start + placesOfTicket, job.total);
  const panels = (job.inputs + 15) >> 4;
  for (let panel = 0; panel < panels; panel++) {
    const weights = job.packedKernel + transposedPanel(job.hidden) * panel;
    for (let place = start; place < end; place += 4) {
      const rows = min(4, end - place);
      clearTile(c);
      timesTransposed(job, rows, place, weights, c);
      for (let row = 0; row < rows; row++)
        storeTile(job, rowOf(job, place + row), panel << 4, c + (<usize>row << 6));
    }
  }
}

/** Writes up to 16 columns of one row of dx. */
@inline
function storeTile(job: Backward, row: i32, column: i32, from: usize): void {
  const to = job.dx + (<usize>(row * job.inputs + column) << 2);
  const left = job.inputs - column;
  storeQuad(to, v128.load(from), left);
  storeQuad(to + 16, v128.load(from, 16), left - 4);
  storeQuad(to + 32, v128.load(from, 32), left - 8);
  storeQuad(to + 48, v128.load(from, 48), left - 12);
}
