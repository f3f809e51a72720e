/** What the parity tests share: running ops on the backend in use and judging what comes out. */
import { engine, fill, getKernel, memory, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { Random } from '../../data/random.ts';
import { relativeError } from '../helpers/differences.ts';

export interface ParityContext {
  /** All inputs come from it. `VITE_PARITY_SEED=… npx vitest run …` sets it again after a failure. */
  seed: number;
  /** The largest error allowed, as a fraction of the largest magnitude in the expected tensor. */
  tolerance: number;
  /** Only the cases that take minutes on a software GPU. */
  heavy: boolean;
}

/** Another seed for each run, so that in time many inputs are tried. */
export function freshSeed(): number {
  const chosen: unknown = import.meta.env['VITE_PARITY_SEED'];
  return typeof chosen === 'string' ? Number(chosen) : Math.floor(Math.random() * 0x7fffffff);
}

/** Numbers for one case; `stream` keeps the cases of a run apart. */
export function caseRandom(context: ParityContext, stream: number): Random {
  return new Random(context.seed, stream);
}

/** A float32 tensor on the backend in use. */
export function upload<T extends Tensor>(values: Float64Array, shape: number[]): T {
  return tensor(Float32Array.from(values), shape, 'float32') as T;
}

export function uploadInts<T extends Tensor>(values: Int32Array, shape: number[]): T {
  return tensor(values, shape, 'int32') as T;
}

/**
 * Leaves recycled memory full of NaN. Backends hand the buffers of disposed tensors out again, by size;
 * fresh ones are mostly zero, so a kernel that skips part of its output (padding, rows past the last
 * whole tile) would look right by luck. Three of each shape, as some go to the op's inputs and scratch.
 */
async function dirtyRecycledMemory(shapes: number[][]): Promise<void> {
  const onDevice = getKernel('Fill', engine().backendName) !== undefined;
  const dirty = [...shapes, ...shapes, ...shapes].map((shape) => {
    if (onDevice) return fill(shape, Number.NaN);
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(new Float32Array(size).fill(Number.NaN), shape);
  });
  // A GPU backend recycles a buffer only after the commands that wrote it were sent: reading sends them.
  await dirty[dirty.length - 1].data();
  dirty.forEach((one) => one.dispose());
}

/** The value of f and its gradients in xs, given the gradient dy of the value. */
export function withGradients(f: () => Tensor, xs: Tensor[], dy: Tensor): Tensor[] {
  const { value, grads } = engine().gradients(f, xs, dy);
  return [value, ...grads];
}

/** Runs an op on dirty memory and reads its outputs, which are disposed of. */
export async function outputsOf(run: () => Tensor[], shapes: number[][]): Promise<Float32Array[]> {
  await dirtyRecycledMemory(shapes);
  const outputs = run();
  const values = await Promise.all(outputs.map((output) => output.data()));
  outputs.forEach((output) => output.dispose());
  return values.map((value) => Float32Array.from(value));
}

/**
 * Checks values against a reference's, by their names. `floor` is the least magnitude that errors are
 * measured against, where the expected values themselves are almost 0.
 */
export function expectClose(
  context: ParityContext,
  actual: Float32Array[],
  expected: Record<string, Float64Array>,
  floor = 1e-3,
): void {
  Object.entries(expected).forEach(([name, values], i) => {
    const error = relativeError(actual[i], values, floor);
    expect(error, `relative error of ${name} (seed ${context.seed})`).toBeLessThan(context.tolerance);
  });
}

/** Equal to the last bit (0 and −0 are the same here). */
export function expectSameBits(
  context: ParityContext,
  actual: Float32Array[],
  expected: ArrayLike<number>[],
): void {
  expected.forEach((values, n) => {
    const different = actual[n].findIndex((value, i) => value !== values[i]);
    expect(actual[n].length).toBe(values.length);
    expect(different, `first element that differs in output ${n} (seed ${context.seed})`).toBe(-1);
  });
}

/** Runs an op some times over and checks that no tensor and no data is left behind. */
export async function expectNoGrowth(run: () => Tensor[]): Promise<void> {
  const count = () => ({ tensors: memory().numTensors, data: engine().backend.numDataIds() });
  const once = () => outputsOf(run, [[1]]);
  // The first runs may fill caches that a backend keeps.
  await once();
  await once();
  const before = count();
  await once();
  await once();
  await once();
  expect(count()).toEqual(before);
}

/** Disposes of a case's inputs after the test, whether it passed or not. */
export async function using<T extends Tensor[]>(
  tensors: T,
  test: (tensors: T) => Promise<void>,
): Promise<void> {
  try {
    await test(tensors);
  } finally {
    tensors.forEach((one) => one.dispose());
  }
}
