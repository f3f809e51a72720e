/**
 * Weights in the order in which the tiles read them, group by group (`job.ts`). Where a group has columns that are no
 * unit's, or K is no multiple of 4, they are filled up with 0.
 */
import { RecurrentJob } from '../../../../../../.cache/kernels/arguments.ts';
import { loadQuad, storeQuad } from '../../../../runtime/wasm/assembly/simd.ts';
import { groupColumn, groupsOf, groupUnit, nextQuad, unitsLeft } from './job.ts';
import { quadsOf } from './layout.ts';

/** Bytes of a group's panel of forward weights: a row with the bias, and K rows, each part rounded up to fours. */
@inline
export function forwardPanel(job: RecurrentJob): usize {
  return <usize>(1 + ((quadsOf(job.inputs) + quadsOf(job.hidden)) << 2)) << 6;
}

/**
 * Copies one group's columns of a row-major matrix [rows,G·H]: [rows rounded up to fours][16]. Returns the end of what
 * it wrote.
 */
export function packColumns(job: RecurrentJob, group: i32, matrix: usize, rows: i32, to: usize): usize {
  const unit = groupUnit(job, group);
  const step = <usize>nextQuad(job) << 2;
  const width = <usize>(job.gateCount * job.hidden) << 2;
  let from = matrix + (<usize>groupColumn(job, group) << 2);
  for (let row = 0; row < rows; row++) {
    for (let quad = 0; quad < 4; quad++)
      v128.store(to + (<usize>quad << 4), loadQuad(from + step * quad, unitsLeft(job, unit, quad)));
    from += width;
    to += 64;
  }
  return to;
}

/** Sets the rows from `rows` up to the next multiple of four to 0. Returns their end. */
export function fillUp(rows: i32, to: usize): usize {
  const padding = <usize>((quadsOf(rows) << 2) - rows) << 6;
  memory.fill(to, 0, padding);
  return to + padding;
}

/** Writes [rows][16] into one group's columns of a row-major matrix [rows,G·H]. */
export function writeColumns(job: RecurrentJob, group: i32, from: usize, rows: i32, matrix: usize): void {
  const unit = groupUnit(job, group);
  const step = <usize>nextQuad(job) << 2;
  const width = <usize>(job.gateCount * job.hidden) << 2;
  let to = matrix + (<usize>groupColumn(job, group) << 2);
  for (let row = 0; row < rows; row++) {
    for (let quad = 0; quad < 4; quad++)
      storeQuad(to + step * quad, v128.load(from + (<usize>quad << 4)), unitsLeft(job, unit, quad));
    to += width;
    from += 64;
  }
}

/** Bytes of a panel of transposed weights: `columns` rows of the matrix become its columns, for some groups. */
@inline
export function transposedPanel(groups: i32, columns: i32): usize {
  return <usize>(groups * columns) << 6;
}

/** Packs the transpose of a [rows,G·H] matrix: a panel for each `columns` rows, [group][16][columns]. */
export function packTransposed(
  job: RecurrentJob,
  matrix: usize,
  rows: i32,
  columns: i32,
  packed: usize,
  thread: i32,
  threads: i32,
): void {
  const groups = groupsOf(job);
  const bytes = transposedPanel(groups, columns);
  const panels = (rows + columns - 1) / columns;
  for (let panel = thread; panel < panels; panel += threads) {
    const to = packed + bytes * panel;
    const count = min(columns, rows - panel * columns);
    if (count < columns || job.hidden & 15) memory.fill(to, 0, bytes);
    for (let row = 0; row < count; row++) packRow(job, matrix, panel * columns + row, columns, to + (<usize>row << 2));
  }
}

/** Spreads one row over a panel's column. */
function packRow(job: RecurrentJob, matrix: usize, row: i32, columns: i32, to: usize): void {
  const step = <usize>nextQuad(job) << 2;
  const units = job.together == 1 ? 16 : 4;
  let set = matrix + (<usize>(row * job.gateCount * job.hidden) << 2);
  for (let gate = 0; gate < job.gateCount; gate += job.together) {
    for (let unit = 0; unit < job.hidden; unit += units) {
      let from = set + (<usize>unit << 2);
      for (let quad = 0; quad < 4; quad++) {
        packQuad(from, min(4, unitsLeft(job, unit, quad)), columns, to);
        from += step;
        to += <usize>columns << 4;
      }
    }
    set += <usize>(job.together * job.hidden) << 2;
  }
}

@inline
function packQuad(from: usize, count: i32, columns: i32, to: usize): void {
  for (let lane = 0; lane < count; lane++)
    store<f32>(to + (<usize>(lane * columns) << 2), load<f32>(from + (<usize>lane << 2)));
}
