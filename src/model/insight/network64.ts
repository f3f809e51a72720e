/** A network in float64, as those read it who look inside: its list of layers, and the weights by name. */
import type { SavedModel } from '../export/saved-model.ts';
import { sizesOf } from '../export/saved-model.ts';
import { layersOf } from '../network/layers.ts';
import type { DenseLayer, Direction, Layer, PoolingLayer, RecurrentLayer } from '../network/layers.ts';

export interface Network64 {
  layers: readonly Layer[];
  weights: ReadonlyMap<string, Float64Array>;
}

export function network64(
  saved: Pick<SavedModel, 'config' | 'vocabulary' | 'classNames' | 'parameters'>,
): Network64 {
  const weights = new Map([...saved.parameters].map(([name, values]) => [name, Float64Array.from(values)]));
  return { layers: layersOf(saved.config, sizesOf(saved)), weights };
}

/** @throws {RangeError} when the network has none of this name */
export function weightsOf({ weights }: Network64, name: string): Float64Array {
  const values = weights.get(name);
  if (!values) throw new RangeError(`This network has no parameter ${name}.`);
  return values;
}

export function recurrentLayersOf({ layers }: Network64): RecurrentLayer[] {
  return layers.filter((layer) => layer.kind === 'recurrent');
}

/** What a layer reads one direction with. */
export interface DirectionWeights {
  /** [D,G·H] */
  kernel: Float64Array;
  /** [H,G·H] */
  recurrentKernel: Float64Array;
  /** [G·H] */
  bias: Float64Array;
  inputs: number;
  units: number;
  reverse: boolean;
}

export function directionWeights(
  network: Network64,
  { name, inputs, units }: RecurrentLayer,
  direction: Direction,
): DirectionWeights {
  const of = (part: string) => weightsOf(network, `${name}/${direction}/${part}`);
  return {
    kernel: of('kernel'),
    recurrentKernel: of('recurrent_kernel'),
    bias: of('bias'),
    inputs,
    units,
    reverse: direction === 'backward',
  };
}

/** The layers between the last recurrent layer and the logits. */
export interface Readout {
  pooling: PoolingLayer;
  dense: DenseLayer;
  /** [F,L] */
  kernel: Float64Array;
  /** [L] */
  bias: Float64Array;
}

export function readoutOf(network: Network64): Readout {
  const pooling = network.layers.find((layer) => layer.kind === 'pooling');
  const dense = network.layers.find((layer) => layer.kind === 'dense');
  if (!pooling || !dense) throw new RangeError('This network has no readout.');
  const of = (part: string) => weightsOf(network, `${dense.name}/${part}`);
  return { pooling, dense, kernel: of('kernel'), bias: of('bias') };
}

/** Multiplications and additions of a forward pass over so many words; the readout is nothing beside the rest. */
export function workOf(network: Network64, words: number): number {
  const perWord = recurrentLayersOf(network).flatMap(({ parameters }) =>
    parameters.map(({ shape }) => shape.reduce((product, size) => product * size, 1)),
  );
  return words * perWord.reduce((sum, work) => sum + work, 0);
}
