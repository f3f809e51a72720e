/** Times each dispatch on the device itself, where the adapter has timestamps. */

/** Time that one kernel's dispatches took together. */
export interface KernelTime {
  name: string;
  calls: number;
  milliseconds: number;
}

/** Two timestamps a dispatch; what does not fit is not timed. */
const capacity = 2_048;

export class DispatchTimer {
  private set: GPUQuerySet | null = null;
  private names: string[] = [];
  private active = false;

  constructor(private readonly device: GPUDevice) {}

  /** Whether dispatches are being timed now. */
  get running(): boolean {
    return this.active && this.names.length < capacity;
  }

  /** @returns false where the device has no timestamps */
  start(): boolean {
    if (!this.device.features.has('timestamp-query')) return false;
    this.set ??= this.device.createQuerySet({ type: 'timestamp', count: 2 * capacity });
    this.names = [];
    this.active = true;
    return true;
  }

  nextPass(name: string): GPUComputePassDescriptor {
    const index = 2 * this.names.length;
    this.names.push(name);
    const querySet = this.set as GPUQuerySet;
    return {
      timestampWrites: { querySet, beginningOfPassWriteIndex: index, endOfPassWriteIndex: index + 1 },
    };
  }

  /** Times by kernel, the longest first. Call it when all work was sent to the device. */
  async stop(): Promise<KernelTime[]> {
    this.active = false;
    if (!this.set || this.names.length === 0) return [];
    const size = 16 * this.names.length;
    const resolved = this.device.createBuffer({
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    const staging = this.device.createBuffer({
      size,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    const encoder = this.device.createCommandEncoder();
    encoder.resolveQuerySet(this.set, 0, 2 * this.names.length, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const times = sumByName(this.names, new BigUint64Array(staging.getMappedRange()));
    resolved.destroy();
    staging.destroy();
    return times;
  }
}

/** @param stamps start and end of each, in nanoseconds */
function sumByName(names: readonly string[], stamps: BigUint64Array): KernelTime[] {
  const times = new Map<string, KernelTime>();
  for (const [i, name] of names.entries()) {
    const time = times.get(name) ?? { name, calls: 0, milliseconds: 0 };
    time.calls++;
    time.milliseconds += Number(stamps[2 * i + 1] - stamps[2 * i]) / 1e6;
    times.set(name, time);
  }
  return [...times.values()].toSorted((a, b) => b.milliseconds - a.milliseconds);
}
