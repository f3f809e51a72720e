/**
 * One layer reading one text in one direction, in float64: every gate and state of every word. Each sum is added up in
 * the order of the ops' references, so that both have the same bits.
 */
import type { Cell } from '../../contract/settings.ts';
import { addScaled, position, sigmoid } from '../ops/helpers/recurrent/reference.ts';
import type { DirectionWeights } from './network64.ts';

/** Row t belongs to word t, also where words are read backwards. */
export interface DirectionStates {
  /** [T,G·H] after their activations, in the order of `cells[cell].gates` */
  gates: Float64Array;
  /** [T,H] cell states of an LSTM; empty for a cell without. */
  cells: Float64Array;
  /** [T,H] hidden states, which the next layer reads. */
  hidden: Float64Array;
}

/** Where in [T,·] arrays the steps of reading stand. */
export interface Step {
  at: number;
  /** −1 at the first. */
  before: number;
}

export function stepsOf(time: number, reverse: boolean): Step[] {
  return Array.from({ length: time }, (_, n) => ({
    at: position(n, time, reverse),
    before: n > 0 ? position(n - 1, time, reverse) : -1,
  }));
}

/** One step: from the sums of bias and input [G·H] to the gates, which take their place, and to the states. */
type CellStep = (sums: Float64Array, step: Step, states: DirectionStates, weights: DirectionWeights) => void;

const steps: Record<Cell, CellStep> = {
  lstm(sums, { at, before }, { cells, hidden }, { recurrentKernel, units }) {
    if (before >= 0) addRows(sums, recurrentKernel, hidden.subarray(before * units, (before + 1) * units));
    for (let k = 0; k < units; k++) {
      const i = sigmoid(sums[k]);
      const f = sigmoid(sums[units + k]);
      const candidate = Math.tanh(sums[2 * units + k]);
      const o = sigmoid(sums[3 * units + k]);
      const cell = f * (before >= 0 ? cells[before * units + k] : 0) + i * candidate;
      cells[at * units + k] = cell;
      hidden[at * units + k] = o * Math.tanh(cell);
      sums[k] = i;
      sums[units + k] = f;
      sums[2 * units + k] = candidate;
      sums[3 * units + k] = o;
    }
  },
  gru(sums, { at, before }, { hidden }, { recurrentKernel, units }) {
    const h = rowOf(hidden, before, units);
    if (before >= 0) addRows(sums.subarray(0, 2 * units), recurrentKernel, h);
    for (let k = 0; k < 2 * units; k++) sums[k] = sigmoid(sums[k]);
    const reset = h.map((value, k) => sums[units + k] * value);
    if (before >= 0) addRows(sums.subarray(2 * units), recurrentKernel, reset, 2 * units);
    for (let k = 0; k < units; k++) {
      const candidate = Math.tanh(sums[2 * units + k]);
      sums[2 * units + k] = candidate;
      hidden[at * units + k] = sums[k] * h[k] + (1 - sums[k]) * candidate;
    }
  },
  'simple-rnn'(sums, { at, before }, { hidden }, { recurrentKernel, units }) {
    if (before >= 0) addRows(sums, recurrentKernel, rowOf(hidden, before, units));
    for (let k = 0; k < units; k++) hidden[at * units + k] = sums[k] = Math.tanh(sums[k]);
  },
};

/** @param x [T,D] */
export function readStates(cell: Cell, x: Float64Array, weights: DirectionWeights): DirectionStates {
  const { kernel, bias, inputs, units, reverse } = weights;
  const time = x.length / inputs;
  const width = bias.length;
  const states = {
    gates: new Float64Array(time * width),
    cells: new Float64Array(cell === 'lstm' ? time * units : 0),
    hidden: new Float64Array(time * units),
  };
  for (const step of stepsOf(time, reverse)) {
    const sums = states.gates.subarray(step.at * width, (step.at + 1) * width);
    sums.set(bias);
    addRows(sums, kernel, rowOf(x, step.at, inputs));
    steps[cell](sums, step, states, weights);
  }
  return states;
}

/** Row `at` of values [·,width]; zeros for row −1. */
export function rowOf(values: Float64Array, at: number, width: number): Float64Array {
  return at < 0 ? new Float64Array(width) : values.subarray(at * width, (at + 1) * width);
}

/** sums [N] += vector [M] · the columns of a matrix [M,·] from `column` on. */
function addRows(sums: Float64Array, matrix: Float64Array, vector: Float64Array, column = 0): void {
  const width = matrix.length / vector.length;
  for (let row = 0; row < vector.length; row++)
    addScaled(sums, 0, matrix, row * width + column, sums.length, vector[row]);
}
