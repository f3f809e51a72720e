/** All that a network does on the way from the words of one text to its logits, in float64. */
import { sigmoid, softmaxInto } from '../../contract/math.ts';
import { denseReference } from '../ops/dense/reference.ts';
import { embeddingReference } from '../ops/embedding/reference.ts';
import type { Direction, EmbeddingLayer, RecurrentLayer } from '../network/layers.ts';
import { directionWeights, readoutOf, weightsOf, type Network64 } from './network64.ts';
import { pooledOf, type PooledBlock } from './pooled.ts';
import { readStates, type DirectionStates } from './recurrence.ts';

export interface DirectionTrace extends DirectionStates {
  direction: Direction;
}

export interface LayerTrace {
  layer: RecurrentLayer;
  /** [T,D] what it reads: embeddings, or the hidden states of the layer before, directions side by side. */
  inputs: Float64Array;
  directions: DirectionTrace[];
}

export interface Trace {
  /** T */
  words: number;
  layers: LayerTrace[];
  /** What the last layer reads, block by block. */
  pooled: PooledBlock[];
  /** [L] one for two classes, else one for each class. */
  logits: Float64Array;
}

/** The rows of words in the embedding. @param ids [T] @returns [T,E] */
export function embed(network: Network64, ids: Int32Array): Float64Array {
  const { name, size } = embeddingOf(network);
  return embeddingReference(ids, weightsOf(network, name), size);
}

export function embeddingOf({ layers }: Network64): EmbeddingLayer {
  const layer = layers.find(({ kind }) => kind === 'embedding');
  if (layer?.kind !== 'embedding') throw new RangeError('This network has no embedding.');
  return layer;
}

/** @param embedded [T,E], of one word or more */
export function traceOf(network: Network64, embedded: Float64Array): Trace {
  const layers: LayerTrace[] = [];
  let inputs = embedded;
  for (const layer of network.layers) {
    if (layer.kind !== 'recurrent') continue;
    const directions = layer.directions.map((direction) => ({
      direction,
      ...readStates(layer.cell, inputs, directionWeights(network, layer, direction)),
    }));
    layers.push({ layer, inputs, directions });
    inputs = sideBySide(
      directions.map(({ hidden }) => hidden),
      layer.units,
    );
  }
  const words = embedded.length / embeddingOf(network).size;
  return { words, layers, ...readOut(network, layers[layers.length - 1].directions, words) };
}

/** The logits of what the last recurrent layer says for the first words of a text. */
export function readOut(
  network: Network64,
  directions: readonly Pick<DirectionTrace, 'hidden'>[],
  words: number,
): Pick<Trace, 'pooled' | 'logits'> {
  const { pooling, kernel, bias } = readoutOf(network);
  const pooled = pooledOf(
    pooling,
    directions.map(({ hidden }) => hidden),
    words,
  );
  const features = Float64Array.from(pooled.flatMap(({ values }) => [...values]));
  return { pooled, logits: denseReference(features, kernel, bias) };
}

/** [T,H] of each direction to one [T,directions·H]. */
function sideBySide(parts: readonly Float64Array[], units: number): Float64Array {
  if (parts.length === 1) return parts[0];
  const time = parts[0].length / units;
  const joined = new Float64Array(parts.length * parts[0].length);
  for (let t = 0; t < time; t++)
    parts.forEach((part, i) =>
      joined.set(part.subarray(t * units, (t + 1) * units), (t * parts.length + i) * units),
    );
  return joined;
}

/** Probabilities [K] of logits [L], by the model's temperature. */
export function probabilitiesOf(logits: Float64Array, temperature: number): number[] {
  if (logits.length === 1) {
    const second = sigmoid(logits[0] / temperature);
    return [1 - second, second];
  }
  const shares = new Float64Array(logits.length);
  softmaxInto(
    shares,
    logits.map((logit) => logit / temperature),
  );
  return [...shares];
}
