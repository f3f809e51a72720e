/** What pooling takes from which word: with it the share of each word in a logit is exact. */
import type { PoolingLayer } from '../network/layers.ts';
import type { PoolingMode } from '../ops/pooling/op.ts';

/** What one mode makes of one direction. */
export interface PooledBlock {
  mode: PoolingMode;
  /** Its place in the layer's directions. */
  direction: number;
  /** [H] */
  values: Float64Array;
  /** [H] the word that each value was taken from; −1: it is the mean over all words. */
  words: Int32Array;
}

/**
 * In the order in which the last layer reads them.
 * @param hidden [T,H] of each direction
 * @param count words at the beginning of the text that are pooled; one or more
 */
export function pooledOf(
  { modes, inputs, directions }: PoolingLayer,
  hidden: readonly Float64Array[],
  count: number,
): PooledBlock[] {
  const units = inputs / directions.length;
  return modes.flatMap((asked) =>
    hidden.map((states, direction) => {
      // A layer that reads backwards ends at the first word.
      const mode = asked === 'last' && direction === 1 ? 'first' : asked;
      const words = Int32Array.from({ length: units }, (_, unit) => {
        if (mode === 'mean') return -1;
        if (mode === 'max') return highestOf(states, unit, units, count);
        return mode === 'first' ? 0 : count - 1;
      });
      const values = Float64Array.from(words, (word, unit) =>
        word >= 0 ? states[word * units + unit] : meanOf(states, unit, units, count),
      );
      return { mode, direction, values, words };
    }),
  );
}

/** The first word at which a unit says most. */
function highestOf(states: Float64Array, unit: number, units: number, count: number): number {
  let best = 0;
  for (let t = 1; t < count; t++) if (states[t * units + unit] > states[best * units + unit]) best = t;
  return best;
}

/** Added up as the op's reference does. */
function meanOf(states: Float64Array, unit: number, units: number, count: number): number {
  let sum = 0;
  for (let t = 0; t < count; t++) sum += (1 / count) * states[t * units + unit];
  return sum;
}

/**
 * [T,H] of each direction: how a sum of the pooled values changes with each hidden state.
 * @param weights [F] of the values in that sum, in the order of the blocks
 */
export function pooledGradient(
  blocks: readonly PooledBlock[],
  weights: Float64Array,
  words: number,
): Float64Array[] {
  const units = blocks[0].values.length;
  const count = Math.max(...blocks.map(({ direction }) => direction)) + 1;
  const gradients = Array.from({ length: count }, () => new Float64Array(words * units));
  blocks.forEach((block, place) => {
    const gradient = gradients[block.direction];
    block.words.forEach((word, unit) => {
      const weight = weights[place * units + unit];
      if (word >= 0) gradient[word * units + unit] += weight;
      else for (let t = 0; t < words; t++) gradient[t * units + unit] += weight / words;
    });
  });
  return gradients;
}
