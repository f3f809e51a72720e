/** The backward products over all places: [dW; dU] = [x h]ᵀ·dz, db = Σ dz, dx = dz·Wᵀ. */
import { columns, narrow6 } from '../../../../../.cache/kernels/tiles.ts';
import { takeTicket } from '../../../backends/wasm/assembly/pool.ts';
import { storeQuad, zeroRow } from '../../../backends/wasm/assembly/simd.ts';
import { Backward } from './backward-job.ts';
import { groupStep, quadsOf, quadStep, rowOf } from '../../helpers/recurrent/assembly/layout.ts';
import { transposedPanel } from './pack.ts';

/** Places summed at a time: a group's dz of so many stays in the first-level cache. */
const placesAtOnce = 256;
/** Groups of one ticket at most; their sums must stay near too. */
const groupsAtMost = 8;
/** Places of one ticket of dx. */
const placesOfTicket = 60;

/**
 * Takes tickets until none is left: first some groups of units each, then some places of dx each. Several
 * groups at once read [x h] from a near cache; each group's sums are the same whoever takes it.
 */
export function products(job: Backward, control: usize, part: i32, parts: i32): void {
  const groups = quadsOf(job.hidden);
  const together = max(1, min(groupsAtMost, groups / (2 * parts)));
  const groupTickets = (groups + together - 1) / together;
  const tickets = groupTickets + (job.total + placesOfTicket - 1) / placesOfTicket;
  const work = job.work + job.workBytes * part;
  for (let ticket = takeTicket(control, 1); ticket < tickets; ticket = takeTicket(control, 1)) {
    if (ticket < groupTickets) {
      const first = ticket * together;
      weightGradients(job, first, min(first + together, groups), work);
    } else inputGradient(job, (ticket - groupTickets) * placesOfTicket, work);
  }
}

/** Bytes of one group's sums: a row of 16 for each column of [x h], and one for the bias. */
@inline
function sumBytes(job: Backward): usize {
  return <usize>(((quadsOf(job.inputs) + quadsOf(job.hidden)) << 2) + 1) << 6;
}

function weightGradients(job: Backward, first: i32, end: i32, work: usize): void {
  memory.fill(work, 0, sumBytes(job) * (end - first));
  for (let place = 0; place < job.total; place += placesAtOnce) {
    const count = min(placesAtOnce, job.total - place);
    for (let group = first; group < end; group++)
      addPlaces(job, group, place, count, work + sumBytes(job) * (group - first));
  }
  for (let group = first; group < end; group++) {
    const sums = work + sumBytes(job) * (group - first);
    const recurrent = sums + (<usize>quadsOf(job.inputs) << 8);
    spread(job.dKernel, job.inputs, job.hidden, group, sums);
    spread(job.dRecurrent, job.hidden, job.hidden, group, recurrent);
    spread(job.dBias, 1, job.hidden, group, recurrent + (<usize>quadsOf(job.hidden) << 8));
  }
}

/** Adds some places' share to one group's sums. */
function addPlaces(job: Backward, group: i32, place: i32, count: i32, sums: usize): void {
  const dGates = job.dGates + groupStep(job) * group + (<usize>place << 6);
  let states = job.states + (<usize>place << 4);
  const quads = quadsOf(job.inputs) + quadsOf(job.hidden);
  for (let quad = 0; quad < quads; quad++) {
    columns(states, count, dGates, sums);
    states += quadStep(job);
    sums += 256;
  }
  let i = v128.load(sums);
  let f = v128.load(sums, 16);
  let c = v128.load(sums, 32);
  let o = v128.load(sums, 48);
  for (let at = dGates; at < dGates + (<usize>count << 6); at += 64) {
    i = f32x4.add(i, v128.load(at));
    f = f32x4.add(f, v128.load(at, 16));
    c = f32x4.add(c, v128.load(at, 32));
    o = f32x4.add(o, v128.load(at, 48));
  }
  v128.store(sums, i);
  v128.store(sums, f, 16);
  v128.store(sums, c, 32);
  v128.store(sums, o, 48);
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
