/**
 * The network as a list of layers, made from the settings. Parameters and their first values, the forward pass,
 * the files of other libraries and the page's drawing all walk this one list.
 *
 *   embedding                        [V,E]     row = token id; V counts padding and unknown too
 *   lstm_0/forward/kernel            [D,G·H]   D = E, and in later layers what the layer before writes
 *   lstm_0/forward/recurrent_kernel  [H,G·H]   G = the cell's gates; an LSTM has 4
 *   lstm_0/forward/bias              [G·H]
 *   lstm_0/backward/…                          in a bidirectional network
 *   dense/kernel                     [F,K]     F = the pooling's width; K = 1 for two classes, else the classes
 *   dense/bias                       [K]
 *
 * Gates stand in Keras order: `cells.ts`.
 */
import type { Cell, Pooling, RunConfig } from '../../contract/settings.ts';
import { cells } from './cells.ts';
import type { Initializer } from './initializer.ts';
import type { PoolingMode } from '../ops/pooling/op.ts';

export interface ParameterSpec {
  name: string;
  shape: number[];
  init: Initializer;
  /** Whether L2 pulls it towards zero: all but the biases, and an embedding that starts from vectors. */
  decays: boolean;
  /** Its share of the learning rate; 0: it stays as it is. Absent: 1. */
  rate?: number;
}

export type Direction = 'forward' | 'backward';

interface LayerBase {
  /** One of its own in the network. */
  name: string;
  /** In the order in which files hold them. */
  parameters: ParameterSpec[];
}

/** Ids [B,T] to one row [B,T,size]. */
export interface EmbeddingLayer extends LayerBase {
  kind: 'embedding';
  words: number;
  size: number;
}

/** A mask of its own for each timestep and each direction. It stands in the list also where it drops nothing. */
export interface DropoutLayer extends LayerBase {
  kind: 'dropout';
  keepProb: number;
}

/** [B,T,inputs] to [B,T,units] for each direction. */
export interface RecurrentLayer extends LayerBase {
  kind: 'recurrent';
  cell: Cell;
  /** From 0. */
  index: number;
  inputs: number;
  units: number;
  /** In the order in which their outputs are joined. */
  directions: readonly Direction[];
  /** Whether what comes after reads the outputs for all words, and not the last one alone. */
  sequences: boolean;
}

/**
 * The outputs of all words to one row [B,width]: each mode in turn, of each direction in turn. A layer that reads
 * backwards ends at the first word.
 */
export interface PoolingLayer extends LayerBase {
  kind: 'pooling';
  pooling: Pooling;
  modes: readonly PoolingMode[];
  directions: readonly Direction[];
  /** What comes from the layer before, in both directions. */
  inputs: number;
  width: number;
}

/** [B,inputs] to the logits [B,units]: one for two classes, else one for each class. */
export interface DenseLayer extends LayerBase {
  kind: 'dense';
  inputs: number;
  units: number;
  /** What makes probabilities of its logits. */
  activation: 'sigmoid' | 'softmax';
}

export type Layer = EmbeddingLayer | DropoutLayer | RecurrentLayer | PoolingLayer | DenseLayer;

/** What of a network is the data's, not the settings'. */
export interface NetworkSizes {
  /** All token ids: words, padding and unknown. */
  words: number;
  /** Two or more. */
  classes: number;
}

/** Logits of a review. Two classes share one: what it says for class 1 it says against class 0. */
function logitCount(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/** Those of an ensemble are of the one network that it becomes: as wide as its members together. */
export function layersOf(asked: RunConfig, { words, classes }: NetworkSizes): Layer[] {
  const { ensembleSize } = asked;
  const config: RunConfig = {
    ...asked,
    layerSizes: asked.layerSizes.map((units) => units * ensembleSize),
    embeddingSize: asked.embeddingSize * ensembleSize,
  };
  const { cell, embeddingSize, layerSizes, pooling } = config;
  const directions: readonly Direction[] = config.bidirectional ? ['forward', 'backward'] : ['forward'];
  const recurrent = layerSizes.flatMap((units, index): Layer[] => {
    const inputs = index === 0 ? embeddingSize : layerSizes[index - 1] * directions.length;
    const sequences = index < layerSizes.length - 1 || pooling !== 'last';
    const layer = recurrentLayer({ cell, index, inputs, units, directions, sequences });
    return [layer, dropout(layer.name, config.keepProb)];
  });
  const pooled = poolingLayer(pooling, layerSizes[layerSizes.length - 1], directions);
  return [
    embeddingLayer(config, words),
    dropout('embedding', config.embeddingKeepProb),
    ...recurrent,
    pooled,
    dropout('features', config.featureKeepProb),
    denseLayer(pooled.width, logitCount(classes)),
  ];
}

/** All parameters in the order in which the network, the optimizer, checkpoints and the model file have them. */
export function parameterSpecs(config: RunConfig, sizes: NetworkSizes): ParameterSpec[] {
  return layersOf(config, sizes).flatMap(({ parameters }) => parameters);
}

/** Numbers in one parameter. */
export function sizeOf(spec: Pick<ParameterSpec, 'shape'>): number {
  return spec.shape.reduce((product, size) => product * size, 1);
}

/** Numbers in all parameters together. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
}

function embeddingLayer(config: RunConfig, words: number): EmbeddingLayer {
  const { embeddingSize: size, embeddingRange: range, embeddingStart, embeddingRate: rate } = config;
  const name = 'embedding';
  const table: ParameterSpec = {
    name,
    shape: [words, size],
    init: { kind: 'uniform', range },
    decays: embeddingStart === 'random',
    rate,
  };
  return { kind: 'embedding', name, words, size, parameters: [table] };
}

/** @param what is dropped */
function dropout(what: string, keepProb: number): DropoutLayer {
  return { kind: 'dropout', name: `dropout_${what}`, keepProb, parameters: [] };
}

function recurrentLayer(layer: Omit<RecurrentLayer, 'kind' | 'name' | 'parameters'>): RecurrentLayer {
  const { cell, index, inputs, units, directions } = layer;
  const { prefix, gates, bias } = cells[cell];
  const name = `${prefix}_${index}`;
  const width = gates.length * units;
  const parameters = directions.flatMap((direction): ParameterSpec[] => {
    const of = (part: string) => `${name}/${direction}/${part}`;
    return [
      { name: of('kernel'), shape: [inputs, width], init: { kind: 'glorot-uniform' }, decays: true },
      {
        name: of('recurrent_kernel'),
        shape: [units, width],
        init: { kind: 'orthogonal-blocks' },
        decays: true,
      },
      { name: of('bias'), shape: [width], init: bias, decays: false },
    ];
  });
  return { kind: 'recurrent', name, ...layer, parameters };
}

function poolingLayer(pooling: Pooling, units: number, directions: readonly Direction[]): PoolingLayer {
  const inputs = units * directions.length;
  const modes: PoolingMode[] = pooling === 'mean-max' ? ['mean', 'max'] : [pooling];
  return {
    kind: 'pooling',
    name: 'pooling',
    pooling,
    modes,
    directions,
    inputs,
    width: inputs * modes.length,
    parameters: [],
  };
}

function denseLayer(inputs: number, units: number): DenseLayer {
  return {
    kind: 'dense',
    name: 'dense',
    inputs,
    units,
    activation: units === 1 ? 'sigmoid' : 'softmax',
    parameters: [
      { name: 'dense/kernel', shape: [inputs, units], init: { kind: 'glorot-uniform' }, decays: true },
      { name: 'dense/bias', shape: [units], init: { kind: 'zeros' }, decays: false },
    ],
  };
}
