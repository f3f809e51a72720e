import type { DataReader } from 'hyparquet';

/** Bit-packed runs come in eights, and writers round up further. */
const slack = 1 << 11;
/** A block of deltas has 128 values or so, in four miniblocks. */
const mostBlock = 1 << 16;
const mostMiniblocks = 1 << 10;
const widestIndex = 32;
const widestDelta = 64;

interface Decoders {
  deltaBinaryUnpack(reader: DataReader, count: number, output: Int32Array): void;
}

export function refuse(what: string): never {
  throw new Error(`The file lies: ${what}.`);
}

/** Walks over an unpacked page as hyparquet will, without keeping its values. */
export class PageStream {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  get isAtEnd(): boolean {
    return this.left <= 0;
  }

  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  uint32(): number {
    return this.byte() + this.byte() * 2 ** 8 + this.byte() * 2 ** 16 + this.byte() * 2 ** 24;
  }

  /** Bits of an index into the dictionary. */
  indexWidth(): number {
    const width = this.byte();
    if (width > widestIndex) refuse('a dictionary has too wide an index');
    return width;
  }

  /** Levels for `count` values, after which the page goes on `length` bytes further. */
  levels(width: number, count: number, length: number): void {
    const start = this.at;
    if (length > this.left) refuse('levels are longer than their page');
    this.runs(width, count);
    this.at = start + length;
  }

  /**
   * Values of `width` bits in runs of one value and in packed runs, until there are `count`.
   * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
   */
  runs(width: number, count: number): void {
    for (let seen = 0; seen < count && !this.isAtEnd;) {
      const header = this.varint(5);
      const isPacked = header % 2 === 1;
      const run = Math.floor(header / 2) * (isPacked ? 8 : 1);
      if (run > count - seen + slack) refuse('a run is longer than its page');
      seen += run;
      this.at += isPacked ? Math.max(1, (run * width) / 8) : (width + 7) >> 3;
    }
  }

  /** Of levels that begin here, those that say that a value is there. They are checked before they are read. */
  countPresent(
    width: number,
    count: number,
    length: number,
    { path, parts }: { path: { element: { repetition_type?: string } }[]; parts: LevelDecoders },
  ): number {
    const start = this.at;
    this.levels(width, count, length);
    const levels: number[] = Array.from({ length: count });
    parts.readRleBitPackedHybrid({ view: this.view, offset: start }, width, levels, length);
    this.at = start;
    const whole = path.slice(1).filter(({ element }) => element.repetition_type !== 'REQUIRED').length;
    return levels.filter((level) => level === whole).length;
  }

  /**
   * Numbers as their differences.
   * https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
   */
  deltas(count: number): void {
    const block = this.varint(5);
    const miniblocks = this.varint(5);
    if (!(block >= 1 && block <= mostBlock && miniblocks >= 1 && miniblocks <= mostMiniblocks)) {
      refuse('a block of differences has no known size');
    }
    this.varint(5);
    this.varint(10);
    const values = block / miniblocks;
    for (let seen = 1; seen < count;) {
      this.varint(10);
      const widths = this.take(miniblocks);
      for (let i = 0; i < miniblocks && seen < count; i++) {
        if (widths[i] > widestDelta) refuse('a difference is too wide');
        this.at += (values * widths[i]) / 8;
        seen += values;
      }
    }
  }

  /** Texts that each begin as the one before: their bytes in all, when written out. */
  deltaTexts(count: number, decoders: Decoders): number {
    let bytes = 0;
    for (const part of ['what is shared', 'what is added']) {
      const start = this.at;
      this.deltas(count);
      const lengths = new Int32Array(count);
      decoders.deltaBinaryUnpack({ view: this.view, offset: start }, count, lengths);
      if (lengths.some((length) => length < 0)) refuse(`the length of ${part} is negative`);
      bytes += lengths.reduce((sum, length) => sum + length, 0);
    }
    return bytes;
  }

  private get view(): DataView {
    return new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  private byte(): number {
    if (this.isAtEnd) refuse('a page ends too early');
    return this.bytes[this.at++];
  }

  private take(count: number): Uint8Array {
    if (count > this.left) refuse('a page ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  private varint(mostBytes: number): number {
    let value = 0;
    for (let i = 0; i < mostBytes; i++) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    return refuse('a number has no end');
  }
}

interface LevelDecoders {
  readRleBitPackedHybrid(reader: DataReader, width: number, output: number[], length?: number): void;
}
