/**
 * How the kernels of recurrent layers lay a batch out. Rows are ranked longest first; step s (0, 1, … in reading
 * order) has the rows of rank 0 to n_s − 1, packed one step after the other without padding:
 * place p = starts[s] + rank, and rows[p] is b·T + t. `ragged` is 1 where some timestep is padding. Places run over `total` valid timesteps; a buffer has room for `stride` of
 * them (an odd number of cache lines, so that quads begin at lines, in different cache sets).
 *
 * A quad buffer is [K/4][stride][4 floats]: columns in fours. A group buffer is [groups][stride][16 floats]: sixteen
 * columns that stand together fill a cache line a place. The LSTM's groups are the gates i, f, c̃, o of four hidden
 * units, four floats each; in other cells they are sixteen units of one gate. D and H are rounded up to fours.
 */
import { RecurrentJob } from '../../../../../../.cache/kernels/arguments.ts';
import { loadQuad, shareStart } from '../../../../runtime/wasm/assembly/simd.ts';

@inline
export function rowOf(layout: RecurrentJob, place: i32): i32 {
  return load<i32>(layout.rows + (<usize>place << 2));
}

@inline
export function startOf(layout: RecurrentJob, step: i32): i32 {
  return load<i32>(layout.starts + (<usize>step << 2));
}

/** Rows at work in a step; none before the first and after the last. */
@inline
export function rowsIn(layout: RecurrentJob, step: i32): i32 {
  if (step < 0 || step >= layout.steps) return 0;
  return startOf(layout, step + 1) - startOf(layout, step);
}

/** What 64 rows read in a step stays in the second-level cache while all units' weights pass by. */
const tilesAtMost = 16;

/**
 * Rows that one thread takes through all steps together, in whole tiles of four. Several threads take
 * half of their share at a time: one that is held up then leaves work to the others.
 */
export function rowsTogether(layout: RecurrentJob, threads: i32): i32 {
  const tiles = (rowsIn(layout, 0) + 3) >> 2;
  const fair = threads == 1 ? tiles : tiles / (2 * threads);
  return max(1, min(tilesAtMost, fair)) << 2;
}

@inline
export function quadsOf(columns: i32): i32 {
  return (columns + 3) >> 2;
}

/** Bytes from one quad of a quad buffer to the next. */
@inline
export function quadStep(layout: RecurrentJob): usize {
  return <usize>layout.stride << 4;
}

/** Bytes from one group of a group buffer to the next. */
@inline
export function groupStep(layout: RecurrentJob): usize {
  return <usize>layout.stride << 6;
}

/** Copies the valid rows of x [B·T, columns] into a quad buffer. */
export function gatherRows(
  layout: RecurrentJob,
  x: usize,
  columns: i32,
  quads: usize,
  thread: i32,
  threads: i32,
): void {
  const end = shareStart(layout.total, 16, thread + 1, threads);
  const count = quadsOf(columns);
  for (let place = shareStart(layout.total, 16, thread, threads); place < end; place++) {
    let from = x + ((<usize>rowOf(layout, place) * columns) << 2);
    let to = quads + (<usize>place << 4);
    for (let quad = 0; quad < count; quad++) {
      v128.store(to, loadQuad(from, columns - (quad << 2)));
      from += 16;
      to += quadStep(layout);
    }
  }
}

/** Copies into each place the row of x that its predecessor in time has; zeros at the first step. */
export function gatherPrevious(
  layout: RecurrentJob,
  x: usize,
  columns: i32,
  quads: usize,
  thread: i32,
  threads: i32,
): void {
  const count = quadsOf(columns);
  for (let step = thread; step < layout.steps; step += threads) {
    const start = startOf(layout, step);
    const n = rowsIn(layout, step);
    for (let rank = 0; rank < n; rank++) {
      let to = quads + (<usize>(start + rank) << 4);
      const previous = step > 0 ? rowOf(layout, startOf(layout, step - 1) + rank) : 0;
      let from = x + ((<usize>previous * columns) << 2);
      for (let quad = 0; quad < count; quad++) {
        v128.store(to, step > 0 ? loadQuad(from, columns - (quad << 2)) : f32x4.splat(0));
        from += 16;
        to += quadStep(layout);
      }
    }
  }
}

/** Sets this thread's share of a [B·T, columns] tensor to 0. */
export function clearShare(layout: RecurrentJob, x: usize, columns: i32, thread: i32, threads: i32): void {
  const rows = layout.batch * layout.time;
  const start = <usize>shareStart(rows, 1, thread, threads) * columns;
  const end = <usize>shareStart(rows, 1, thread + 1, threads) * columns;
  memory.fill(x + (start << 2), 0, (end - start) << 2);
}
