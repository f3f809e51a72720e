/**
 * Weights of a cell in the order in which the tiles read them. A matrix [K,G·H] is taken apart into panels: sixteen
 * units of one gate. Where H is no multiple of 16 or K of 4, panels are filled up with 0.
 */
import { loadQuad } from '../../../../backends/wasm/assembly/simd.ts';
import { quadsOf } from './layout.ts';

/** Panels of one gate. */
@inline
export function panelsOf(hidden: i32): i32 {
  return (hidden + 15) >> 4;
}

/** Bytes of a forward panel of K rows, each rounded up to fours, and of a row with the bias. */
@inline
export function forwardPanel(inputs: i32, hidden: i32): usize {
  return <usize>(1 + ((quadsOf(inputs) + quadsOf(hidden)) << 2)) << 6;
}

/**
 * Copies up to sixteen columns of a row-major matrix, `width` floats a row, from `column` on, of which `left` are the
 * gate's: [rows rounded up to fours][16]. Returns the end of what it wrote.
 */
export function packColumns(
  matrix: usize,
  rows: i32,
  width: i32,
  column: i32,
  left: i32,
  to: usize,
): usize {
  let from = matrix + (<usize>column << 2);
  for (let row = 0; row < rows; row++) {
    for (let quad = 0; quad < 4; quad++)
      v128.store(to + (<usize>quad << 4), loadQuad(from + (<usize>quad << 4), left - (quad << 2)));
    from += <usize>width << 2;
    to += 64;
  }
  const padding = <usize>((quadsOf(rows) << 2) - rows) << 6;
  memory.fill(to, 0, padding);
  return to + padding;
}

/** Bytes of a panel of transposed weights: `columns` rows of the matrix become its columns. */
@inline
export function transposedPanel(gates: i32, hidden: i32, columns: i32): usize {
  return <usize>(gates * panelsOf(hidden) * columns) << 6;
}

/** Packs the transpose of a [rows,G·H] matrix: a panel for each `columns` rows, [gate · panel · 16][columns]. */
export function packTransposed(
  matrix: usize,
  rows: i32,
  gates: i32,
  hidden: i32,
  columns: i32,
  packed: usize,
  part: i32,
  parts: i32,
): void {
  const bytes = transposedPanel(gates, hidden, columns);
  const panels = (rows + columns - 1) / columns;
  for (let panel = part; panel < panels; panel += parts) {
    const to = packed + bytes * panel;
    memory.fill(to, 0, bytes);
    const count = min(columns, rows - panel * columns);
    for (let row = 0; row < count; row++) {
      let from = matrix + (<usize>((panel * columns + row) * gates * hidden) << 2);
      for (let gate = 0; gate < gates; gate++) {
        let at = to + (<usize>((gate * panelsOf(hidden) << 4) * columns + row) << 2);
        for (let unit = 0; unit < hidden; unit++) {
          store<f32>(at, load<f32>(from));
          from += 4;
          at += <usize>columns << 2;
        }
      }
    }
  }
}
