/**
 * Layer-wise relevance propagation for LSTMs (Arras, Montavon, Müller and Samek 2017). The logit is handed back from each
 * number to those that it was added up from, in proportion to their parts of the sum; of a product of a gate and a signal
 * the signal takes all. Biases keep what is theirs, so that the words' sum is not the whole logit.
 */
import { directionWeights, type DirectionWeights, type Network64 } from './network64.ts';
import { readoutWeights } from './contributions.ts';
import { rowOf, stepsOf, type DirectionStates } from './recurrence.ts';
import type { LayerTrace, Trace } from './trace.ts';

/** Keeps sums away from 0 (the epsilon rule). */
const epsilon = 0.001;

const stabilized = (sum: number) => sum + (sum >= 0 ? epsilon : -epsilon);

/** [T] What each word gets of a logit. The layers' cells are LSTMs. @param logit its place among the logits */
export function relevance(network: Network64, trace: Trace, logit: number): Float64Array {
  let above = readoutRelevance(network, trace, logit);
  let inputs = new Float64Array(0);
  for (const layer of trace.layers.toReversed()) {
    inputs = layerRelevance(network, layer, above);
    above = inputs;
  }
  const size = inputs.length / trace.words;
  return Float64Array.from({ length: trace.words }, (_, t) =>
    rowOf(inputs, t, size).reduce((sum, share) => sum + share, 0),
  );
}

/** [T,directions·H] of what the last recurrent layer says. */
function readoutRelevance(network: Network64, trace: Trace, logit: number): Float64Array<ArrayBuffer> {
  const { pooled, words, layers } = trace;
  const { layer, directions } = layers[layers.length - 1];
  const { units } = layer;
  const width = units * directions.length;
  const weights = readoutWeights(network, logit);
  const share = trace.logits[logit] / stabilized(trace.logits[logit]);
  const relevances = new Float64Array(words * width);
  pooled.forEach(({ direction, words: sources }, place) =>
    sources.forEach((source, unit) => {
      const weight = weights[place * units + unit] * share;
      for (let t = 0; t < words; t++) {
        if (source >= 0 && source !== t) continue;
        const part = source >= 0 ? 1 : 1 / words;
        const value = directions[direction].hidden[t * units + unit];
        relevances[t * width + direction * units + unit] += weight * part * value;
      }
    }),
  );
  return relevances;
}

/** [T,D] from that of what the layer says [T,directions·H]. */
function layerRelevance(
  network: Network64,
  { layer, inputs, directions }: LayerTrace,
  above: Float64Array,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(inputs.length);
  directions.forEach((states, place) => {
    const weights = directionWeights(network, layer, states.direction);
    const width = layer.units * directions.length;
    const own = (at: number) =>
      above.subarray(at * width + place * layer.units, at * width + (place + 1) * layer.units);
    handBack({ states, weights, inputs, result }, own);
  });
  return result;
}

interface Reading {
  states: DirectionStates;
  weights: DirectionWeights;
  inputs: Float64Array;
  /** [T,D] is added to. */
  result: Float64Array;
}

function handBack({ states, weights, inputs, result }: Reading, above: (at: number) => Float64Array): void {
  const { units, reverse, inputs: size } = weights;
  const fromLater = new Float64Array(units);
  const ofCells = new Float64Array(units);
  for (const { at, before } of stepsOf(inputs.length / size, reverse).toReversed()) {
    const ofCandidates = new Float64Array(units);
    const gates = rowOf(states.gates, at, 4 * units);
    const cell = rowOf(states.cells, at, units);
    const cellBefore = rowOf(states.cells, before, units);
    const own = above(at);
    for (let k = 0; k < units; k++) {
      const whole = (ofCells[k] + own[k] + fromLater[k]) / stabilized(cell[k]);
      ofCandidates[k] = whole * gates[k] * gates[2 * units + k];
      ofCells[k] = whole * gates[units + k] * cellBefore[k];
    }
    shareCandidates({ states, weights, inputs, result }, { at, before }, ofCandidates, fromLater);
  }
}

/** From the candidates to the word's numbers and to the hidden states before, which take `fromLater`'s place. */
function shareCandidates(
  { states, weights, inputs, result }: Reading,
  { at, before }: { at: number; before: number },
  ofCandidates: Float64Array,
  fromLater: Float64Array,
): void {
  const { kernel, recurrentKernel, bias, units, inputs: size } = weights;
  const x = rowOf(inputs, at, size);
  const h = rowOf(states.hidden, before, units);
  const candidate = 2 * units;
  const factors = ofCandidates.map((share, k) => {
    let sum = bias[candidate + k];
    for (let d = 0; d < size; d++) sum += x[d] * kernel[d * 4 * units + candidate + k];
    for (let j = 0; j < units; j++) sum += h[j] * recurrentKernel[j * 4 * units + candidate + k];
    return share / stabilized(sum);
  });
  for (let d = 0; d < size; d++) {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += kernel[d * 4 * units + candidate + k] * factors[k];
    result[at * size + d] += x[d] * sum;
  }
  for (let j = 0; j < units; j++) {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += recurrentKernel[j * 4 * units + candidate + k] * factors[k];
    fromLater[j] = h[j] * sum;
  }
}
