/**
 * Writes the inner loops of the WebAssembly products. A tile keeps rows × columns of the result in
 * registers and adds c += a·b to memory once; by hand that would be hundreds of lines that differ in
 * numbers alone. Everywhere b is packed: [k][columns] floats in a row.
 */

/**
 * @typedef {object} Tile
 * @property {string} name
 * @property {number} rows of the result, one splat of `a` each
 * @property {number} vectors columns / 4
 * @property {number} rowStep bytes from one row of `a` to the next
 * @property {number} kStep bytes from one k of `a` to the next
 * @property {number} unroll how many k a turn of the loop takes
 * @property {number} inner turns of the loop, unroll·kStep bytes apart, before `a` moves on by `stride`; 0: always
 */

/** @param {Tile} tile @param {number} k */
function oneK({ rows, vectors, rowStep, kStep }, k) {
  const lines = [];
  for (let v = 0; v < vectors; v++) lines.push(`const b${v} = v128.load(b, ${(k * vectors + v) * 16});`);
  for (let r = 0; r < rows; r++) {
    lines.push(`const a${r} = v128.load32_splat(a, ${r * rowStep + k * kStep});`);
    for (let v = 0; v < vectors; v++) lines.push(`c${r}${v} = madd(a${r}, b${v}, c${r}${v});`);
  }
  return `{ ${lines.join('\n')} }`;
}

/** @param {Tile} tile @param {number} count */
function turns(tile, count) {
  const body = Array.from({ length: count }, (_, k) => oneK(tile, k)).join('\n');
  return `${body}\na += ${count * tile.kStep}; b += ${count * tile.vectors * 16};`;
}

/** @param {Tile} tile */
function loops(tile) {
  if (tile.inner > 0) {
    const jump = tile.inner * tile.unroll * tile.kStep;
    const walk = tile.inner > 1 ? `for (let turn = 0; turn < ${tile.inner}; turn++)` : '';
    return `for (; count > 0; count--) { ${walk} { ${turns(tile, tile.unroll)} } a += stride - ${jump}; }`;
  }
  return `for (; count >= ${tile.unroll}; count -= ${tile.unroll}) { ${turns(tile, tile.unroll)} }
for (; count > 0; count--) { ${turns(tile, 1)} }`;
}

/** @param {Tile} tile */
function tileSource(tile) {
  const cells = [];
  for (let r = 0; r < tile.rows; r++) for (let v = 0; v < tile.vectors; v++) cells.push({ r, v });
  /** @param {{r: number, v: number}} cell */
  const at = ({ r, v }) => (r * tile.vectors + v) * 16;
  return `
export function ${tile.name}(a: usize, stride: usize, count: i32, b: usize, c: usize): void {
${cells.map((cell) => `let c${cell.r}${cell.v} = v128.load(c, ${at(cell)});`).join('\n')}
${loops(tile)}
${cells.map((cell) => `v128.store(c, c${cell.r}${cell.v}, ${at(cell)});`).join('\n')}
}`;
}

/**
 * All tiles that the kernels call:
 * - quadsR: R rows of `a` in quads [K/4][row][4]; `count` quads, `stride` bytes apart.
 * - groupsR: R rows of `a` in groups [K/16][row][16]; `count` groups.
 * - columns4: `a` read across, [k][4]: four columns of it become rows of the result; `count` is K.
 *
 * @returns {string} AssemblyScript
 */
export function tilesSource() {
  /** @type {Tile[]} */
  const tiles = [];
  for (let rows = 1; rows <= 4; rows++) {
    const shape = { rows, vectors: 4, kStep: 4, unroll: 4 };
    tiles.push({ ...shape, name: `quads${rows}`, rowStep: 16, inner: 1 });
    tiles.push({ ...shape, name: `groups${rows}`, rowStep: 64, inner: 4 });
  }
  tiles.push({ name: 'columns4', rows: 4, vectors: 4, rowStep: 4, kStep: 16, unroll: 4, inner: 0 });
  const madd = `import { madd } from '../../src/model/backends/wasm/assembly/simd.ts';`;
  return `// Written by scripts/tile-source.mjs.\n${madd}\n${tiles.map(tileSource).join('\n')}\n`;
}
