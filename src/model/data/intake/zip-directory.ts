import { InputError } from '../../errors.ts';
import { type Bytes, bytesOfBlob } from './byte-stream.ts';
import { decodeName } from './entry-path.ts';
import { damaged, named } from './limits.ts';

/** A file in a zip, as the directory at its end has it. */
export interface ZipMember {
  name: string;
  method: number;
  encrypted: boolean;
  /** A folder, a link or a device. */
  isSpecial: boolean;
  crc: number;
  packedSize: number;
  size: number;
  /** Where its local header starts, from the blob's start. */
  start: number;
}

const signature = { member: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const;
const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
const memberBytes = 46;
const mostComment = 0xffff;
/** The directory of a million files with long names. */
const mostDirectory = 1 << 28;
/** In a field of the old format: "see the Zip64 field". */
const elsewhere32 = 0xffffffff;
const zip64Field = 1;

/** Systems whose files have Unix modes, and the modes' bits for kinds of files. */
const unixSystems = [3, 19];
const kindBits = 0o170000;
const regularKind = 0o100000;

export function isZip(start: Uint8Array): boolean {
  const [p, k, a, b] = start;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6) || (a === 7 && b === 8));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function bytesOf(blob: Blob, start: number, end: number): Promise<Bytes> {
  return bytesOfBlob(blob.slice(start, end));
}

/** Where the directory lies, and by how much everything in it is shifted because something stands before the zip. */
interface DirectoryPlace {
  start: number;
  size: number;
  shift: number;
}

async function findDirectory(blob: Blob, path: string): Promise<DirectoryPlace> {
  const tailStart = Math.max(0, blob.size - endBytes - mostComment - locatorBytes);
  const tail = viewOf(await bytesOf(blob, tailStart, blob.size));
  const end = findEnd(tail);
  if (end === null) throw damaged(path);
  let size = tail.getUint32(end + 12, true);
  let claimed = tail.getUint32(end + 16, true);
  let position = tailStart + end;
  const locator = end - locatorBytes;
  if (locator >= 0 && tail.getUint32(locator, true) === signature.locator64) {
    const record = await readEnd64(blob, tail, locator, tailStart + locator);
    if (!record) throw damaged(path);
    ({ size, claimed, position } = record);
  }
  const start = position - size;
  if (start < 0 || size > mostDirectory) throw damaged(path);
  return { start, size, shift: start - claimed };
}

/** The last place in the file's end where a directory's end record fits. */
function findEnd(tail: DataView): number | null {
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== signature.end) continue;
    if (at + endBytes + tail.getUint16(at + 20, true) <= tail.byteLength) return at;
  }
  return null;
}

async function readEnd64(
  blob: Blob,
  tail: DataView,
  locator: number,
  locatorPosition: number,
): Promise<{ size: number; claimed: number; position: number } | null> {
  // The record stands where the locator says, or right before it when something precedes the zip.
  for (const position of [Number(tail.getBigUint64(locator + 8, true)), locatorPosition - end64Bytes]) {
    const view = viewOf(await bytesOf(blob, position, position + end64Bytes));
    if (view.byteLength < end64Bytes || view.getUint32(0, true) !== signature.end64) continue;
    return {
      size: Number(view.getBigUint64(40, true)),
      claimed: Number(view.getBigUint64(48, true)),
      position,
    };
  }
  return null;
}

/**
 * Reads a zip's directory: all of it, but none of its files.
 * @param onMember called for each entry, before the next is read
 * @throws {InputError} when it is damaged, or in several parts
 */
export async function readDirectory(blob: Blob, path: string, onMember: () => void): Promise<ZipMember[]> {
  const { start, size, shift } = await findDirectory(blob, path);
  const bytes = await bytesOf(blob, start, start + size);
  const view = viewOf(bytes);
  const members: ZipMember[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + memberBytes > bytes.length || view.getUint32(at, true) !== signature.member) throw damaged(path);
    const nameEnd = at + memberBytes + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > bytes.length) throw damaged(path);
    onMember();
    const member = readMember(view, at, bytes.subarray(at + memberBytes, nameEnd));
    readZip64(viewOf(bytes.subarray(nameEnd, extraEnd)), member);
    member.start += shift;
    const places = [member.start, member.packedSize, member.size];
    if (!places.every((place) => Number.isSafeInteger(place) && place >= 0)) throw damaged(path);
    members.push(member);
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return members;
}

function readMember(view: DataView, at: number, nameBytes: Uint8Array): ZipMember {
  const name = decodeName(nameBytes);
  const mode = view.getUint32(at + 38, true) >>> 16;
  const kind = unixSystems.includes(view.getUint8(at + 5)) ? mode & kindBits : 0;
  return {
    name,
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    isSpecial: /[\\/]$/.test(name) || (kind !== 0 && kind !== regularKind),
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    start: view.getUint32(at + 42, true),
  };
}

/** Sizes and places over 4 GB stand in an extra field, only those that don't fit, in this order. */
function readZip64(extra: DataView, member: ZipMember): void {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== zip64Field) continue;
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true));
    let next = at + 4;
    for (const key of ['size', 'packedSize', 'start'] as const) {
      if (member[key] !== elsewhere32 || next + 8 > end) continue;
      member[key] = Number(extra.getBigUint64(next, true));
      next += 8;
    }
    return;
  }
}

/** @throws {InputError} for a file that needs a password, or a method other than "stored" and "deflate" */
export function checkReadable({ encrypted, method }: ZipMember, path: string): void {
  if (encrypted) {
    throw new InputError(`${named(path)} is locked by a password. Unpack it and bring what was in it.`);
  }
  if (method !== 0 && method !== 8) {
    throw new InputError(`${named(path)} is packed in a rare way. Unpack it and bring what was in it.`);
  }
}
