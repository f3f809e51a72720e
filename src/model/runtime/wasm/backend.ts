/** tfjs's side of the WebAssembly backend: tensors that live in the kernels' memory. */
import { DataStorage, engine, KernelBackend, util } from '@tensorflow/tfjs-core';
import type { BackendValues, DataType, TensorInfo, TypedArray } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../kernel.ts';
import type { Job } from './jobs.ts';
import type { KernelInstance } from './kernel-instance.ts';

type StoredType = 'float32' | 'int32' | 'bool';

interface Stored {
  address: number;
  length: number;
  dtype: StoredType;
  refCount: number;
}

type TensorId = TensorInfo['dataId'];

/** By name; a tensor stands for the address of its data. */
export type Arguments<F extends string = string> = Readonly<Record<F, TensorInfo | number>>;

/** An argument as each call finds it: the object that has it, and its name there. */
interface Place {
  source: number;
  name: string;
  isFloat: boolean;
}

export type WasmKernel<I extends string, A> = FusedKernel<I, A, WasmBackend>;

/** From so many elements on a pass over memory gains by several threads. */
export const parallelElements = 32_768;

export class WasmBackend extends KernelBackend {
  private readonly tensors: DataStorage<Stored>;

  private readonly numbers: ReadonlyMap<Job, number>;
  /** Of each job's arguments, in the order of its class: found at its first call. */
  private readonly places = new Map<Job, Place[]>();

  /** @param jobs in the order of their numbers, from 1 on */
  constructor(
    readonly instance: KernelInstance,
    jobs: readonly Job[],
  ) {
    super();
    this.numbers = new Map(jobs.map((job, i) => [job, i + 1]));
    this.tensors = new DataStorage(this, engine());
  }

  /** Threads that share a job, with the one that calls. */
  get threads(): number {
    return this.instance.threads;
  }

  /** A new tensor of undefined contents. Its data begin at a multiple of 64 bytes and have room for whole such blocks. */
  output(shape: number[], dtype: 'float32' | 'int32' = 'float32'): TensorInfo {
    const dataId = {};
    this.store(dataId, util.sizeFromShape(shape), dtype, 1);
    return { dataId, shape, dtype };
  }

  /** Where a tensor's data begin in the memory. */
  address(tensor: TensorInfo): number {
    return this.tensors.get(tensor.dataId).address;
  }

  /** A tensor's elements, as long as nothing new is allocated. */
  floats(tensor: TensorInfo): Float32Array {
    const { address, length } = this.tensors.get(tensor.dataId);
    return new Float32Array(this.instance.memory.buffer, address, length);
  }

  ints(tensor: TensorInfo): Int32Array {
    const { address, length } = this.tensors.get(tensor.dataId);
    return this.intsAt(address, length);
  }

  /** The ints at an address, as long as nothing new is allocated. */
  intsAt(address: number, length: number): Int32Array {
    return new Int32Array(this.instance.memory.buffer, address, length);
  }

  doublesAt(address: number, length: number): Float64Array {
    return new Float64Array(this.instance.memory.buffer, address, length);
  }

  /** Lends memory of these sizes in bytes for the time of a call. */
  withScratch<R>(bytes: number[], body: (addresses: number[]) => R): R {
    const addresses: number[] = [];
    try {
      for (const size of bytes) addresses.push(this.instance.heap.allocate(size));
      return body(addresses);
    } finally {
      for (const address of addresses) this.instance.heap.release(address);
    }
  }

  /**
   * Runs a job to its end.
   *
   * @param values of its arguments, by name
   * @param parallel whether it is enough work for several threads
   */
  run<F extends string>(job: Job<F>, values: Arguments<F>, parallel = false): void {
    this.runFrom(job, [values], parallel);
  }

  /**
   * The same with arguments from several objects: putting them into one costs more than a short job. Each of a job's calls
   * has the same names in the same objects.
   *
   * @throws {RangeError} at the first call, when an argument is missing
   */
  runFrom(job: Job, sources: readonly Arguments[], parallel: boolean): void {
    const number = this.numbers.get(job);
    if (number === undefined) throw new RangeError(`The kernels have no job ${job.name}.`);
    let places = this.places.get(job);
    if (!places) this.places.set(job, (places = placesOf(job, sources)));
    const { ints, floats } = this.instance.argumentWords;
    for (let i = 0; i < places.length; i++) {
      const { source, name, isFloat } = places[i];
      const value = sources[source][name];
      (isFloat ? floats : ints)[i] = typeof value === 'number' ? value : this.address(value);
    }
    this.instance.run(number, parallel);
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): TensorId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    id: TensorId,
    values: BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    if (dtype === 'string' || dtype === 'complex64')
      throw new RangeError(`The WebAssembly backend holds no ${dtype} tensors.`);
    this.store(id, util.sizeFromShape(shape), dtype, refCount);
    this.view(id).set(values as TypedArray);
  }

  /** A copy: what is in the memory may change. */
  override readSync(id: TensorId): TypedArray {
    const view = this.view(id);
    if (view instanceof Float32Array) return new Float32Array(view);
    return view instanceof Int32Array ? new Int32Array(view) : new Uint8Array(view);
  }

  override read(id: TensorId): Promise<TypedArray> {
    return new Promise((resolve) => resolve(this.readSync(id)));
  }

  override refCount(id: TensorId): number {
    return this.tensors.has(id) ? this.tensors.get(id).refCount : 0;
  }

  override incRef(id: TensorId): void {
    this.tensors.get(id).refCount++;
  }

  override disposeData(id: TensorId, force = false): boolean {
    if (!this.tensors.has(id)) return true;
    const stored = this.tensors.get(id);
    stored.refCount--;
    if (!force && stored.refCount > 0) return false;
    this.instance.heap.release(stored.address);
    this.tensors.delete(id);
    return true;
  }

  override numDataIds(): number {
    return this.tensors.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return true;
  }

  override time(run: () => void): Promise<{ kernelMs: number }> {
    return new Promise((resolve) => {
      const start = util.now();
      run();
      resolve({ kernelMs: util.now() - start });
    });
  }

  override dispose(): void {
    this.instance.dispose();
  }

  private store(id: TensorId, length: number, dtype: StoredType, refCount: number): void {
    const bytes = length * (dtype === 'bool' ? 1 : 4);
    this.tensors.set(id, { address: this.instance.heap.allocate(bytes), length, dtype, refCount });
  }

  private view(id: TensorId): Float32Array | Int32Array | Uint8Array {
    const { address, length, dtype } = this.tensors.get(id);
    const { buffer } = this.instance.memory;
    if (dtype === 'float32') return new Float32Array(buffer, address, length);
    return dtype === 'int32'
      ? new Int32Array(buffer, address, length)
      : new Uint8Array(buffer, address, length);
  }
}

function placesOf({ name: job, fields }: Job, sources: readonly Arguments[]): Place[] {
  return Object.entries(fields).map(([name, kind]) => {
    const source = sources.findIndex((values) => name in values);
    if (source < 0) throw new RangeError(`The job ${job} is called without ${name}.`);
    return { source, name, isFloat: kind === 'float' };
  });
}
