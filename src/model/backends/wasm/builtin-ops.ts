/** The few builtin tfjs ops that the network and its gradients use, on the WebAssembly backend. */
import {
  Add,
  Cast,
  Concat,
  Fill,
  Identity,
  Multiply,
  Reshape,
  Slice,
  slice_util,
  util,
} from '@tensorflow/tfjs-core';
import { OnesLike, registerKernel, ZerosLike } from '@tensorflow/tfjs-core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { addJob, copyRowsJob, fillJob } from '../../runtime/wasm/builtin-jobs.ts';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmBackend } from '../../runtime/wasm/backend.ts';

/** Like `FusedKernel`, but with one output: that is how tfjs's own ops know theirs. */
interface BuiltinKernel<I extends string, A> {
  name: string;
  run(call: { inputs: Record<I, TensorInfo>; attrs: A; backend: WasmBackend }): TensorInfo;
}

/** The same data under another shape. */
function share(backend: WasmBackend, x: TensorInfo, shape: number[]): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape, dtype: x.dtype };
}

const identity: BuiltinKernel<'x', object> = {
  name: Identity,
  run: ({ inputs: { x }, backend }) => share(backend, x, x.shape),
};

const reshape: BuiltinKernel<'x', { shape: number[] }> = {
  name: Reshape,
  run({ inputs: { x }, attrs, backend }) {
    return share(backend, x, util.inferFromImplicitShape(attrs.shape, util.sizeFromShape(x.shape)));
  },
};

const cast: BuiltinKernel<'x', { dtype: DataType }> = {
  name: Cast,
  run({ inputs: { x }, attrs: { dtype }, backend }) {
    if (dtype === x.dtype) return share(backend, x, x.shape);
    if (dtype !== 'float32' && dtype !== 'int32')
      throw new RangeError(`The WebAssembly backend does not cast to ${dtype}.`);
    const output = backend.output(x.shape, dtype);
    const values = backend.readSync(x.dataId) as Float32Array;
    // An Int32Array cuts the fraction off by itself, as tfjs does.
    (dtype === 'int32' ? backend.ints(output) : backend.floats(output)).set(values);
    return output;
  },
};

/** Fills a new tensor with one number. */
function filled(backend: WasmBackend, shape: number[], value: number, dtype: DataType): TensorInfo {
  if (dtype === 'int32') {
    const output = backend.output(shape, dtype);
    backend.ints(output).fill(value);
    return output;
  }
  const output = backend.output(shape);
  const count = util.sizeFromShape(shape);
  backend.run(fillJob, { to: output, count, value }, count > parallelElements);
  return output;
}

const fill: BuiltinKernel<never, { shape: number[]; value: number; dtype: DataType }> = {
  name: Fill,
  run: ({ attrs: { shape, value, dtype }, backend }) => filled(backend, shape, value, dtype),
};

const zerosLike: BuiltinKernel<'x', object> = {
  name: ZerosLike,
  run: ({ inputs: { x }, backend }) => filled(backend, x.shape, 0, x.dtype),
};

const onesLike: BuiltinKernel<'x', object> = {
  name: OnesLike,
  run: ({ inputs: { x }, backend }) => filled(backend, x.shape, 1, x.dtype),
};

/** Both of one shape and of floats: nothing here broadcasts. */
function checkSame(name: string, a: TensorInfo, b: TensorInfo): void {
  if (a.dtype === 'float32' && b.dtype === 'float32' && util.arraysEqual(a.shape, b.shape)) return;
  const shapes = `[${a.shape.join()}] ${a.dtype} and [${b.shape.join()}] ${b.dtype}`;
  throw new RangeError(`${name} on the WebAssembly backend takes floats of one shape, not ${shapes}.`);
}

