/**
 * Memory for tensors inside one WebAssembly.Memory. Blocks are multiples of 64 bytes (a cache line); the
 * smallest free block that is large enough is taken, and freed neighbours grow together again, so that
 * runs of other shapes do not leave holes behind. The memory grows when nothing fits, and never shrinks.
 */
import { BackendError } from '../../errors.ts';

const line = 64;
const pageBytes = 65_536;
/** Growing by little at a time would be slow: a quarter more, and at least this. */
const leastGrowth = 4 * 1024 * 1024;

interface Block {
  address: number;
  bytes: number;
}

export class Heap {
  /** By address; no two of them touch. */
  private readonly free: Block[] = [];
  private readonly taken = new Map<number, number>();
  /** Bytes of all blocks that are in use. */
  used = 0;

  /** @param start first byte that belongs to the heap */
  constructor(
    private readonly memory: WebAssembly.Memory,
    start: number,
  ) {
    const address = Math.ceil(start / line) * line;
    this.free.push({ address, bytes: memory.buffer.byteLength - address });
  }

  /** Bytes of the whole memory. */
  get held(): number {
    return this.memory.buffer.byteLength;
  }

  /** @throws {BackendError} `out-of-memory` when the memory can't grow any more */
  allocate(size: number): number {
    const bytes = Math.max(1, Math.ceil(size / line)) * line;
    let index = this.bestFit(bytes);
    if (index < 0) {
      this.grow(bytes);
      index = this.bestFit(bytes);
    }
    const block = this.free[index];
    const { address } = block;
    if (block.bytes === bytes) this.free.splice(index, 1);
    else this.free[index] = { address: address + bytes, bytes: block.bytes - bytes };
    this.taken.set(address, bytes);
    this.used += bytes;
    return address;
  }

  /** @throws {RangeError} when nothing was allocated there */
  release(address: number): void {
    const bytes = this.taken.get(address);
    if (bytes === undefined) throw new RangeError(`No block of memory begins at ${address}.`);
    this.taken.delete(address);
    this.used -= bytes;
    this.addFree({ address, bytes });
  }

  private bestFit(bytes: number): number {
    let best = -1;
    this.free.forEach((block, i) => {
      if (block.bytes >= bytes && (best < 0 || block.bytes < this.free[best].bytes)) best = i;
    });
    return best;
  }

  private addFree({ address, bytes }: Block): void {
    let low = 0;
    for (let high = this.free.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.free[middle].address < address) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.free.at(low - 1), this.free.at(low)];
    const joinsBefore = low > 0 && before && before.address + before.bytes === address;
    const joinsAfter = low < this.free.length && after && address + bytes === after.address;
    if (joinsBefore) before.bytes += bytes + (joinsAfter ? after.bytes : 0);
    if (joinsAfter && joinsBefore) this.free.splice(low, 1);
    else if (joinsAfter) this.free[low] = { address, bytes: bytes + after.bytes };
    else if (!joinsBefore) this.free.splice(low, 0, { address, bytes });
  }

  private grow(bytes: number): void {
    const end = this.held;
    const last = this.free.at(-1);
    const atEnd = last && last.address + last.bytes === end ? last.bytes : 0;
    const needed = Math.ceil((bytes - atEnd) / pageBytes);
    const generous = Math.ceil(Math.max(leastGrowth, end / 4) / pageBytes);
    if (!this.growBy(Math.max(needed, generous)) && !this.growBy(needed)) {
      throw new BackendError('out-of-memory', { code: 'wasm-memory-full' });
    }
    this.addFree({ address: end, bytes: this.held - end });
  }

  private growBy(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}
