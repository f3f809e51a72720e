/** Puts weights into the order in which the tiles read them, once a call. */
import { loadQuad } from '../../../backends/wasm/assembly/simd.ts';
import { quadsOf } from './layout.ts';

/**
 * Rows of a [K,4H] matrix for one group of hidden units: [K rounded up to fours][16], column g·4 + l of a
 * row being gate g of unit 4·group + l. Returns the end of what it wrote.
 */
function packRows(matrix: usize, rows: i32, hidden: i32, group: i32, to: usize): usize {
  const left = hidden - (group << 2);
  let from = matrix + (<usize>group << 4);
  for (let row = 0; row < rows; row++) {
    for (let gate = 0; gate < 4; gate++)
      v128.store(to + (<usize>gate << 4), loadQuad(from + ((<usize>gate * hidden) << 2), left));
    from += <usize>hidden << 4;
    to += 64;
  }
  const padding = <usize>((quadsOf(rows) << 2) - rows) << 6;
  memory.fill(to, 0, padding);
  return to + padding;
}

/** Bytes of one group's panel of forward weights: bias, then W, then U. */
@inline
export function forwardPanel(inputs: i32, hidden: i32): usize {
  return <usize>(1 + ((quadsOf(inputs) + quadsOf(hidden)) << 2)) << 6;
}

/** Packs one panel a group: [bias; W; U], each row 16 floats. */
export function packForward(
  kernel: usize,
  recurrent: usize,
  bias: usize,
  inputs: i32,
  hidden: i32,
  packed: usize,
  part: i32,
  parts: i32,
): void {
  for (let group = part; group < quadsOf(hidden); group += parts) {
    const panel = packed + forwardPanel(inputs, hidden) * group;
    const left = hidden - (group << 2);
    for (let gate = 0; gate < 4; gate++) {
      const from = bias + (<usize>(gate * hidden + (group << 2)) << 2);
      v128.store(panel + (<usize>gate << 4), loadQuad(from, left));
    }
    const next = packRows(kernel, inputs, hidden, group, panel + 64);
    packRows(recurrent, hidden, hidden, group, next);
  }
}

/** Bytes of a panel of transposed weights: 16 rows of the matrix become columns. */
@inline
export function transposedPanel(hidden: i32): usize {
  return <usize>quadsOf(hidden) << 10;
}

/**
 * Packs the transpose of a [rows,4H] matrix: a panel for each 16 rows, [group][gate·4 + l][16], in the
 * order of a group buffer's floats.
 */
export function packTransposed(
  matrix: usize,
  rows: i32,
  hidden: i32,
  packed: usize,
  part: i32,
  parts: i32,
): void {
  const panels = (rows + 15) >> 4;
  for (let panel = part; panel < panels; panel += parts) {
    const panelStart = packed + transposedPanel(hidden) * panel;
    if (rows & 15 || hidden & 3) memory.fill(panelStart, 0, transposedPanel(hidden));
    const count = min(16, rows - (panel << 4));
    for (let row = 0; row < count; row++) {
      const from = matrix + ((<usize>((panel << 4) + row) * hidden) << 4);
      packColumn(from, hidden, panelStart + (<usize>row << 2));
    }
  }
}

/** Spreads one row [4H] over a panel's column. */
function packColumn(from: usize, hidden: i32, to: usize): void {
  for (let unit = 0; unit < hidden; unit++) {
    const at = to + (<usize>(((unit >> 2) << 4) + (unit & 3)) << 6);
    for (let gate = 0; gate < 4; gate++) {
      const x = load<f32>(from + (<usize>(gate * hidden + unit) << 2));
      store<f32>(at + (<usize>gate << 8), x);
    }
  }
}
