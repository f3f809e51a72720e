/**
 * Looks over Thrift's compact protocol, in which Parquet writes what it says of itself, before a reader that
 * trusts it does: numbers that never end, lists longer than the file and structs without a floor are refused.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

const deepest = 32;
/** A number of 64 bits takes no more. */
const mostVarint = 10;

const kind = { stop: 0, no: 2, byte: 3, i64: 6, double: 7, binary: 8, list: 9, set: 10, struct: 12 } as const;

class Walker {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly end: number,
  ) {}

  struct(depth: number): void {
    if (depth > deepest) throw new Error('A struct lies too deep.');
    for (;;) {
      const field = this.byte();
      const type = field & 15;
      if (type === kind.stop) return;
      if (field >> 4 === 0) this.varint();
      this.value(type, depth);
    }
  }

  private value(type: number, depth: number): void {
    if (type <= kind.no) return;
    if (type === kind.byte) this.byte();
    else if (type <= kind.i64) this.varint();
    else if (type === kind.double) this.skip(8);
    else if (type === kind.binary) this.skip(this.varint());
    else if (type === kind.list || type === kind.set) this.list(depth);
    else if (type === kind.struct) this.struct(depth + 1);
    else throw new Error('A field has no known type.');
  }

  private list(depth: number): void {
    if (depth > deepest) throw new Error('A list lies too deep.');
    const head = this.byte();
    const count = head >> 4 === 15 ? this.varint() : head >> 4;
    if (count > this.end - this.at) throw new Error('A list is longer than the file.');
    // Alone, "true" and "false" are types; in a list each is a byte.
    const type = (head & 15) <= kind.no ? kind.byte : head & 15;
    for (let i = 0; i < count; i++) this.value(type, depth + 1);
  }

  private byte(): number {
    if (this.at >= this.end) throw new Error('A struct has no end.');
    return this.bytes[this.at++];
  }

  private skip(count: number): void {
    if (count > this.end - this.at) throw new Error('A text is longer than the file.');
    this.at += count;
  }

  private varint(): number {
    let value = 0;
    for (let i = 0; i < mostVarint; i++) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new Error('A number has no end.');
  }
}

/** @returns where the struct that begins at `start` ends. @throws {Error} when it does not before `end` */
export function endOfStruct(bytes: Uint8Array, start: number, end = bytes.length): number {
  const walker = new Walker(bytes, start, end);
  walker.struct(0);
  return walker.at;
}
