/**
 * tfjs's WebGPU backend, made to record kernels with several outputs. They go into tfjs's own command encoder
 * and pass, so that our dispatches and those of builtin ops run in the order in which they were called.
 */
import { util } from '@tensorflow/tfjs-core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { BackendError } from '../../errors.ts';
import { PipelineCache } from './pipelines.ts';
import { Stopwatch } from './stopwatch.ts';
import type { ScalarKind } from '../signature.ts';
import type { Source } from './template.ts';
import { DispatchTimer } from './timer.ts';

/** One dispatch, with all that the shader's signature names; more scalars do no harm. At most 64. */
export interface Dispatch<I extends string = string, O extends string = string, S extends string = string> {
  source: Source<I, O, S>;
  inputs: Readonly<Record<I, TensorInfo>>;
  outputs: Readonly<Record<O, TensorInfo>>;
  scalars: Readonly<Record<S, number>>;
  groups: readonly [number, number?, number?];
}

/** What tfjs keeps to itself and a recorder has to share. A browser test watches that these exist. */
export interface RecorderState {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  commandQueueOwnedIds: WeakSet<object>;
}

/** Uniform offsets must be multiples of 256 bytes on every device. */
const slotWords = 64;
const slotCount = 256;
/** Dispatches recorded before they are sent off: enough to make sending cheap, few enough to keep a GPU busy. */
const dispatchesPerSubmit = 24;

/** What fills the largest GPU, and what fills a CPU: there a thread's start costs more than its next element. */
const gpuGroups = 4_096;
const softwareGroups = 16;

export class FusedWebgpuBackend extends WebGPUBackend {
  /** Of software adapters: they want few large workgroups, a GPU wants many. A test may pretend. */
  software: boolean;
  /** Whether kernels may hand values round among four neighbours. */
  subgroups: boolean;
  /** Whether the device can tell how long a dispatch took. */
  readonly hasClock: boolean;
  /** Disposed of, and not lost. */
  isClosed = false;
  readonly timer: DispatchTimer;
  /** At most so many timesteps in one dispatch; null lets the work decide. */
  stepsPerDispatch: number | null = null;
  private readonly pipelines: PipelineCache;
  private readonly stopwatch: Stopwatch;
  private readonly uniforms: GPUBuffer;
  private readonly words = new Uint32Array(slotWords * slotCount);
  private readonly floats = new Float32Array(this.words.buffer);
  private usedSlots = 0;

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    super(device, info);
    this.software = info.isFallbackAdapter || info.architecture === 'swiftshader';
    // A GPU loads one value for all threads as fast as that; a CPU is spared three loads of four.
    const inFours = info.subgroupMinSize === 4 && info.subgroupMaxSize === 4;
    this.subgroups = this.software && inFours && device.features.has('subgroups');
    this.hasClock = device.features.has('timestamp-query');
    this.timer = new DispatchTimer(device);
    this.stopwatch = new Stopwatch(device);
    this.pipelines = new PipelineCache(device);
    this.uniforms = device.createBuffer({
      label: 'uniforms',
      size: this.words.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
  }

  /** A tensor that is not written yet: its buffer may hold what another tensor left there. */
  output(shape: number[], dtype: DataType = 'float32'): TensorInfo {
    this.checkSize(shape);
    return this.makeTensorInfo(shape, dtype);
  }

  /** Gives a kernel's scratch tensor back; its buffer lives until the recorded work is done. */
  release(...tensors: readonly TensorInfo[]): void {
    for (const tensor of tensors) this.disposeData(tensor.dataId);
  }

  /** @param timed gets the dispatch's milliseconds later on, where the device can tell and is not too busy */
  run<I extends string, O extends string, S extends string>(
    { source, inputs, outputs, scalars, groups }: Dispatch<I, O, S>,
    timed?: (milliseconds: number) => void,
  ): void {
    const { signature } = source;
    const tensors = [
      ...Object.keys(signature.inputs).map((name) => inputs[name as I]),
      ...signature.outputs.map((name) => outputs[name]),
    ];
    const buffers = tensors.map((tensor) => this.bufferOf(tensor));
    const { pipeline, layout } = this.pipelines.get(source);
    const offset = this.takeSlot(signature.scalars, scalars);
    const entries: GPUBindGroupEntry[] = buffers.map((buffer, i) => ({
      binding: i + 1,
      resource: { buffer },
    }));
    entries.push({ binding: 0, resource: { buffer: this.uniforms, size: slotWords * 4 } });
    const group = this.device.createBindGroup({ layout, entries });
    this.record(
      source.key,
      (pass) => {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group, [offset]);
        pass.dispatchWorkgroups(...(groups as [number, number, number]));
      },
      timed,
    );
    const state = this.recorder();
    for (const tensor of tensors) state.commandQueueOwnedIds.add(tensor.dataId);
    state.dispatchCountInPass++;
    if (state.dispatchCountInPass >= dispatchesPerSubmit) this.send();
  }

