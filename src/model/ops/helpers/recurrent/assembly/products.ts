/** The backward products over all places: dW = xᵀ·dz, dU = hᵀ·dz (or with the reset state), db = Σ dz, dx = dz·Wᵀ. */
import { groupsAtMost, RecurrentBackwardJob } from '../../../../../../.cache/kernels/arguments.ts';
import { columns, narrow6 } from '../../../../../../.cache/kernels/tiles.ts';
import { takeTicket } from '../../../../runtime/wasm/assembly/pool.ts';
import { storeQuad, zeroRow } from '../../../../runtime/wasm/assembly/simd.ts';
import { groupOffset, groupsOf, inputsAt, isPlain } from './job.ts';
import { groupStep, quadsOf, quadStep, rowOf } from './layout.ts';
import { forwardPanel, transposedPanel, writeColumns } from './weights.ts';

/** Places summed at a time: a group's dz of so many stays in the first-level cache. */
const placesAtOnce = 256;
/** Places of one ticket of dx. */
const placesOfTicket = 60;

/**
 * Takes tickets until none is left: first some groups each, then some places of dx each. Several groups at once read
 * the states from a near cache; each group's sums are the same whoever takes it.
 */
export function products(job: RecurrentBackwardJob, control: usize, thread: i32, threads: i32): void {
  const groups = groupsOf(job);
  const together = max(1, min(groupsAtMost, groups / (2 * threads)));
  const groupTickets = (groups + together - 1) / together;
  const tickets = groupTickets + (job.total + placesOfTicket - 1) / placesOfTicket;
  const work = job.work + job.workBytes * thread;
  for (let ticket = takeTicket(control, 1); ticket < tickets; ticket = takeTicket(control, 1)) {
    if (ticket < groupTickets) {
      const first = ticket * together;
      weightGradients(job, first, min(first + together, groups), work);
    } else inputGradient(job, (ticket - groupTickets) * placesOfTicket, work);
  }
}

/** Sums of a group: a row of 16 for each column of [x h], or of [reset x], and one for the bias. */
function weightGradients(job: RecurrentBackwardJob, first: i32, end: i32, work: usize): void {
  const bytes = forwardPanel(job);
  memory.fill(work, 0, bytes * (end - first));
  for (let place = 0; place < job.total; place += placesAtOnce) {
    const count = min(placesAtOnce, job.total - place);
    for (let group = first; group < end; group++)
      addPlaces(job, group, place, count, work + bytes * (group - first));
  }
  for (let group = first; group < end; group++) {
    const sums = work + bytes * (group - first);
    const plain = isPlain(job, group);
    const second = sums + (<usize>quadsOf(plain ? job.inputs : job.hidden) << 8);
    writeColumns(job, group, plain ? sums : second, job.inputs, job.dKernel);
    writeColumns(job, group, plain ? second : sums, job.hidden, job.dRecurrentKernel);
    writeColumns(job, group, sums + bytes - 64, 1, job.dBias);
  }
}

/** Adds some places' share to one group's sums. */
function addPlaces(job: RecurrentBackwardJob, group: i32, place: i32, count: i32, sums: usize): void {
  const dz = job.dGates + groupOffset(job, group, place);
  let states = (isPlain(job, group) ? inputsAt(job) : job.states) + (<usize>place << 4);
  const quads = quadsOf(job.inputs) + quadsOf(job.hidden);
  for (let quad = 0; quad < quads; quad++) {
    columns(states, count, dz, sums);
    states += quadStep(job);
    sums += 256;
  }
  let sum0 = v128.load(sums);
  let sum1 = v128.load(sums, 16);
  let sum2 = v128.load(sums, 32);
  let sum3 = v128.load(sums, 48);
  for (let at = dz; at < dz + (<usize>count << 6); at += 64) {
    sum0 = f32x4.add(sum0, v128.load(at));
    sum1 = f32x4.add(sum1, v128.load(at, 16));
    sum2 = f32x4.add(sum2, v128.load(at, 32));
    sum3 = f32x4.add(sum3, v128.load(at, 48));
  }
  v128.store(sums, sum0);
  v128.store(sums, sum1, 16);
  v128.store(sums, sum2, 32);
  v128.store(sums, sum3, 48);
}

/** dx of the places from `start` on, in tiles of six; what a tile computes beyond `total` is not kept. */
function inputGradient(job: RecurrentBackwardJob, start: i32, c: usize): void {
  const end = min(start + placesOfTicket, job.total);
  const groups = groupsOf(job);
  for (let column = 0; column < job.inputs; column += 8) {
    const panel = job.packedKernel + transposedPanel(groups, 8) * (column >> 3);
    const left = job.inputs - column;
    for (let place = start; place < end; place += 6) {
      narrow6(zeroRow, job.dGates + (<usize>place << 6), groupStep(job), groups << 2, panel, c);
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
