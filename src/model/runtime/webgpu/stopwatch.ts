/** Times single dispatches while all other work goes on, for choosing between variants of a kernel. */

interface Slot {
  index: number;
  staging: GPUBuffer;
  done: ((milliseconds: number) => void) | null;
}

/** Dispatches that can be under way at a time. */
const slotCount = 16;
/** A query's place in a buffer must be a multiple of 256 bytes. */
const slotBytes = 256;

export class Stopwatch {
  private readonly slots: Slot[] = [];
  private readonly set: GPUQuerySet | null = null;
  private readonly resolved: GPUBuffer | null = null;
  private pending: Slot[] = [];

  constructor(device: GPUDevice) {
    if (!device.features.has('timestamp-query')) return;
    this.set = device.createQuerySet({ type: 'timestamp', count: 2 * slotCount });
    this.resolved = device.createBuffer({
      size: slotBytes * slotCount,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    for (let index = 0; index < slotCount; index++)
      this.slots.push({ index, staging: device.createBuffer({ size: 16, usage }), done: null });
  }

  /**
   * Records a pass of its own and times it. `done` gets the milliseconds some time after it was submitted, or
   * is never called, when the device is lost.
   *
   * @returns false, and records nothing, where the device has no timestamps or all are in use
   */
  record(
    encoder: GPUCommandEncoder,
    dispatch: (pass: GPUComputePassEncoder) => void,
    done: (milliseconds: number) => void,
  ): boolean {
    const slot = this.slots.find((candidate) => candidate.done === null);
    if (!slot || !this.set || !this.resolved) return false;
    slot.done = done;
    const first = 2 * slot.index;
    const pass = encoder.beginComputePass({
      timestampWrites: {
        querySet: this.set,
        beginningOfPassWriteIndex: first,
        endOfPassWriteIndex: first + 1,
      },
    });
    dispatch(pass);
    pass.end();
    const offset = slotBytes * slot.index;
    encoder.resolveQuerySet(this.set, first, 2, this.resolved, offset);
    encoder.copyBufferToBuffer(this.resolved, offset, slot.staging, 0, 16);
    this.pending.push(slot);
    return true;
  }

  /** Called when what was recorded has been submitted. */
  submitted(): void {
    for (const slot of this.pending) void this.read(slot);
    this.pending = [];
  }

  private async read(slot: Slot): Promise<void> {
    try {
      await slot.staging.mapAsync(GPUMapMode.READ);
    } catch {
      return; // The device is gone, and this slot with it.
    }
    const [start, end] = new BigUint64Array(slot.staging.getMappedRange());
    const done = slot.done;
    slot.staging.unmap();
    slot.done = null;
    done?.(Number(end - start) / 1e6);
  }
}
