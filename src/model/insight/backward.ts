/** How a logit changes with the embedding of each word, in float64: backwards through a trace (Werbos 1990). */
import type { Cell } from '../../contract/settings.ts';
import { dot } from '../ops/helpers/recurrent/reference.ts';
import { directionWeights, type DirectionWeights, type Network64 } from './network64.ts';
import { readoutWeights } from './contributions.ts';
import { pooledGradient } from './pooled.ts';
import { rowOf, stepsOf, type DirectionStates, type Step } from './recurrence.ts';
import type { LayerTrace, Trace } from './trace.ts';

/** What is handed from a step to the one that was read before it. */
interface Carried {
  /** [H] */
  dh: Float64Array;
  /** [H] of the cell state; a cell without leaves it alone. */
  dc: Float64Array;
  /** [H] of the step's own cell state, which is handed to nobody. */
  own: Float64Array;
}

/** ∂logit/∂ of all that a layer computes in one direction; a row for each word. */
export interface DirectionGradients {
  /** [T,H] of the hidden states, as they come from above. */
  above: Float64Array;
  /** [T,H] of the hidden states: from above and from the step after. */
  hidden: Float64Array;
  /** [T,H] of the cell states; empty for a cell without. */
  cells: Float64Array;
  /** [T,G·H] of the gates' sums */
  sums: Float64Array;
}

/** One step back: the gradient of the gates' sums [G·H]; `dh` on entry is that of this step's hidden state. */
type BackwardStep = (
  states: DirectionStates,
  step: Step,
  carried: Carried,
  weights: DirectionWeights,
) => Float64Array;

const backwardSteps: Record<Cell, BackwardStep> = {
  lstm({ gates, cells }, { at, before }, { dh, dc, own: ofCell }, { recurrentKernel, units }) {
    const dz = new Float64Array(4 * units);
    const own = rowOf(gates, at, 4 * units);
    const cell = rowOf(cells, at, units);
    const cellBefore = rowOf(cells, before, units);
    for (let k = 0; k < units; k++) {
      const i = own[k];
      const f = own[units + k];
      const candidate = own[2 * units + k];
      const o = own[3 * units + k];
      const squashed = Math.tanh(cell[k]);
      const dCell = dc[k] + dh[k] * o * (1 - squashed * squashed);
      dz[k] = dCell * candidate * i * (1 - i);
      dz[units + k] = dCell * cellBefore[k] * f * (1 - f);
      dz[2 * units + k] = dCell * i * (1 - candidate * candidate);
      dz[3 * units + k] = dh[k] * squashed * o * (1 - o);
      ofCell[k] = dCell;
      dc[k] = dCell * f;
    }
    transposed(dh, recurrentKernel, dz);
    return dz;
  },
  gru({ gates, hidden }, { at, before }, { dh }, { recurrentKernel, units }) {
    const dz = new Float64Array(3 * units);
    const own = rowOf(gates, at, 3 * units);
    const h = rowOf(hidden, before, units);
    for (let k = 0; k < units; k++) {
      const z = own[k];
      const candidate = own[2 * units + k];
      dz[k] = dh[k] * (h[k] - candidate) * z * (1 - z);
      dz[2 * units + k] = dh[k] * (1 - z) * (1 - candidate * candidate);
    }
    const dReset = new Float64Array(units);
    transposed(dReset, recurrentKernel, dz.subarray(2 * units), 2 * units);
    const kept = dh.map((value, k) => value * own[k] + dReset[k] * own[units + k]);
    for (let k = 0; k < units; k++) {
      const r = own[units + k];
      dz[units + k] = dReset[k] * h[k] * r * (1 - r);
    }
    transposed(dh, recurrentKernel, dz.subarray(0, 2 * units));
    for (let k = 0; k < units; k++) dh[k] += kept[k];
    return dz;
  },
  'simple-rnn'({ hidden }, { at }, { dh }, { recurrentKernel, units }) {
    const h = rowOf(hidden, at, units);
    const dz = dh.map((value, k) => value * (1 - h[k] * h[k]));
    transposed(dh, recurrentKernel, dz);
    return dz;
  },
};