  /** Workgroups of so many threads for a kernel whose threads stride over `count` elements. */
  flatGroups(count: number, threads = 256): [number] {
    return [Math.max(1, Math.min(this.software ? softwareGroups : gpuGroups, Math.ceil(count / threads)))];
  }

  /** Whether `run` would not have to compile this; if it would, compiling starts in the background. */
  isReady(source: Source): boolean {
    return this.pipelines.isReady(source);
  }

  /** Fills a tensor with zeros. */
  clear(tensor: TensorInfo): void {
    const buffer = this.bufferOf(tensor);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    const state = this.recorder();
    state.commandEncoder?.clearBuffer(buffer);
    state.commandQueueOwnedIds.add(tensor.dataId);
  }

  /** Sends what is recorded off to the device. */
  send(): void {
    this.endComputePassEncoder();
    if (this.recorder().commandEncoder) this.submitQueue();
  }

  override submitQueue(): void {
    // A write to a buffer happens before what is submitted after it, and after all that was before.
    if (this.usedSlots > 0) {
      this.queue.writeBuffer(this.uniforms, 0, this.words, 0, this.usedSlots * slotWords);
      this.usedSlots = 0;
    }
    super.submitQueue();
    this.stopwatch.submitted();
  }

  /** Gives the device back, and with it all that pools, caches and kernels hold on it. */
  override dispose(): void {
    this.isClosed = true;
    super.dispose();
    this.device.destroy();
  }

  private recorder(): RecorderState {
    return this as unknown as RecorderState;
  }

  /** Into the pass that is open, or one of its own where it is timed. */
  private record(
    name: string,
    dispatch: (pass: GPUComputePassEncoder) => void,
    timed: ((milliseconds: number) => void) | undefined,
  ): void {
    this.ensureCommandEncoderReady();
    const state = this.recorder();
    const encoder = state.commandEncoder as GPUCommandEncoder;
    if (this.timer.running) {
      this.endComputePassEncoder();
      const pass = encoder.beginComputePass(this.timer.nextPass(name));
      dispatch(pass);
      pass.end();
      return;
    }
    if (timed) {
      this.endComputePassEncoder();
      if (this.stopwatch.record(encoder, dispatch, timed)) return;
    }
    state.computePassEncoder ??= encoder.beginComputePass();
    dispatch(state.computePassEncoder);
  }

  private bufferOf(tensor: TensorInfo): GPUBuffer {
    this.uploadToGPU(tensor.dataId);
    return this.tensorMap.get(tensor.dataId).resource as GPUBuffer;
  }

  /** Writes the uniform struct; returns where it begins, in bytes. */
  private takeSlot(
    kinds: Readonly<Record<string, ScalarKind>>,
    scalars: Readonly<Record<string, number>>,
  ): number {
    if (this.usedSlots === slotCount) this.send();
    const start = this.usedSlots++ * slotWords;
    Object.entries(kinds).forEach(([name, kind], i) => {
      (kind === 'float' ? this.floats : this.words)[start + i] = scalars[name];
    });
    return start * 4;
  }

  /** A buffer over the device's limits would give zeros without an error. */
  private checkSize(shape: number[]): void {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    const bytes = 4 * util.sizeFromShape(shape);
    if (bytes > most) throw tooLargeForGpu(bytes, most);
  }
}

/** @param most bytes that the device allows */
export function tooLargeForGpu(bytes: number, most: number): BackendError {
  return new BackendError('device-out-of-memory', { code: 'block-too-large', bytes, most });
}
