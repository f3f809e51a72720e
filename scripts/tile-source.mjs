/**
 * Writes the inner loops of the WebAssembly products. A tile keeps rows × columns of the result in
 * registers; by hand that would be hundreds of lines that differ in numbers alone.
 */

/**
 * @typedef {object} Tile
 * @property {string} name
 * @property {number} rows
 * @property {number} vectors columns / 4
 * @property {4 | 16} run columns of `a` that stand together: `a` is [K / run][place][run]
 */

/** @param {Tile} tile @param {number} k */
function oneK({ rows, vectors, run }, k) {
  const lines = [];
  for (let v = 0; v < vectors; v++) lines.push(`const b${v} = v128.load(b, ${(k * vectors + v) * 16});`);
  for (let r = 0; r < rows; r++) {
    lines.push(`const a${r} = v128.load32_splat(a, ${4 * (r * run + k)});`);
    for (let v = 0; v < vectors; v++) lines.push(`c${r}${v} = madd(a${r}, b${v}, c${r}${v});`);
  }
  return `{ ${lines.join('\n')} }`;
}

/** @param {number} rows @param {number} vectors @param {(cell: string, r: number, v: number) => string} line */
function eachCell(rows, vectors, line) {
  const cells = Array.from({ length: rows * vectors }, (_, i) => [Math.floor(i / vectors), i % vectors]);
  return cells.map(([r, v]) => line(`c${r}${v}`, r, v)).join('\n');
}

/**
 * c = start + a·b, where `start` is one row that all rows begin with.
 *
 * One loop without another inside or after it: V8 then keeps the whole tile in registers, else it spills (a
 * quarter of the rate). More than four k a turn costs as much.
 *
 * @param {Tile} tile
 */
function productTile(tile) {
  const { name, rows, vectors, run } = tile;
  const move = run === 4 ? 'a += stride' : 'a += (count & 3) == 1 ? stride - 48 : 16';
  return `
export function ${name}(start: usize, a: usize, stride: usize, count: i32, b: usize, c: usize): void {
${eachCell(rows, vectors, (cell, _, v) => `let ${cell} = v128.load(start, ${v * 16});`)}
for (; count > 0; count--) {
${[0, 1, 2, 3].map((k) => oneK(tile, k)).join('\n')}
${move}; b += ${vectors * 64}; }
${eachCell(rows, vectors, (cell, r, v) => `v128.store(c, ${cell}, ${(r * vectors + v) * 16});`)}
}`;
}

/** c [4][16] += aᵀ·b: four columns of `a` become the rows of c, and `count` places are summed. */
function columnsTile() {
  const lines = [0, 1, 2, 3].map((v) => `const b${v} = v128.load(b, ${v * 16});`);
  for (let r = 0; r < 4; r++) {
    lines.push(`const a${r} = v128.load32_splat(a, ${r * 4});`);
    for (let v = 0; v < 4; v++) lines.push(`c${r}${v} = madd(a${r}, b${v}, c${r}${v});`);
  }
  return `
export function columns(a: usize, count: i32, b: usize, c: usize): void {
${eachCell(4, 4, (cell, r, v) => `let ${cell} = v128.load(c, ${(r * 4 + v) * 16});`)}
for (; count > 0; count--) {
${lines.join('\n')}
a += 16; b += 64; }
${eachCell(4, 4, (cell, r, v) => `v128.store(c, ${cell}, ${(r * 4 + v) * 16});`)}
}`;
}

/**
 * All tiles that the kernels call. `count` is K / 4, and `stride` the bytes from one run of `a` to the next.
 * - quads1 to quads4: so many rows, 16 columns; `a` in runs of 4.
 * - groups1 to groups4: the same with `a` in runs of 16.
 * - narrow6: six rows, 8 columns, `a` in runs of 16: the fastest, where rows are many.
 * - columns: for products that sum over places.
 *
 * @returns {string} AssemblyScript
 */
export function tilesSource() {
  /** @type {Tile[]} */
  const tiles = [{ name: 'narrow6', rows: 6, vectors: 2, run: 16 }];
  for (const rows of [1, 2, 3, 4])
    tiles.push(
      { name: `quads${rows}`, rows, vectors: 4, run: 4 },
      { name: `groups${rows}`, rows, vectors: 4, run: 16 },
    );
  const madd = `import { madd } from '../../src/model/runtime/wasm/assembly/simd.ts';`;
  const sources = [...tiles.map(productTile), columnsTile()];
  return `// Written by scripts/tile-source.mjs.\n${madd}\n${sources.join('\n')}\n`;
}
