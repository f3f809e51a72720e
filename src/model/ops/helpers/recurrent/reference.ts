/** What the float64 references of recurrent layers share. D numbers a word go in, H units have G gates. */

export interface RecurrentSizes {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
  reverse: boolean;
}

export interface RecurrentReferenceInput extends RecurrentSizes {
  /** [B,T,D] */
  x: Float64Array;
  /** [B], each 0 to T */
  lengths: Int32Array;
  /** W [D,G·H] */
  kernel: Float64Array;
  /** U [H,G·H] */
  recurrentKernel: Float64Array;
  /** b [G·H] */
  bias: Float64Array;
}

export interface RecurrentReferenceOutput {
  /** h [B,T,H], 0 past a row's length */
  sequence: Float64Array;
  /** After their activations, in Keras order [B,T,G·H], 0 past a row's length */
  gates: Float64Array;
}

export interface RecurrentReferenceGradInput extends RecurrentReferenceInput, RecurrentReferenceOutput {
  /** ∂loss/∂sequence [B,T,H]; what stands past a row's length is not looked at */
  dy: Float64Array;
}

export interface RecurrentGradient {
  /** [B,T,D] */
  dx: Float64Array;
  /** [D,G·H] */
  dKernel: Float64Array;
  /** [H,G·H] */
  dRecurrentKernel: Float64Array;
  /** [G·H] */
  dBias: Float64Array;
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Input position of a row's n-th step of reading. */
export const position = (n: number, length: number, reverse: boolean) => (reverse ? length - 1 - n : n);

/** target[to + j] += factor · source[from + j], for j below count. */
export function addScaled(
  target: Float64Array,
  to: number,
  source: Float64Array,
  from: number,
  count: number,
  factor: number,
): void {
  for (let j = 0; j < count; j++) target[to + j] += factor * source[from + j];
}

export function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += a[aFrom + j] * b[bFrom + j];
  return sum;
}

export interface ReferenceStep {
  /** b·T + t */
  at: number;
  /** The same of the step before; −1 at a row's first. */
  before: number;
  isLast: boolean;
}

/** Every valid timestep, row after row, each in the order of reading. */
export function* steps({ batch, time, lengths, reverse }: RecurrentReferenceInput): Generator<ReferenceStep> {
  for (let b = 0; b < batch; b++)
    for (let n = 0; n < lengths[b]; n++)
      yield {
        at: b * time + position(n, lengths[b], reverse),
        before: n > 0 ? b * time + position(n - 1, lengths[b], reverse) : -1,
        isLast: n === lengths[b] - 1,
      };
}

/** Row `at` of values [·,width]; zeros for row −1. */
export function rowsOf(values: Float64Array, at: number, width: number): Float64Array {
  return at < 0 ? new Float64Array(width) : values.subarray(at * width, (at + 1) * width);
}

/** sums [N] += vector [M] · the columns of a matrix [M,·] from `column` on. */
export function addProduct(
  sums: Float64Array,
  vector: Float64Array,
  matrix: Float64Array,
  column: number,
): void {
  const width = matrix.length / vector.length;
  vector.forEach((factor, row) => addScaled(sums, 0, matrix, row * width + column, sums.length, factor));
}

/** sums [M] += vector [N] · the transpose of the columns of a matrix [M,·] from `column` on. */
export function addTransposed(
  sums: Float64Array,
  vector: Float64Array,
  matrix: Float64Array,
  column: number,
): void {
  const width = matrix.length / sums.length;
  for (let row = 0; row < sums.length; row++)
    sums[row] += dot(matrix, row * width + column, vector, 0, vector.length);
}

/** The columns of a matrix [M,·] from `column` on += the outer product of vectors [M] and [N]. */
export function addOuter(
  matrix: Float64Array,
  rows: Float64Array,
  columns: Float64Array,
  column: number,
): void {
  const width = matrix.length / rows.length;
  rows.forEach((factor, row) => addScaled(matrix, row * width + column, columns, 0, columns.length, factor));
}
