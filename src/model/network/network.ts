/**
 * The network on the backend in use: words → embedding → stacked LSTM → pooling → logits.
 * Parameters are plain tensors by name; an update replaces them, so a snapshot is a set of references.
 */
import { dispose, engine, keep, tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../contract/settings.ts';
import type { Batch } from '../data/index.ts';
import { withNoise } from '../ops/adversarial/op.ts';
import { dense } from '../ops/dense/op.ts';
import { dropout } from '../ops/dropout/op.ts';
import { embedding, embeddingGradient } from '../ops/embedding/op.ts';
import type { TokenTensors } from '../ops/embedding/op.ts';
import { counterKey } from '../ops/helpers/counter.ts';
import { join } from '../ops/join/op.ts';
import { lossMetrics } from '../ops/loss/op.ts';
import { cellOps } from './cell-ops.ts';
import { pool } from '../ops/pooling/op.ts';
import { layersOf } from './layers.ts';
import type { Layer, NetworkSizes, ParameterSpec, PoolingLayer, RecurrentLayer } from './layers.ts';
import { meanOf } from './mean-of.ts';
import { readTensors } from './read-tensors.ts';

/** A batch on the device. Dispose it with `disposeBatch`. */
export interface BatchTensors extends TokenTensors {
  lengths: Tensor1D;
  labels: Tensor1D;
  weights: Tensor1D;
}

export function uploadBatch(batch: Batch): BatchTensors {
  const shape: [number, number] = [batch.size, batch.length];
  return {
    ids: tensor2d(batch.ids, shape, 'int32'),
    sortedIds: tensor1d(batch.sortedIds, 'int32'),
    order: tensor1d(batch.order, 'int32'),
    lengths: tensor1d(batch.lengths, 'int32'),
    labels: tensor1d(batch.labels, 'float32'),
    weights: tensor1d(batch.weights, 'float32'),
  };
}

export function disposeBatch(batch: BatchTensors): void {
  for (const part of Object.values(batch) as Tensor[]) part.dispose();
}

/** Which masks a training step draws; without it nothing is dropped. */
export interface DropoutDraw {
  seed: number;
  /** Of the whole run, so that each step has masks of its own. */
  step: number;
}

export interface Gradients {
  /** [mean loss, correct rows, rows]. */
  metrics: Tensor1D;
  gradients: Tensor[];
}

export class Network {
  readonly specs: ParameterSpec[];
  private readonly layers: readonly Layer[];
  private readonly values: Map<string, Tensor>;

  /**
   * @param values one array a parameter, lengths as `parameterSpecs` says
   * @throws {RangeError} when one is missing or has another length
   */
  constructor(
    readonly config: RunConfig,
    sizes: NetworkSizes,
    values: ReadonlyMap<string, Float32Array>,
  ) {
    this.layers = layersOf(config, sizes);
    this.specs = this.layers.flatMap(({ parameters }) => parameters);
    this.values = new Map();
    for (const { name, shape } of this.specs) {
      const value = values.get(name);
      const size = shape.reduce((product, dim) => product * dim, 1);
      if (value?.length !== size) throw new RangeError(`Parameter ${name} must have ${size} values.`);
      this.values.set(name, keep(tensor(value, shape, 'float32')));
    }
  }

  /** All token ids: words, padding and unknown. */
  get words(): number {
    return this.parameter('embedding').shape[0];
  }

  /** Logits of a review. */
  get logitCount(): number {
    return this.parameter('dense/bias').shape[0];
  }

  /** The tensor of a parameter, owned by the network. */
  parameter<T extends Tensor = Tensor>(name: string): T {
    const value = this.values.get(name);
    if (!value) throw new RangeError(`This network has no parameter ${name}.`);
    return value as T;
  }

  /** Takes ownership of the new value and lets go of the old one. */
  replace(name: string, value: Tensor): void {
    this.values.get(name)?.dispose();
    this.values.set(name, keep(value));
  }

  /** Logits [B,1] of two classes, positive means class 1; else [B,K], the highest is the answer. */
  logits(batch: BatchTensors, draw: DropoutDraw | null = null): Tensor2D {
    return tidy(() => this.logitsOf(this.vectorsOf(batch), batch, draw));
  }

  /** What the embedding gives for the tokens of a batch [B,T,E]. */
  private vectorsOf(batch: BatchTensors): Tensor3D {
    return embedding(batch, this.parameter<Tensor2D>('embedding'));
  }

  /** Of these vectors in place of the embedding's. */
  private logitsOf(vectors: Tensor3D, batch: BatchTensors, draw: DropoutDraw | null): Tensor2D {
    const masks = new Masks(draw);
    // What the layer before wrote: one tensor for each direction, or one alone. The first gave the vectors.
    let parts: Tensor[] = [vectors];
    for (const layer of this.layers) parts = this.apply(layer, parts, batch, masks);
    return parts[0] as Tensor2D;
  }

  /** Loss and its gradient by every parameter, in the order of `specs`. The caller disposes all of them. */
  gradients(batch: BatchTensors, draw: DropoutDraw, lossSelector: Tensor1D): Gradients {
    if (this.config.adversarialNoise > 0) return this.noisyGradients(batch, draw, lossSelector);
    const parameters = this.specs.map(({ name }) => this.parameter(name));
    return differentiate(() => this.loss(this.logits(batch, draw), batch), parameters, lossSelector);
  }

  /** The mean gradients of the batch, and of the same with noise that makes its loss larger; the loss without it. */
  private noisyGradients(batch: BatchTensors, draw: DropoutDraw, lossSelector: Tensor1D): Gradients {
    const [{ name }, ...others] = this.specs;
    const parameters = others.map((spec) => this.parameter(spec.name));
    const slopes = (vectors: Tensor3D) =>
      differentiate(
        () => this.loss(this.logitsOf(vectors, batch, draw), batch),
        [vectors, ...parameters],
        lossSelector,
      );
    const vectors = this.vectorsOf(batch);
    const { metrics, gradients: clean } = slopes(vectors);
    const noisy = withNoise(vectors, clean[0], batch.lengths, this.config.adversarialNoise);
    const { metrics: noisyMetrics, gradients: hard } = slopes(noisy);
    const [dVectors, ...rest] = clean.map((gradient, i) => meanOf([gradient, hard[i]]));
    const dTable = embeddingGradient(batch, dVectors, this.parameter<Tensor2D>(name).shape[0]);
    dispose([vectors, noisy, noisyMetrics, dVectors]);
    return { metrics, gradients: [dTable, ...rest] };
  }

  private loss(logits: Tensor2D, { labels, weights }: BatchTensors): Tensor1D {
    return lossMetrics(logits, labels, weights, this.config.loss);
  }

  /** Reads every parameter back. */
  async read(): Promise<Map<string, Float32Array>> {
    const values = await readTensors(this.specs.map(({ name }) => this.parameter(name)));
    return new Map(this.specs.map(({ name }, i) => [name, values[i]]));
  }

  dispose(): void {
    for (const value of this.values.values()) value.dispose();
    this.values.clear();
  }

  private apply(layer: Layer, parts: Tensor[], batch: BatchTensors, masks: Masks): Tensor[] {
    switch (layer.kind) {
      case 'embedding':
        return parts;
      case 'dropout':
        return parts.map((part) => masks.drop(part, layer.keepProb));
      case 'recurrent':
        return this.recurrent(layer, join(parts as Tensor3D[]), batch.lengths);
      case 'pooling':
        return [pooled(layer, parts as Tensor3D[], batch.lengths)];
      case 'dense':
        return [this.dense(layer.name, parts[0] as Tensor2D)];
    }
  }

  private recurrent({ name, cell, directions }: RecurrentLayer, x: Tensor3D, lengths: Tensor1D): Tensor3D[] {
    return directions.map((direction) => {
      const of = <T extends Tensor>(part: string) => this.parameter<T>(`${name}/${direction}/${part}`);
      const weights = {
        kernel: of<Tensor2D>('kernel'),
        recurrentKernel: of<Tensor2D>('recurrent_kernel'),
        bias: of<Tensor1D>('bias'),
      };
      return cellOps[cell](x, lengths, weights, { reverse: direction === 'backward' });
    });
  }

  private dense(name: string, features: Tensor2D): Tensor2D {
    return dense(
      features,
      this.parameter<Tensor2D>(`${name}/kernel`),
      this.parameter<Tensor1D>(`${name}/bias`),
    );
  }
}

/** Metrics and the gradients of their chosen number by each of xs. */
function differentiate(f: () => Tensor1D, xs: Tensor[], selector: Tensor1D): Gradients {
  const { value, grads } = engine().gradients(f, xs, selector);
  return { metrics: value, gradients: grads };
}

/** Features [B,F]. A layer that reads backwards ends at the first word. */
function pooled({ modes }: PoolingLayer, outputs: Tensor3D[], lengths: Tensor1D): Tensor2D {
  const each = modes.flatMap((mode) =>
    outputs.map((output, i) => pool(output, lengths, mode === 'last' && i === 1 ? 'first' : mode)),
  );
  return join(each);
}

/** The masks of one forward pass: each dropout of each direction has a stream of its own. */
class Masks {
  private stream = 0;

  constructor(private readonly draw: DropoutDraw | null) {}

  drop<T extends Tensor>(x: T, keepProb: number): T {
    const { draw } = this;
    const key = draw && counterKey(draw.seed, draw.step, this.stream);
    this.stream++;
    return key ? dropout(x, keepProb, key) : x;
  }
}
