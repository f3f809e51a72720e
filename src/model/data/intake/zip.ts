import { inflateSync } from 'fflate';
import { TimeSlicer } from '../time-slicer.ts';
import { type Bytes, bytesOfBlob, type ReadHooks, slicesOf } from './byte-stream.ts';
import { crc32 } from './crc32.ts';
import { decodeName } from './entry-path.ts';
import { inflated } from './gzip.ts';
import { pushBytes, RawInflate } from './inflate.ts';
import { damaged } from './limits.ts';
import { checkReadable, type ZipMember } from './zip-directory.ts';

const localSignature = 0x04034b50;
/** Of a local header, before its name and its extra field. */
export const localBytes = 30;
/** Sizes and sum stand behind the content. */
const describedBehind = 8;
const elsewhere32 = 0xffffffff;
const deflated = 8;
/** Files that are not larger are unpacked in one go: there may be a hundred thousand of them. */
const smallBytes = 1 << 20;
const windowBytes = 1 << 22;

/** Reads a blob here and there, by its neighbourhood: small files of a zip lie side by side. */
class BlobWindow {
  private bytes: Bytes = new Uint8Array(0);
  private start = 0;

  constructor(
    private readonly blob: Blob,
    private readonly hooks: ReadHooks,
  ) {}

  /** Fewer bytes than asked for at the blob's end. */
  async read(start: number, length: number): Promise<Bytes> {
    const from = start - this.start;
    if (from < 0 || from + length > this.bytes.length) {
      this.hooks.signal?.throwIfAborted();
      const end = start + Math.max(length, windowBytes);
      this.bytes = await bytesOfBlob(this.blob.slice(start, end));
      this.start = start;
      this.hooks.onRead?.(Math.min(start, this.blob.size));
    }
    const at = start - this.start;
    return this.bytes.subarray(at, at + length);
  }
}

/** Unpacks files of a zip. */
export class ZipReader {
  private readonly window: BlobWindow;

  constructor(
    private readonly blob: Blob,
    private readonly hooks: ReadHooks,
  ) {
    this.window = new BlobWindow(blob, hooks);
  }

  /**
   * A file that says that it is small, in one go; null for others.
   * @throws {InputError} when it is damaged, locked, or packed in an unknown way
   */
  async readSmall(member: ZipMember, path: string): Promise<Bytes | null> {
    if (member.size > smallBytes || member.packedSize > smallBytes) return null;
    checkReadable(member, path);
    const start = await this.dataStart(member, path);
    const packed = await this.window.read(start, member.packedSize);
    if (packed.length < member.packedSize) throw damaged(path);
    const bytes = unpackAtOnce(packed, member);
    if (!bytes) throw damaged(path);
    return bytes;
  }

  /**
   * A file's bytes as they are unpacked.
   * @param onBytes called with the bytes that have come out so far, before they are handed on
   * @throws {InputError} when it is damaged, locked, or packed in an unknown way
   */
  async *open(member: ZipMember, path: string, onBytes: (position: number) => void): AsyncGenerator<Bytes> {
    checkReadable(member, path);
    const start = await this.dataStart(member, path);
    const packed = slicesOf(this.blob, this.hooks, start, start + member.packedSize);
    const pieces = member.method === deflated ? inflate(packed, path, this.hooks.signal) : packed;
    let crc = 0;
    let position = 0;
    for await (const piece of pieces) {
      onBytes((position += piece.length));
      crc = crc32(piece, crc);
      yield piece;
    }
    if (position !== member.size || crc !== member.crc) throw damaged(path);
  }

  /**
   * A file's two headers, in the directory and before its content, say the same. Asked of all, also of those that
   * are not read: what a name says may be why.
   * @throws {InputError} when they do not
   */
  async check(member: ZipMember, path: string): Promise<void> {
    await this.dataStart(member, path);
  }

  /** Behind its local header, whose extra field may differ in length from the directory's. */
  private async dataStart(member: ZipMember, path: string): Promise<number> {
    const header = await this.window.read(member.start, localBytes);
    if (header.length < localBytes) throw damaged(path);
    const nameBytes = header[26] + 256 * header[27];
    const length = headerLength(await this.window.read(member.start, localBytes + nameBytes), member);
    if (length === null || member.start + length + member.packedSize > this.blob.size) throw damaged(path);
    return member.start + length;
  }
}

/**
 * How long a local header is, with its name and its extra field; null when it says something else than the directory.
 * @param bytes from its start to the end of its name, or more
 */
export function headerLength(bytes: Uint8Array, member: ZipMember): number | null {
  if (bytes.length < localBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, localBytes);
  if (view.getUint32(0, true) !== localSignature || !fits(view, member)) return null;
  const nameEnd = localBytes + view.getUint16(26, true);
  if (decodeName(bytes.subarray(localBytes, nameEnd)) !== member.name) return null;
  return nameEnd + view.getUint16(28, true);
}

/** Whether a local header says what the directory does, as far as it says it itself. */
function fits(header: DataView, { encrypted, method, crc, packedSize, size }: ZipMember): boolean {
  const flags = header.getUint16(6, true);
  const isBehind = (flags & describedBehind) !== 0;
  const sizes = [
    [header.getUint32(18, true), packedSize],
    [header.getUint32(22, true), size],
  ];
  const sum = header.getUint32(14, true);
  return (
    ((flags & 1) === 1) === encrypted &&
    header.getUint16(8, true) === method &&
    (sum === crc || (isBehind && sum === 0)) &&
    sizes.every(([own, known]) => own === known || own === elsewhere32 || (isBehind && own === 0))
  );
}

/**
 * A file's content. What is longer than it claims is cut off, and its checksum tells.
 * @param packed all of it
 * @returns null when that is not what the directory says
 */
export function unpackAtOnce(packed: Uint8Array, { method, size, crc }: ZipMember): Bytes | null {
  try {
    const bytes = method === deflated ? inflateSync(packed, { out: new Uint8Array(size) }) : packed.slice();
    return bytes.length === size && crc32(bytes) === crc ? (bytes as Bytes) : null;
  } catch {
    return null;
  }
}

async function* inflate(
  packed: AsyncIterable<Bytes>,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<Bytes> {
  const inflater = new RawInflate();
  const slicer = new TimeSlicer({ signal });
  for await (const slice of packed) {
    for (let at = 0; at < slice.length && !inflater.ended; at += pushBytes) {
      if (slicer.isDue) await slicer.pause();
      yield* inflated(inflater, slice.subarray(at, at + pushBytes), path);
    }
  }
}
