/** The LSTM's products and sums outside the recurrence, on WebGPU. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { flatGroups } from '../../helpers/webgpu/backend.ts';
import type { FusedWebgpuBackend } from '../../helpers/webgpu/backend.ts';
import { wgsl } from '../../helpers/webgpu/template.ts';
import columnsCode from './columns.wgsl?raw';
import { productConstants, productGroups, productPlan, rowsPerDispatch, splitPlan } from './plan.ts';
import type { LstmDims } from './plan.ts';
import productCode from './product.wgsl?raw';
import reduceCode from './reduce.wgsl?raw';
import transposeCode from './transpose.wgsl?raw';
import weightsCode from './weights.wgsl?raw';

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
  const [rows, inner, columns] = call.sizes;
  const plan = productPlan(columns);
  const withBias = call.bias ? 1 : 0;
  const source = wgsl('lstm/product', productCode, {
    ...productConstants(plan),
    BIAS: withBias,
    OUT: 4 + withBias,
  });
  const reads = [call.lengths, call.a, call.b, ...(call.bias ? [call.bias] : [])];
  const block = rowsPerDispatch(plan, inner * columns);
  for (let first = 0; first < rows; first += block) {
    if (first > 0) backend.send();
    backend.run({
      source,
      reads,
      writes: [call.out],
      words: [rows, inner, columns, call.time, first, plan.threadsX],
      groups: productGroups(plan, Math.min(block, rows - first), columns),
    });
  }
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
}

/** [rows,4H], the sum over the valid timesteps of aᵀ·dgates. */
export function weightsGradient(
  backend: FusedWebgpuBackend,
  dims: LstmDims,
  call: WeightsGradient,
): TensorInfo {
  const columns = 4 * dims.hidden;
  const plan = productPlan(columns);
  const split = splitPlan(dims, plan, call.rows, columns, backend.software);
  const shape = [call.rows, columns];
  const out = backend.output(shape);
  const partial = split.splits > 1 ? backend.output([split.splits, ...shape]) : out;
  const [x, y] = productGroups(plan, call.rows, columns);
  const { batchPerSplit } = split;
  for (let first = 0; first < split.splits; first += split.perDispatch) {
    if (first > 0) backend.send();
    backend.run({
      source: wgsl('lstm/weights', weightsCode, productConstants(plan)),
      reads: [call.lengths, call.a, call.dgates],
      writes: [partial],
      words: [
        dims.batch,
        dims.time,
        call.rows,
        columns,
        batchPerSplit,
        call.shift >>> 0,
        first,
        plan.threadsX,
      ],
      groups: [x, y, Math.min(split.perDispatch, split.splits - first)],
    });
  }
  if (split.splits > 1) {
    const count = call.rows * columns;
    const source = wgsl('lstm/reduce', reduceCode);
    const words = [count, split.splits];
    backend.run({ source, reads: [partial], writes: [out], words, groups: flatGroups(count) });
    backend.release(partial);
  }
  return out;
}

/** [columns], the sums of the columns of `values` [rows,columns]. */
export function columnSums(
  backend: FusedWebgpuBackend,
  values: TensorInfo,
  rows: number,
  columns: number,
): TensorInfo {
  const out = backend.output([columns]);
  const source = wgsl('lstm/columns', columnsCode);
  const groups: [number] = [Math.ceil(columns / 16)];
  backend.run({ source, reads: [values], writes: [out], words: [rows, columns], groups });
  return out;
}

/** [columns,rows], from [rows,columns]. A scratch tensor: the caller releases it. */
export function transposed(backend: FusedWebgpuBackend, matrix: TensorInfo): TensorInfo {
  const [rows, columns] = matrix.shape;
  const out = backend.output([columns, rows]);
  const source = wgsl('lstm/transpose', transposeCode);
  const words = [rows, columns];
  backend.run({ source, reads: [matrix], writes: [out], words, groups: flatGroups(rows * columns) });
  return out;
}
