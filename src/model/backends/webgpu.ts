/** The WebGPU backend: tfjs's own on a device of ours, with the fused kernels. */
import { findBackend, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { BackendError } from '../errors.ts';
import { kernelsOf } from '../ops/registry.ts';
import type { KernelFile } from '../ops/registry.ts';
import { registerKernels } from '../runtime/kernel.ts';
import { FusedWebgpuBackend, tooLargeForGpu } from '../runtime/webgpu/backend.ts';
import type { KernelTime } from '../../contract/backends.ts';
import { registerFallback } from './fallback.ts';
import { namesSoftware } from './handle.ts';
import type { BackendHandle } from './handle.ts';

const name = 'webgpu';

/** What the kernels need more of than WebGPU promises, as far as the adapter has it. */
const wantedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
] as const;

const wantedFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups'];

/** An open WebGPU backend; tests and profiles reach its device through `backend`. */
export interface WebgpuHandle extends BackendHandle {
  backend: FusedWebgpuBackend;
}

let registered = false;

/** tfjs does not tell whether a name was registered before, and warns at each second time. */
function registerOnce(): void {
  if (registered) return;
  registered = true;
  registerKernels(name, kernelsOf(import.meta.glob<KernelFile>('../ops/*/webgpu.ts', { eager: true })));
  registerFallback(name);
}

/**
 * Opens a WebGPU device under tfjs's name `webgpu`. Choosing it (`setBackend`) is up to the caller. Errors of
 * the device that nothing else reports (a full memory, a kernel that it refuses) settle `lost` as well.
 *
 * @throws {BackendError} `no-backend` where there is no WebGPU
 */
export async function openWebgpu(): Promise<WebgpuHandle> {
  const { device, info } = await openDevice();
  const backend = new FusedWebgpuBackend(device, info);
  const lost = new Promise<BackendError>((resolve) => {
    void device.lost.then(
      () => backend.isClosed || resolve(new BackendError('device-lost', { code: 'device-taken-away' })),
    );
    device.addEventListener('uncapturederror', ({ error }) => resolve(failureOf(error)));
  });
  if (findBackendFactory(name)) removeBackend(name);
  registerBackend(name, () => backend);
  registerOnce();
  return {
    name,
    backend,
    adapter: adapterName(info),
    isSoftware: info.isFallbackAdapter || namesSoftware(adapterName(info)),
    lost,
    bytesHeld: () => backend.memory().numBytesAllocatedInGPU,
    ...(backend.hasClock && { timeKernels: (work) => timeKernels(backend, work) }),
    dispose: () => {
      // Removing it disposes it; the name may stand for a later one by now.
      if (findBackend(name) === backend) removeBackend(name);
      else backend.dispose();
    },
  };
}

async function timeKernels(backend: FusedWebgpuBackend, work: () => void): Promise<KernelTime[]> {
  backend.timer.start();
  let times: Promise<KernelTime[]>;
  try {
    work();
    backend.send();
  } finally {
    // From here on nothing more is timed, even when the work failed.
    times = backend.timer.stop();
  }
  // A kernel's key is its name and the constants that it was compiled with.
  return (await times).map((time) => ({ ...time, name: time.name.split(' ')[0] }));
}

async function openDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendError('no-backend', { code: 'webgpu-missing' });
  const device = await adapter
    .requestDevice({
      label: 'training',
      requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]])),
    })
    .catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      throw new BackendError('no-backend', { code: 'webgpu-no-device', detail });
    });
  refuseLargeBuffers(device);
  return { device, info: adapter.info };
}

/** A buffer over the limits would be reported as a mistake of the kernel that uses it, and hold zeros until then. */
function refuseLargeBuffers(device: GPUDevice): void {
  const create = device.createBuffer.bind(device);
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  device.createBuffer = (descriptor) => {
    const isBound = (descriptor.usage & GPUBufferUsage.STORAGE) !== 0;
    const most = isBound ? Math.min(maxStorageBufferBindingSize, maxBufferSize) : maxBufferSize;
    if (descriptor.size > most) throw tooLargeForGpu(descriptor.size, most);
    return create(descriptor);
  };
}

/** What an error that no scope caught says of the device. */
function failureOf(error: GPUError): BackendError {
  if (error instanceof GPUOutOfMemoryError)
    return new BackendError('device-out-of-memory', { code: 'gpu-memory-full' });
  return new BackendError('kernel-invalid', {
    code: 'kernel-refused',
    name: 'webgpu',
    detail: error.message,
  });
}

function adapterName({ description, vendor, architecture, device }: GPUAdapterInfo): string {
  return description || device || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed GPU';
}
