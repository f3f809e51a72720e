/** The LSTM's products and sums outside the recurrence, on WebGPU. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedWebgpuBackend } from '../../../runtime/webgpu/backend.ts';
import { signature } from '../../../runtime/signature.ts';
import { wgsl } from '../../../runtime/webgpu/template.ts';
import type { Constants } from '../../../runtime/webgpu/template.ts';
import type { LstmDims } from './dims.ts';
import { productGroups, productWidth, rowsPerDispatch, rowTiles, splitPlan } from './product-plan.ts';
import productCode from './product.wgsl?raw';
import reduceCode from './reduce.wgsl?raw';
import transposeCode from './transpose.wgsl?raw';
import weightsCode from './weights.wgsl?raw';

const ofProduct = signature({
  name: 'lstm/product',
  inputs: { lengths: 'int', a: 'float', b: 'float', bias: 'float' },
  outputs: ['out'],
  scalars: {
    ...{ rows: 'size', inner: 'size', columns: 'size', time: 'size' },
    ...{ firstRow: 'size', threadsX: 'size', biased: 'flag' },
  },
});

const ofWeights = signature({
  name: 'lstm/weights',
  inputs: { lengths: 'int', a: 'float', d: 'float' },
  outputs: ['out'],
  scalars: {
    ...{ batch: 'size', time: 'size', rows: 'size', columns: 'size' },
    ...{ batchPerSplit: 'size', splits: 'size', firstSplit: 'size', shift: 'signed', bias: 'flag' },
    threadsX: 'size',
  },
});

const reduce = wgsl(
  signature({
    name: 'lstm/reduce',
    inputs: { partial: 'float' },
    outputs: ['out'],
    scalars: { count: 'size', splits: 'size', first: 'size' },
  }),
  reduceCode,
);

const transpose = wgsl(
  signature({
    name: 'lstm/transpose',
    inputs: { a: 'float' },
    outputs: ['out'],
    scalars: { rows: 'size', columns: 'size' },
  }),
  transposeCode,
);

interface Product {
  lengths: TensorInfo;
  /** [B·T,K] */
  a: TensorInfo;
  /** [K,N] */
  b: TensorInfo;
  /** [N] */
  bias?: TensorInfo;
  /** [B·T,N] */
  out: TensorInfo;
  time: number;
  /** B·T, K and N. */
  sizes: readonly [number, number, number];
}

/** out = a·b + bias for the valid timesteps. Padding holds the bias, or 0. */
export function product(backend: FusedWebgpuBackend, call: Product): void {
  const { lengths, a, b, bias, out, time } = call;
  const [rows, inner, columns] = call.sizes;
  const source = wgsl(ofProduct, productCode, ...loads(backend, inner));
  // One shader with and without a bias: compiling it twice costs more than a binding that is not read.
  const inputs = { lengths, a, b, bias: bias ?? b };
  const biased = Number(bias !== undefined);
  const threadsX = productWidth(columns);
  const block = rowsPerDispatch(columns, inner * columns);
  for (let first = 0; first < rows; first += block) {
    if (first > 0) backend.send();
    backend.run({
      source,
      inputs,
      outputs: { out },
      scalars: { rows, inner, columns, time, firstRow: first, threadsX, biased },
      groups: productGroups(rowTiles(Math.min(block, rows - first)), columns),
    });
  }
}

/** How a shader loads what all threads of a row share: by subgroups, as vectors of 4, or one by one. */
function loads({ subgroups }: FusedWebgpuBackend, size: number): [Constants, { a?: string }] {
  const aligned = !subgroups && size % 4 === 0;
  const constants = {
    SUBGROUPS: Number(subgroups),
    NO_SUBGROUPS: Number(!subgroups),
    ALIGNED: Number(aligned),
    SINGLE: Number(!aligned),
    LOOSE: Number(!aligned && !subgroups),
  };
  return [constants, aligned ? { a: 'vec4f' } : {}];
}

interface WeightsGradient {
  lengths: TensorInfo;
  /** x [B,T,rows], or h. */
  a: TensorInfo;
  /** [B,T,4H] */
  dgates: TensorInfo;
  rows: number;
  /** Which timestep of `a` belongs to t: t + shift, in [0, length). */
  shift: -1 | 0 | 1;
  /** Whether to sum dgates alone too. */
  bias: boolean;
}

/** [rows,4H], the sum over the valid timesteps of aᵀ·dgates; with `bias` also [4H], that of dgates. */
export function weightsGradient(
  backend: FusedWebgpuBackend,
  dims: LstmDims,
  call: WeightsGradient,
): TensorInfo[] {
  const { lengths, a, dgates, rows, bias, shift } = call;
  const columns = 4 * dims.hidden;
  const { splits, batchPerSplit, perDispatch } = splitPlan(dims, rows, columns, backend.software);
  const partial = backend.output([splits * (rows + Number(bias)) * columns]);
  const [x, y] = productGroups(rowTiles(rows) + Number(bias), columns);
  const { batch, time } = dims;
  const sizes = { batch, time, rows, columns, batchPerSplit, splits, threadsX: productWidth(columns) };
  for (let first = 0; first < splits; first += perDispatch) {
    if (first > 0) backend.send();
    backend.run({
      source: wgsl(ofWeights, weightsCode, ...loads(backend, rows)),
      inputs: { lengths, a, d: dgates },
      outputs: { out: partial },
      scalars: { ...sizes, firstSplit: first, shift, bias: Number(bias) },
      groups: [x, y, Math.min(perDispatch, splits - first)],
    });
  }
  const out = [reduced(backend, partial, [rows, columns], splits, 0)];
  if (bias) out.push(reduced(backend, partial, [columns], splits, splits * rows * columns));
  backend.release(partial);
  return out;
}

/** The sum of `splits` tensors of that shape, which stand in `partial` one after the other from `first` on. */
function reduced(
  backend: FusedWebgpuBackend,
  partial: TensorInfo,
  shape: number[],
  splits: number,
  first: number,
): TensorInfo {
  const out = backend.output(shape);
  const count = shape.reduce((size, length) => size * length, 1);
  const scalars = { count, splits, first };
  const groups = backend.flatGroups(count);
  backend.run({ source: reduce, inputs: { partial }, outputs: { out }, scalars, groups });
  return out;
}

/** [columns,rows], from [rows,columns]. A scratch tensor: the caller releases it. */
export function transposed(backend: FusedWebgpuBackend, matrix: TensorInfo): TensorInfo {
  const [rows, columns] = matrix.shape;
  const out = backend.output([columns, rows]);
  const groups = backend.flatGroups(rows * columns);
  backend.run({
    source: transpose,
    inputs: { a: matrix },
    outputs: { out },
    scalars: { rows, columns },
    groups,
  });
  return out;
}
