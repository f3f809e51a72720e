/** The ops on any backend of tfjs, without kernels of our own. */
import { getKernel } from '@tensorflow/tfjs-core';
import { kernelsOf } from '../ops/registry.ts';
import type { KernelFile } from '../ops/registry.ts';
import { registerKernels } from '../runtime/kernel.ts';

const kernels = kernelsOf(import.meta.glob<KernelFile>('../ops/*/fallback.ts', { eager: true }));

/**
 * Registers a fallback of builtin ops for each op that this tfjs backend (`cpu`, `webgl`, `webgpu`) has
 * no kernel for yet. Calling it again does nothing. An op's forward and gradient kernels must be of one
 * kind: register both of your own, or neither, before this.
 */
export function registerFallback(backendName: string): void {
  registerKernels(
    backendName,
    kernels.filter((kernel) => getKernel(kernel.name, backendName) === undefined),
  );
}
