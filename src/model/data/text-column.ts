/** Texts by row, wherever they are kept. */
export interface Texts {
  readonly length: number;
  /** @throws {RangeError} for a row that is not there */
  get(row: number): string;
  /** In UTF-8, where it is kept so: a view, not to be written to. @throws {RangeError} as `get` */
  bytesOf?(row: number): Uint8Array;
}

/** A block holds this many bytes, or one text that is longer. The first ones are smaller: columns may be many. */
const blockBytes = 1 << 22;
const firstBlockBytes = 1 << 14;
const mostBytesAUnit = 3;

/**
 * Texts in UTF-8, in blocks of a few megabytes: half a string's memory where one letter is beyond Latin-1,
 * and nothing for the garbage collector to walk.
 */
export class TextColumn implements Texts {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** @param starts [length + 1] where each text starts, counted over all blocks; @param blockStarts the same of blocks */
  constructor(
    private readonly blocks: readonly Uint8Array[],
    private readonly blockStarts: Float64Array,
    private readonly starts: Float64Array,
  ) {}

  get length(): number {
    return this.starts.length - 1;
  }

  /** Of all texts, in UTF-8. */
  get byteLength(): number {
    return this.starts[this.length];
  }

  get(row: number): string {
    return this.decoder.decode(this.bytesOf(row));
  }

  /** A view, not a copy: not to be written to. @throws {RangeError} for a row that is not there */
  bytesOf(row: number): Uint8Array {
    if (!(row >= 0 && row < this.length)) throw new RangeError(`There is no row ${row}.`);
    const start = this.starts[row];
    const end = this.starts[row + 1];
    if (start === end) return new Uint8Array(0);
    const block = this.blockOf(start);
    return this.blocks[block].subarray(start - this.blockStarts[block], end - this.blockStarts[block]);
  }

  /** The last block that starts at or before `position`: texts never cross blocks. */
  private blockOf(position: number): number {
    let low = 0;
    let high = this.blockStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blockStarts[middle] <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Takes texts one by one. */
export class TextColumnWriter {
  private readonly encoder = new TextEncoder();
  private readonly blocks: Uint8Array[] = [];
  private readonly blockStarts: number[] = [];
  private starts = new Float64Array(1 << 12);
  private block = new Uint8Array(0);
  private used = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** Lone surrogates become U+FFFD. */
  append(text: string): void {
    const start = this.starts[this.count];
    if (this.block.length - this.used < text.length * mostBytesAUnit) this.openBlock(text, start);
    const { written } = this.encoder.encodeInto(text, this.block.subarray(this.used));
    this.used += written;
    this.count++;
    if (this.count === this.starts.length) this.starts = larger(this.starts);
    this.starts[this.count] = start + written;
  }

  /** The writer is not used after this. */
  finish(): TextColumn {
    this.closeBlock();
    return new TextColumn(
      this.blocks,
      Float64Array.from(this.blockStarts),
      this.starts.slice(0, this.count + 1),
    );
  }

  private openBlock(text: string, start: number): void {
    this.closeBlock();
    const usual = Math.min(blockBytes, firstBlockBytes * 2 ** this.blocks.length);
    this.block = new Uint8Array(Math.max(usual, text.length * mostBytesAUnit));
    this.used = 0;
    this.blockStarts.push(start);
  }

  /** What a block has too much of is given back where that is worth a copy. */
  private closeBlock(): void {
    if (this.blockStarts.length === this.blocks.length) return;
    const isWasteful = this.used < 0.9 * this.block.length;
    this.blocks.push(isWasteful ? this.block.slice(0, this.used) : this.block.subarray(0, this.used));
  }
}

function larger(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(values.length * 2);
  copy.set(values);
  return copy;
}

export function textColumn(texts: Iterable<string>): TextColumn {
  const writer = new TextColumnWriter();
  for (const text of texts) writer.append(text);
  return writer.finish();
}

/** Some rows of texts, in the given order; nothing is copied. */
export function pickTexts(texts: Texts, rows: Int32Array): Texts {
  const bytesOf = bytesReader(texts);
  return { length: rows.length, get: (row) => texts.get(rows[row]), bytesOf: (row) => bytesOf(rows[row]) };
}

/** The UTF-8 of any texts' rows: a view where they are kept so. */
export function bytesReader(texts: Texts): (row: number) => Uint8Array {
  const encoder = new TextEncoder();
  return (row) => texts.bytesOf?.(row) ?? encoder.encode(texts.get(row));
}
