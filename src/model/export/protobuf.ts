/**
 * Writes Protocol Buffers messages (https://protobuf.dev/programming-guides/encoding/): all that an ONNX file
 * needs in a few lines, where the packages for it bring a parser, a schema and a hundred times the code.
 */
import { concat } from '../bytes.ts';
import { utf8 } from './bytes.ts';

const varintWire = 0;
const bytesWire = 2;

/** A message that grows field by field. Large fields are held as they are and copied once, by `bytes`. */
export class Message {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  /** A whole number that is not negative, of int32, int64, bool or enum. */
  integer(field: number, value: number): this {
    return this.push(varint(field * 8 + varintWire), varint(value));
  }

  text(field: number, value: string): this {
    return this.data(field, [utf8(value)]);
  }

  /** Bytes, in pieces that follow each other. */
  data(field: number, pieces: readonly Uint8Array[]): this {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return this.push(varint(field * 8 + bytesWire), varint(length), ...pieces);
  }

  message(field: number, value: Message): this {
    return this.data(field, value.parts);
  }

  messages(field: number, values: readonly Message[]): this {
    for (const value of values) this.message(field, value);
    return this;
  }

  integers(field: number, values: readonly number[]): this {
    for (const value of values) this.integer(field, value);
    return this;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return concat(this.parts);
  }

  get length(): number {
    return this.size;
  }

  private push(...parts: Uint8Array[]): this {
    for (const part of parts) {
      this.parts.push(part);
      this.size += part.length;
    }
    return this;
  }
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no number for a varint.`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
