/** The backward products over all places: [dW; dU] = [x h]ᵀ·dz, db = Σ dz, dx = dz·Wᵀ. */
import { columns, narrow6 } from '../../../../../.cache/kernels/tiles.ts';
import { takeTicket } from '../../../backends/wasm/assembly/pool.ts';
import { splat, storeQuad, zeroRow } from '../../../backends/wasm/assembly/simd.ts';
import { Backward } from './backward.ts';
import { groupStep, quadsOf, quadStep, rowOf } from './layout.ts';
import { transposedPanel } from './pack.ts';

/** Places summed at a time: a group's dz of so many stays in the first-level cache. */
const placesAtOnce = 256;
/** Places of one ticket of dx. */
const placesOfTicket = 60;

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
  const stride = quadStep(job);
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
      columns(states + stride * quad, count, dGates, sums + (<usize>quad << 8));
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

/** dx of the places from `start` on, in tiles of six; what a tile computes beyond `total` is not kept. */
function inputGradient(job: Backward, start: i32, c: usize): void {
  const end = min(start + placesOfTicket, job.total);
  const count = quadsOf(job.hidden) << 2;
  for (let column = 0; column < job.inputs; column += 8) {
    const panel = job.packedKernel + transposedPanel(job.hidden, 8) * (column >> 3);
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
