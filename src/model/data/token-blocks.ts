/** Numbers in a block: 4 MB. */
const blockLength = 1 << 20;

/** Very many numbers, added bit by bit: in blocks, so that growing copies nothing. */
export class TokenBlocks {
  length = 0;
  private readonly blocks: Int32Array[] = [];

  /** Adds `items[start]` to `items[end - 1]`. */
  append(items: Int32Array, start: number, end: number): void {
    for (let from = start; from < end;) {
      const used = this.length % blockLength;
      if (used === 0) this.blocks.push(new Int32Array(blockLength));
      const count = Math.min(end - from, blockLength - used);
      this.blocks[this.blocks.length - 1].set(items.subarray(from, from + count), used);
      from += count;
      this.length += count;
    }
  }

  /** All of them, in one piece, each replaced by `ids` of it. Blocks are let go as they are read: nothing stays. */
  drain(ids: Int32Array): Int32Array {
    const values = new Int32Array(this.length);
    let at = 0;
    while (at < values.length) {
      const block = this.blocks.shift() ?? new Int32Array(0);
      const count = Math.min(block.length, values.length - at);
      for (let i = 0; i < count; i++) values[at + i] = ids[block[i]];
      at += count;
    }
    this.length = 0;
    return values;
  }
}
