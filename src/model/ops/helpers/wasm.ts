/** What a WebAssembly kernel sees of its backend: tensors in one linear memory, and jobs over them. */
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from './kernel.ts';

export interface WasmKernels extends KernelBackend {
  /** Threads that share a job, with the one that calls. */
  readonly threads: number;
  /** A new tensor of undefined contents. Its data begin at a multiple of 64 bytes and have room for whole such blocks. */
  output(shape: number[], dtype?: 'float32' | 'int32'): TensorInfo;
  /** Where a tensor's data begin in the memory. */
  address(tensor: TensorInfo): number;
  /** A tensor's elements, as long as nothing new is allocated. */
  floats(tensor: TensorInfo): Float32Array;
  ints(tensor: TensorInfo): Int32Array;
  /** The ints at an address, as long as nothing new is allocated. */
  intsAt(address: number, length: number): Int32Array;
  doublesAt(address: number, length: number): Float64Array;
  /** Lends memory of these sizes in bytes for the time of a call. */
  withScratch<R>(bytes: number[], body: (addresses: number[]) => R): R;
  /**
   * Runs a job of `wasm-jobs.ts` to its end.
   *
   * @param ints the job's addresses and counts, in the order of its AssemblyScript class
   * @param floats its numbers, which come after them
   * @param spread whether it is enough work for several threads
   */
  run(job: number, ints: number[], floats?: number[], spread?: boolean): void;
}

export type WasmKernel<I extends string, A> = FusedKernel<I, A, WasmKernels>;

/** From so many elements on a pass over memory gains by several threads. */
export const elementsToSpread = 32_768;

export function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
