/** The inputs of the parity tests: shapes chosen for kernels' edges, values drawn anew for each run. */
import type { Random } from '../../data/random.ts';
import type { RecurrentExample } from '../../network/cell-references.ts';

/** Numbers from [−scale, scale) that float32 holds exactly, so that kernel and reference read the same. */
export function drawValues(random: Random, count: number, scale = 1): Float64Array {
  return Float64Array.from({ length: count }, () => Math.fround(scale * (2 * random.uniform() - 1)));
}

/** Row lengths from 0 to T in no order; with three rows or more 0, 1 and T are among them. */
export function drawLengths(random: Random, batch: number, time: number): Int32Array {
  if (batch === 1) return Int32Array.of(time);
  const edges = batch < 3 ? [time, Math.min(1, time)] : [0, 1, time];
  const lengths = Array.from({ length: batch }, (_, b) => edges[b] ?? random.below(time + 1));
  return Int32Array.from(random.shuffle(lengths));
}

/** Sets values [B,T,width] past each row's length to something that must not matter. */
export function spoilPadding(values: Float64Array, lengths: Int32Array, time: number, spoilt = 77): void {
  const width = values.length / (lengths.length * time);
  lengths.forEach((length, b) => values.fill(spoilt, (b * time + length) * width, (b + 1) * time * width));
}

export interface RecurrentShape {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

const shape = (batch: number, time: number, inputs: number, hidden: number): RecurrentShape => ({
  batch,
  time,
  inputs,
  hidden,
});

/** Batches that no row group divides, times around a chunk of 64, sizes that are multiples of nothing. */
export const recurrentShapes: readonly RecurrentShape[] = [
  shape(1, 1, 1, 1),
  shape(3, 2, 2, 2),
  shape(5, 4, 3, 3),
  shape(5, 3, 1, 5),
  shape(17, 6, 7, 16),
  shape(9, 5, 31, 17),
  shape(6, 7, 13, 31),
  shape(33, 3, 8, 33),
  shape(3, 63, 3, 5),
  shape(2, 64, 4, 4),
  shape(3, 65, 5, 3),
  shape(5, 4, 33, 64),
  shape(5, 4, 16, 100),
  shape(7, 3, 9, 128),
  shape(3, 3, 5, 256),
];

/** Long sequences, and all sizes of a real layer at once: minutes on a software GPU. */
export const heavyRecurrentShapes: readonly RecurrentShape[] = [
  shape(3, 400, 3, 5),
  shape(2, 2000, 2, 3),
  shape(5, 400, 9, 17),
  shape(33, 65, 64, 128),
  shape(19, 50, 128, 64),
  shape(3, 200, 300, 256),
];

export interface RecurrentKind {
  gates: number;
  reverse: boolean;
}

export function drawRecurrent(
  random: Random,
  sizes: RecurrentShape,
  { gates, reverse }: RecurrentKind,
): RecurrentExample {
  const { batch, time, inputs, hidden } = sizes;
  const lengths = drawLengths(random, batch, time);
  const x = drawValues(random, batch * time * inputs, 2);
  const dy = drawValues(random, batch * time * hidden);
  spoilPadding(x, lengths, time);
  spoilPadding(dy, lengths, time);
  return {
    ...sizes,
    reverse,
    lengths,
    x,
    dy,
    // Sums of about 1, whatever the sizes: gates that are neither shut nor all alike.
    kernel: drawValues(random, inputs * gates * hidden, 1 / Math.sqrt(inputs)),
    recurrentKernel: drawValues(random, hidden * gates * hidden, 1 / Math.sqrt(hidden)),
    bias: drawValues(random, gates * hidden),
  };
}

/**
 * Every gate's sum is about ±size or ±3·size: σ and tanh are at their ends, where a careless exp or tanh
 * overflows. Whole multiples, which float32 adds without rounding, as a rounded sum near 0 would differ.
 */
export function drawSaturated(random: Random, size: number, kind: RecurrentKind): RecurrentExample {
  const drawn = drawRecurrent(random, { batch: 5, time: 4, inputs: 3, hidden: 6 }, kind);
  const sign = () => (random.below(2) ? 1 : -1);
  return { ...drawn, x: drawn.x.map(() => size * sign()), kernel: drawn.kernel.map(sign) };
}

/** Some gates of some units saturated by their bias, the others at work. */
export function drawPartlySaturated(random: Random, size: number, kind: RecurrentKind): RecurrentExample {
  const drawn = drawRecurrent(random, { batch: 5, time: 4, inputs: 3, hidden: 6 }, kind);
  return { ...drawn, bias: drawn.bias.map((value) => Math.fround(value + size * (random.below(3) - 1))) };
}

/** Rows 0 … B−1 in another order. */
export function drawOrder(random: Random, batch: number): number[] {
  return random.shuffle(Array.from({ length: batch }, (_, b) => b));
}

/** The rows of values [B,…] in that order. */
export function permuteRows<T extends Float64Array | Float32Array | Int32Array>(
  values: T,
  order: number[],
): T {
  const width = values.length / order.length;
  const permuted = values.slice() as T;
  order.forEach((from, to) => permuted.set(values.subarray(from * width, (from + 1) * width), to * width));
  return permuted;
}

export interface TokenCase {
  batch: number;
  time: number;
  vocabularySize: number;
  embeddingSize: number;
  lengths: Int32Array;
  /** [B,T], 0 in the padding */
  ids: Int32Array;
  /** As the contract of `embedding/op.ts` has them. */
  sortedIds: Int32Array;
  order: Int32Array;
  table: Float64Array;
  /** [B,T,E], not 0 in the padding, which must not matter */
  dy: Float64Array;
}

export interface TokenShape {
  batch: number;
  time: number;
  vocabularySize: number;
  embeddingSize: number;
  /** Draws only this many different words: many duplicates. */
  words: number;
}

const tokens = (
  batch: number,
  time: number,
  vocabularySize: number,
  embeddingSize: number,
  words: number,
): TokenShape => ({ batch, time, vocabularySize, embeddingSize, words });

export const tokenShapes: readonly TokenShape[] = [
  tokens(1, 1, 2, 1, 2),
  tokens(3, 4, 7, 5, 7),
  tokens(5, 9, 50, 64, 1),
  tokens(9, 31, 301, 33, 12),
  tokens(2, 65, 1000, 3, 1000),
  tokens(7, 40, 97, 130, 40),
];

export const heavyTokenShapes: readonly TokenShape[] = [
  tokens(33, 200, 5000, 64, 4000),
  tokens(17, 400, 50, 300, 3),
];

export function drawTokens(random: Random, sizes: TokenShape): TokenCase {
  const { batch, time, vocabularySize, embeddingSize, words } = sizes;
  const lengths = drawLengths(random, batch, time);
  const firstWord = random.below(vocabularySize - words + 1);
  const ids = Int32Array.from({ length: batch * time }, (_, n) =>
    n % time < lengths[Math.floor(n / time)] ? firstWord + random.below(words) : 0,
  );
  const sortKey = (n: number) => (n % time < lengths[Math.floor(n / time)] ? ids[n] : vocabularySize);
  const order = Int32Array.from(ids.keys()).sort((a, b) => sortKey(a) - sortKey(b) || a - b);
  return {
    ...sizes,
    lengths,
    ids,
    order,
    sortedIds: order.map(sortKey),
    table: drawValues(random, vocabularySize * embeddingSize),
    dy: drawValues(random, batch * time * embeddingSize),
  };
}
