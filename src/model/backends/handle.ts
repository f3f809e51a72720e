/** What every backend offers, however it computes. */
import type { BackendError } from '../errors.ts';
import type { ComputeBackend, KernelTime } from '../../contract/backends.ts';

export type { ComputeBackend };

/** An open backend, registered with tfjs under its name. */
export interface BackendHandle {
  name: ComputeBackend;
  /** As the browser names it, such as "NVIDIA GeForce RTX 3060"; for WASM the instruction set and threads. */
  readonly adapter: string;
  /** A GPU that the browser renders in software on the processor. */
  isSoftware: boolean;
  /** Settles when the device fails by itself: it goes away, its memory is full, it refuses a kernel. */
  lost: Promise<BackendError>;
  /** It is slower now than it will be: its threads have not all begun. */
  readonly isProvisional?: boolean;
  /** Bytes that tensors and pools hold at this moment. */
  bytesHeld(): number;
  /** The device's own times of the kernels that the work calls; absent where the device has no clock. */
  timeKernels?: (work: () => void) => Promise<KernelTime[]>;
  /** Frees everything; the name can be opened again afterwards. */
  dispose(): void;
}

/** @throws {BackendError} `no-backend` when this machine or browser does not have it */
export type OpenBackend = () => Promise<BackendHandle>;

/** What software adapters call themselves: Chromium's, Mesa's and Windows' own. */
export function namesSoftware(adapter: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i.test(adapter);
}
