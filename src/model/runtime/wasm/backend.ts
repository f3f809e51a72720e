/** tfjs's side of the WebAssembly backend: tensors that live in the kernels' memory. */
import { DataStorage, engine, KernelBackend, util } from '@tensorflow/tfjs-core';
import type { BackendValues, DataType, TensorInfo, TypedArray } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../kernel.ts';
import type { FieldKind, Job } from './jobs.ts';
import { argumentWords } from './kernel-instance.ts';
import type { KernelInstance } from './kernel-instance.ts';

type StoredType = 'float32' | 'int32' | 'bool';

interface Stored {
  address: number;
  length: number;
  dtype: StoredType;
  refCount: number;
}

type TensorId = TensorInfo['dataId'];

export type WasmKernel<I extends string, A> = FusedKernel<I, A, WasmBackend>;

/** From so many elements on a pass over memory gains by several threads. */
export const parallelElements = 32_768;

export class WasmBackend extends KernelBackend {
  private readonly tensors: DataStorage<Stored>;

  /** Of each job, what its call takes. */
  private readonly calls = new Map<Job, { number: number; fields: string[]; isFloat: boolean[] }>();
  /** The arguments of a call. */
  private readonly intWords = new Int32Array(argumentWords);
  private readonly floatWords = new Float32Array(this.intWords.buffer);

  /** @param jobs in the order of their numbers, from 1 on */
  constructor(
    readonly instance: KernelInstance,
    jobs: readonly Job[],
  ) {
    super();
    jobs.forEach((job, i) => {
      const isFloat = Object.values<FieldKind>(job.fields).map((kind) => kind === 'float');
      this.calls.set(job, { number: i + 1, fields: Object.keys(job.fields), isFloat });
    });
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
   * @param values of its arguments, by name; a tensor stands for the address of its data
   * @param parallel whether it is enough work for several threads
   */
  run<F extends string>(
    job: Job<F>,
    values: Readonly<Record<F, TensorInfo | number>>,
    parallel = false,
  ): void {
    const call = this.calls.get(job);
    if (!call) throw new RangeError(`The kernels have no job ${job.name}.`);
    for (let i = 0; i < call.fields.length; i++) {
      const value = values[call.fields[i] as F];
      const words = call.isFloat[i] ? this.floatWords : this.intWords;
      words[i] = typeof value === 'number' ? value : this.address(value);
    }
    this.instance.run(call.number, this.intWords.subarray(0, call.fields.length), parallel);
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
