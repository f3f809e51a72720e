import { TimeSlicer } from '../time-slicer.ts';
import { ByteReader, type Bytes, isZero, onlyZeros } from './byte-stream.ts';
import { crc32 } from './crc32.ts';
import { pushBytes, RawInflate } from './inflate.ts';
import { damaged } from './limits.ts';

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}

/** Bits of a member's fourth byte: what its header has besides the first ten bytes. */
const has = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
const headerBytes = 10;
const reservedFlags = 0xe0;

/**
 * What a gzip file holds: one member or several (RFC 1952), each against its CRC-32 and length. Behind the last
 * there may be zeros; anything else could be a member whose beginning was lost.
 * @param onBytes called with the bytes that have come out so far, before they are handed on
 * @throws {InputError} when it is damaged; the signal's reason once it is aborted
 */
export async function* gunzip(
  pieces: AsyncIterable<Bytes>,
  path: string,
  onBytes: (position: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<Bytes> {
  const reader = new ByteReader(pieces);
  let position = 0;
  try {
    for (let members = 0; await openMember(reader, path, members); members++) {
      for await (const piece of member(reader, path, signal)) {
        onBytes((position += piece.length));
        yield piece;
      }
    }
  } finally {
    await reader.close();
  }
}

/** Reads a member's header; false behind the last member. */
async function openMember(reader: ByteReader, path: string, members: number): Promise<boolean> {
  const header = await reader.take(headerBytes);
  if (members > 0 && isZero(header)) {
    if (await onlyZeros(reader)) return false;
    throw damaged(path);
  }
  if (!isGzip(header) || header.length < headerBytes) throw damaged(path);
  const flags = header[3];
  if (flags & reservedFlags) throw damaged(path);
  if (flags & has.extra) {
    const length = await reader.take(2);
    await reader.skip(length[0] | (length[1] << 8));
  }
  if (flags & has.name) await skipText(reader);
  if (flags & has.comment) await skipText(reader);
  if (flags & has.headerCrc) await reader.skip(2);
  return true;
}

/** Past the next zero. */
async function skipText(reader: ByteReader): Promise<void> {
  for (let piece = await reader.next(pushBytes); piece; piece = await reader.next(pushBytes)) {
    const end = piece.indexOf(0);
    if (end < 0) continue;
    reader.back(piece.length - end - 1);
    return;
  }
}

async function* member(reader: ByteReader, path: string, signal?: AbortSignal): AsyncGenerator<Bytes> {
  const inflate = new RawInflate();
  const slicer = new TimeSlicer({ signal });
  let crc = 0;
  let length = 0;
  while (!inflate.ended) {
    if (slicer.isDue) await slicer.pause();
    const input = await reader.next(pushBytes);
    if (!input) throw damaged(path);
    for (const piece of inflated(inflate, input, path)) {
      crc = crc32(piece, crc);
      length += piece.length;
      yield piece;
    }
  }
  reader.back(inflate.restLength);
  const trailer = await reader.take(8);
  if (trailer.length < 8) throw damaged(path);
  const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
  if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== length >>> 0) throw damaged(path);
}

/** @throws {InputError} in place of the library's error */
export function inflated(inflate: RawInflate, input: Bytes, path: string): Bytes[] {
  try {
    return inflate.push(input);
  } catch {
    throw damaged(path);
  }
}
