/**
 * The network's parameters as plain named arrays: their names, shapes, first values. The network, the
 * optimizer, checkpoints and the model file all read this one list, in this order.
 *
 *   embedding                        [V,E]     row = token id; V counts padding and unknown too
 *   lstm_0/forward/kernel            [D,4H]    D = E, and in later layers what the layer before writes
 *   lstm_0/forward/recurrent_kernel  [H,4H]
 *   lstm_0/forward/bias              [4H]
 *   lstm_0/backward/…                          where the network reads both ways
 *   dense/kernel                     [F,1]     F = `featureCount`
 *   dense/bias                       [1]
 *
 * Gates stand in Keras order: i, f, c, o.
 */
import type { RunConfig } from '../config.ts';
import { Random } from '../data/random.ts';

/** How a parameter is drawn before training. */
export type Initializer =
  | { kind: 'uniform'; range: number }
  /** Glorot and Bengio 2010: U(−a, a), a = √(6 / (rows + columns)). */
  | { kind: 'glorot-uniform' }
  /**
   * [H,4H] as four random orthogonal H×H matrices, one a gate: each gate's step through time then
   * neither grows nor shrinks the state at the start (Saxe et al. 2014). Keras makes the rows of the
   * whole [H,4H] orthogonal instead, which shrinks each gate's part to about half.
   */
  | { kind: 'orthogonal-blocks' }
  /** 0, with 1 for the forget gate, so that cells remember from the start (Jozefowicz et al. 2015). */
  | { kind: 'lstm-bias' }
  | { kind: 'zeros' };

export interface ParameterSpec {
  name: string;
  shape: number[];
  init: Initializer;
  /** Whether L2 pulls it towards zero: all but the biases. */
  decays: boolean;
}

export type Direction = 'forward' | 'backward';

/** The directions that each layer reads in, in the order in which their outputs are joined. */
export function directions(config: Pick<RunConfig, 'bidirectional'>): readonly Direction[] {
  return config.bidirectional ? ['forward', 'backward'] : ['forward'];
}

/**
 * How many numbers the sigmoid unit reads: both directions of the last layer, and for `mean-max` first
 * all means, then all maxima, each [forward, backward].
 */
export function featureCount(config: Pick<RunConfig, 'layerSizes' | 'bidirectional' | 'pooling'>): number {
  const last = config.layerSizes[config.layerSizes.length - 1];
  return last * directions(config).length * (config.pooling === 'mean-max' ? 2 : 1);
}

/** @param vocabularyCount all token ids: words, padding and unknown */
export function parameterSpecs(config: RunConfig, vocabularyCount: number): ParameterSpec[] {
  const embedding: ParameterSpec = {
    name: 'embedding',
    shape: [vocabularyCount, config.embeddingSize],
    init: { kind: 'uniform', range: config.embeddingRange },
    decays: true,
  };
  const ways = directions(config);
  const layers = config.layerSizes.flatMap((hidden, layer) => {
    const inputs = layer === 0 ? config.embeddingSize : config.layerSizes[layer - 1] * ways.length;
    return ways.flatMap((direction) => lstmSpecs(`lstm_${layer}/${direction}`, inputs, hidden));
  });
  return [
    embedding,
    ...layers,
    {
      name: 'dense/kernel',
      shape: [featureCount(config), 1],
      init: { kind: 'glorot-uniform' },
      decays: true,
    },
    { name: 'dense/bias', shape: [1], init: { kind: 'zeros' }, decays: false },
  ];
}

function lstmSpecs(prefix: string, inputs: number, hidden: number): ParameterSpec[] {
  return [
    {
      name: `${prefix}/kernel`,
      shape: [inputs, 4 * hidden],
      init: { kind: 'glorot-uniform' },
      decays: true,
    },
    {
      name: `${prefix}/recurrent_kernel`,
      shape: [hidden, 4 * hidden],
      init: { kind: 'orthogonal-blocks' },
      decays: true,
    },
    { name: `${prefix}/bias`, shape: [4 * hidden], init: { kind: 'lstm-bias' }, decays: false },
  ];
}

/** Numbers in one parameter. */
export function sizeOf(spec: Pick<ParameterSpec, 'shape'>): number {
  return spec.shape.reduce((product, size) => product * size, 1);
}

/** Numbers in all parameters together. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
}

/**
 * First values, in the order of `specs`. Each parameter draws from a stream of its own, named by its
 * name, so that adding, removing or resizing one changes no other.
 */
export function initialParameters(specs: readonly ParameterSpec[], seed: number): Map<string, Float32Array> {
  return new Map(specs.map((spec) => [spec.name, draw(spec, new Random(seed, streamOf(spec.name)))]));
}

/** A name's 32 bits: FNV-1a (Fowler, Noll, Vo) over its UTF-16 units. */
function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}

function draw(spec: ParameterSpec, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(spec));
  const [rows, columns] = spec.shape;
  switch (spec.init.kind) {
    case 'uniform':
      return fillUniform(values, spec.init.range, random);
    case 'glorot-uniform':
      return fillUniform(values, Math.sqrt(6 / (rows + columns)), random);
    case 'orthogonal-blocks':
      for (let gate = 0; gate < 4; gate++) {
        const block = orthogonal(rows, random);
        for (let row = 0; row < rows; row++)
          values.set(block.subarray(row * rows, (row + 1) * rows), row * columns + gate * rows);
      }
      return values;
    case 'lstm-bias':
      return values.fill(1, rows / 4, rows / 2);
    case 'zeros':
      return values;
  }
}

function fillUniform(values: Float32Array, range: number, random: Random): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * range;
  return values;
}

/**
 * A random orthogonal n×n matrix, all equally likely: the Gram–Schmidt process over normal numbers
 * (Stewart 1980), in the modified order, which is stable enough here in float64.
 */
function orthogonal(n: number, random: Random): Float64Array {
  const values = new Float64Array(n * n);
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  for (let i = 0; i < n; i++) {
    const row = values.subarray(i * n, (i + 1) * n);
    scale(row, 1 / Math.sqrt(dot(row, row)));
    for (let j = i + 1; j < n; j++) {
      const later = values.subarray(j * n, (j + 1) * n);
      const share = dot(row, later);
      for (let k = 0; k < n; k++) later[k] -= share * row[k];
    }
  }
  return values;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function scale(a: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] *= factor;
}
