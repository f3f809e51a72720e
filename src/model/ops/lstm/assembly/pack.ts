/** Puts weights into the order in which the tiles read them, once a call. */
import { loadQuad } from '../../../backends/wasm/assembly/simd.ts';
import { quadsOf } from '../../helpers/recurrent/assembly/layout.ts';

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

/** Bytes of a panel of transposed weights: `width` rows of the matrix become its columns. */
@inline
export function transposedPanel(hidden: i32, width: i32): usize {
  return <usize>(quadsOf(hidden) * width) << 6;
}

/**
 * Packs the transpose of a [rows,4H] matrix: a panel for each `width` rows, [group][gate·4 + l][width],
 * in the order of the gates' buffer.
 */
export function packTransposed(
  matrix: usize,
  rows: i32,
  hidden: i32,
  width: i32,
  packed: usize,
  part: i32,
  parts: i32,
): void {
  const panels = (rows + width - 1) / width;
  const bytes = transposedPanel(hidden, width);
  for (let panel = part; panel < panels; panel += parts) {
    const count = min(width, rows - panel * width);
    if (count < width || hidden & 3) memory.fill(packed + bytes * panel, 0, bytes);
    for (let row = 0; row < count; row++) {
      const from = matrix + ((<usize>(panel * width + row) * hidden) << 4);
      packColumn(from, hidden, width, packed + bytes * panel + (<usize>row << 2));
    }
  }
}

/** Spreads one row [4H] over a panel's column. */
function packColumn(from: usize, hidden: i32, width: i32, to: usize): void {
  const quadBytes = <usize>width << 4;
  for (let unit = 0; unit < hidden; unit++) {
    const at = to + (<usize>(((unit >> 2) << 4) + (unit & 3)) * width << 2);
    for (let gate = 0; gate < 4; gate++) {
      const x = load<f32>(from + (<usize>(gate * hidden + unit) << 2));
      store<f32>(at + quadBytes * gate, x);
    }
  }
}
