/** The order in which recurrent layers' WebAssembly kernels walk a batch (`assembly/layout.ts`). */
export interface Plan {
  /** b·T + t of each place: step after step in reading order, in each the rows still at work, longest first. */
  rows: Int32Array;
  /** First place of each step, and at the end their number. */
  starts: Int32Array;
  steps: number;
  total: number;
  /** Places that a buffer has room for: an odd number of cache lines, so that quads fall into different cache sets. */
  stride: number;
}

/** @param lengths of rows, each 0 to `time`, in any order */
export function planBatch(lengths: Int32Array, time: number, reverse: boolean): Plan {
  const ranked = Array.from(lengths.keys()).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const steps = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const starts = new Int32Array(steps + 1);
  const rows = new Int32Array(total);
  let place = 0;
  let working = ranked.length;
  for (let step = 0; step < steps; step++) {
    starts[step] = place;
    while (lengths[ranked[working - 1]] <= step) working--;
    for (let rank = 0; rank < working; rank++) {
      const row = ranked[rank];
      rows[place++] = row * time + (reverse ? lengths[row] - 1 - step : step);
    }
  }
  starts[steps] = place;
  return { rows, starts, steps, total, stride: 4 * (Math.ceil(total / 4) | 1) };
}