/** sums [M] = the columns of a matrix [M,·] from `column` on · vector [N]. */
function transposed(sums: Float64Array, matrix: Float64Array, vector: Float64Array, column = 0): void {
  const width = matrix.length / sums.length;
  for (let row = 0; row < sums.length; row++)
    sums[row] = dot(matrix, row * width + column, vector, 0, vector.length);
}

/** [T,E] ∂logit/∂embedding of each word. @param logit its place among the logits */
export function gradientOfLogit(network: Network64, trace: Trace, logit: number): Float64Array {
  return gradientOfReadout(network, trace, readoutWeights(network, logit));
}

/**
 * [T,E] How a weighted sum of the pooled values changes with the embedding of each word.
 * @param weights [F]
 * @param within what is found in each direction of a layer goes in here
 */
function gradientOfReadout(
  network: Network64,
  trace: Trace,
  weights: Float64Array,
  within?: { layer: LayerTrace; found: DirectionGradients[] },
): Float64Array {
  const [first, ...others] = trace.layers;
  const foundIn = (layer: LayerTrace) => (within?.layer === layer ? within.found : null);
  let above = pooledGradient(trace.pooled, weights, trace.words);
  for (const layer of others.toReversed()) {
    const dx = layerGradient(network, layer, above, foundIn(layer));
    above = apart(dx, trace.words, layer.directions.length);
  }
  return layerGradient(network, first, above, foundIn(first));
}

/**
 * How a weighted sum of the pooled values changes with all that one layer computes, for each of its directions.
 * @param weights [F]
 * @param place of the layer in the trace
 */
export function gradientsWithin(
  network: Network64,
  trace: Trace,
  weights: Float64Array,
  place: number,
): DirectionGradients[] {
  const found: DirectionGradients[] = [];
  gradientOfReadout(network, trace, weights, { layer: trace.layers[place], found });
  return found;
}

/** [T,D] from the gradients of what each direction says [T,H]. */
function layerGradient(
  network: Network64,
  { layer, inputs, directions }: LayerTrace,
  above: readonly Float64Array[],
  found: DirectionGradients[] | null,
): Float64Array {
  const dx = new Float64Array(inputs.length);
  directions.forEach((states, place) => {
    const { units } = layer;
    const weights = directionWeights(network, layer, states.direction);
    const carried = {
      dh: new Float64Array(units),
      dc: new Float64Array(units),
      own: new Float64Array(units),
    };
    const kept = found && {
      above: above[place],
      hidden: new Float64Array(states.hidden.length),
      cells: new Float64Array(states.cells.length),
      sums: new Float64Array(states.gates.length),
    };
    if (kept) found.push(kept);
    for (const step of stepsOf(inputs.length / layer.inputs, weights.reverse).toReversed()) {
      const own = rowOf(above[place], step.at, units);
      for (let k = 0; k < units; k++) carried.dh[k] += own[k];
      kept?.hidden.set(carried.dh, step.at * units);
      const dz = backwardSteps[layer.cell](states, step, carried, weights);
      kept?.sums.set(dz, step.at * dz.length);
      if (kept && kept.cells.length > 0) kept.cells.set(carried.own, step.at * units);
      const row = dx.subarray(step.at * layer.inputs, (step.at + 1) * layer.inputs);
      const width = dz.length;
      for (let d = 0; d < row.length; d++) row[d] += dot(weights.kernel, d * width, dz, 0, width);
    }
  });
  return dx;
}

/** [T,D] to one [T,D/directions] for each direction. */
function apart(joined: Float64Array, words: number, directions: number): Float64Array[] {
  const width = joined.length / words;
  const units = width / directions;
  return Array.from({ length: directions }, (_, place) => {
    const part = new Float64Array(words * units);
    for (let t = 0; t < words; t++)
      part.set(joined.subarray(t * width + place * units, t * width + (place + 1) * units), t * units);
    return part;
  });
}