const add: BuiltinKernel<'a' | 'b', object> = {
  name: Add,
  run({ inputs: { a, b }, backend }) {
    checkSame(Add, a, b);
    const sum = backend.output(a.shape);
    const count = util.sizeFromShape(a.shape);
    backend.run(addJob, { a, b, sum, count }, count > parallelElements);
    return sum;
  },
};

const multiply: BuiltinKernel<'a' | 'b', object> = {
  name: Multiply,
  run({ inputs: { a, b }, backend }) {
    checkSame(Multiply, a, b);
    const output = backend.output(a.shape);
    const [x, y, product] = [a, b, output].map((tensor) => backend.floats(tensor));
    for (let i = 0; i < product.length; i++) product[i] = x[i] * y[i];
    return output;
  },
};

const concat: BuiltinKernel<string, { axis: number }> = {
  name: Concat,
  run({ inputs, attrs, backend }) {
    const tensors = Object.values(inputs);
    const [first] = tensors;
    const [axis] = util.parseAxisParam(attrs.axis, first.shape);
    const shape = [...first.shape];
    shape[axis] = tensors.reduce((sum, tensor) => sum + tensor.shape[axis], 0);
    const output = backend.output(shape, first.dtype === 'int32' ? 'int32' : 'float32');
    const rows = util.sizeFromShape(shape.slice(0, axis));
    const toStep = util.sizeFromShape(shape.slice(axis));
    let to = backend.address(output);
    for (const tensor of tensors) {
      const width = util.sizeFromShape(tensor.shape.slice(axis));
      const call = { from: tensor, to, rows, width, fromStep: width, toStep };
      backend.run(copyRowsJob, call, rows * width > parallelElements);
      to += width * 4;
    }
    return output;
  },
};

const slice: BuiltinKernel<'x', { begin: number | number[]; size: number | number[] }> = {
  name: Slice,
  run({ inputs: { x }, attrs, backend }) {
    const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size);
    slice_util.assertParamsValid(x, begin, size);
    const output = backend.output(size, x.dtype === 'int32' ? 'int32' : 'float32');
    // From the last axis that is cut on, a row is one run of elements.
    const cut = size.findLastIndex((length, axis) => length !== x.shape[axis]);
    const axis = Math.max(cut, 0);
    const width = util.sizeFromShape(size.slice(axis));
    const inner = util.sizeFromShape(x.shape.slice(axis + 1));
    const fromStep = util.sizeFromShape(x.shape.slice(axis));
    const rows = util.sizeFromShape(size.slice(0, axis));
    if (size.slice(0, axis).every((length, i) => length === x.shape[i])) {
      const from = backend.address(x) + (begin[axis] ?? 0) * inner * 4;
      const call = { from, to: output, rows, width, fromStep, toStep: width };
      backend.run(copyRowsJob, call, rows * width > parallelElements);
    } else {
      copyScattered(backend, x, output, begin, size);
    }
    return output;
  },
};

/** A slice that is cut along several axes, element by element. */
function copyScattered(
  backend: WasmBackend,
  x: TensorInfo,
  output: TensorInfo,
  begin: number[],
  size: number[],
): void {
  const [from, to] = [backend.ints(x), backend.ints(output)];
  const fromStrides = util.computeStrides(x.shape);
  const toStrides = util.computeStrides(size);
  for (let i = 0; i < to.length; i++) {
    const location = util.indexToLoc(i, size.length, toStrides);
    const source = location.map((place, axis) => place + begin[axis]);
    to[i] = from[util.locToIndex(source, source.length, fromStrides)];
  }
}

const builtinKernels: readonly BuiltinKernel<never, never>[] = [
  ...[identity, reshape, cast, fill, zerosLike, onesLike, add, multiply, concat, slice],
];

/** Registers them once under a backend's name. */
export function registerBuiltinKernels(backendName: string): void {
  for (const kernel of builtinKernels) {
    registerKernel({
      kernelName: kernel.name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        kernel.run({ inputs: inputs as never, attrs: attrs as never, backend: backend as WasmBackend }),
    });
  }
}
