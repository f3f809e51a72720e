import { InputError } from '../../errors.ts';
import { type Bytes, bytesOfBlob } from './byte-stream.ts';
import { decodeName } from './entry-path.ts';
import { damaged } from './limits.ts';

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

const signature = {
  local: 0x04034b50,
  member: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;
const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
const memberBytes = 46;
const mostComment = 0xffff;
/** The directory of a million files with long names. */
const mostDirectory = 1 << 28;
/** In a field of the old format: "see the Zip64 field". */
const elsewhere32 = 0xffffffff;
const elsewhere16 = 0xffff;
const zip64Field = 1;

/** Systems whose files have Unix modes, and the modes' bits for kinds of files. */
const unixSystems = [3, 19];
const kindBits = 0o170000;
const kinds = { regular: 0o100000, link: 0o120000 } as const;
/** Everybody may follow a link; its content is the path that it leads to. */
const linkBits = 0o111;
const longestLink = 4096;

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

/** Where the directory lies, and how many files it has. */
interface DirectoryPlace {
  start: number;
  size: number;
  count: number;
}

async function findDirectory(blob: Blob, path: string): Promise<DirectoryPlace> {
  const tailStart = Math.max(0, blob.size - endBytes - mostComment - locatorBytes);
  const tail = viewOf(await bytesOf(blob, tailStart, blob.size));
  const end = findEnd(tail);
  if (end === null) throw damaged(path);
  let count = tail.getUint16(end + 10, true);
  let size = tail.getUint32(end + 12, true);
  let start = tail.getUint32(end + 16, true);
  let position = tailStart + end;
  const locator = end - locatorBytes;
  if (locator >= 0 && tail.getUint32(locator, true) === signature.locator64) {
    const record = await readEnd64(blob, tail, locator, tailStart + locator);
    if (!record) throw damaged(path);
    if (count !== elsewhere16 && count !== record.count) throw damaged(path);
    ({ count, size, start, position } = record);
  }
  // Elsewhere it is the directory of another zip, which lies in this one.
  if (start + size !== position || size > mostDirectory) throw damaged(path);
  return { start, size, count };
}

/** The last place in the file's end where a directory's end record fits, and nothing of a zip comes behind it. */
function findEnd(tail: DataView): number | null {
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== signature.end) continue;
    const behind = at + endBytes + tail.getUint16(at + 20, true);
    if (behind <= tail.byteLength) return holdsRecords(tail, behind) ? null : at;
  }
  return null;
}

/** Whether a part of a zip begins somewhere from `start` on: then what stands before is a zip inside of it. */
function holdsRecords(view: DataView, start: number): boolean {
  const parts: number[] = Object.values(signature);
  for (let at = start; at + 4 <= view.byteLength; at++) {
    if (parts.includes(view.getUint32(at, true))) return true;
  }
  return false;
}

async function readEnd64(
  blob: Blob,
  tail: DataView,
  locator: number,
  locatorPosition: number,
): Promise<(DirectoryPlace & { position: number }) | null> {
  const position = Number(tail.getBigUint64(locator + 8, true));
  if (position + end64Bytes > locatorPosition) return null;
  const view = viewOf(await bytesOf(blob, position, position + end64Bytes));
  if (view.byteLength < end64Bytes || view.getUint32(0, true) !== signature.end64) return null;
  return {
    count: Number(view.getBigUint64(32, true)),
    size: Number(view.getBigUint64(40, true)),
    start: Number(view.getBigUint64(48, true)),
    position,
  };
}

/**
 * Reads a zip's directory: all of it, but none of its files.
 * @param onMember called for each entry, before the next is read
 * @throws {InputError} when it is damaged, or in several parts
 */
export async function readDirectory(blob: Blob, path: string, onMember: () => void): Promise<ZipMember[]> {
  const { start, size, count } = await findDirectory(blob, path);
  const bytes = await bytesOf(blob, start, start + size);
  const members = parseDirectory(bytes, onMember);
  if (!members || bytes.length < size) throw damaged(path);
  // Without Zip64 some programs let the count start again at 65,536.
  const counted = count > elsewhere16 ? members.length : members.length & elsewhere16;
  if (counted !== count) throw damaged(path);
  return members;
}

/**
 * The entries of a directory.
 * @param bytes the directory's and no others
 * @param onMember called for each entry, before the next is read
 * @returns null when this is no directory, or a damaged one
 */
export function parseDirectory(bytes: Uint8Array, onMember: () => void): ZipMember[] | null {
  const view = viewOf(bytes);
  const members: ZipMember[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + memberBytes > bytes.length || view.getUint32(at, true) !== signature.member) return null;
    const nameEnd = at + memberBytes + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > bytes.length) return null;
    onMember();
    const member = readMember(view, at, bytes.subarray(at + memberBytes, nameEnd));
    readZip64(viewOf(bytes.subarray(nameEnd, extraEnd)), member);
    const places = [member.start, member.packedSize, member.size];
    if (!places.every((place) => Number.isSafeInteger(place) && place >= 0)) return null;
    members.push(member);
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return at === bytes.length ? members : null;
}

function readMember(view: DataView, at: number, nameBytes: Uint8Array): ZipMember {
  const name = decodeName(nameBytes);
  const size = view.getUint32(at + 24, true);
  const mode = unixSystems.includes(view.getUint8(at + 5)) ? view.getUint32(at + 38, true) >>> 16 : 0;
  return {
    name,
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    isSpecial: /[\\/]$/.test(name) || isSpecial(mode, size),
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size,
    start: view.getUint32(at + 42, true),
  };
}

/** Only what has no content, and links: a mode is not checked by anything, and a bit of it loses no file. */
function isSpecial(mode: number, size: number): boolean {
  const kind = mode & kindBits;
  if (kind === 0 || kind === kinds.regular) return false;
  if (kind === kinds.link) return (mode & linkBits) === linkBits && size <= longestLink;
  return size === 0;
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
    throw new InputError({ code: 'archive-locked', path });
  }
  if (method !== 0 && method !== 8) {
    throw new InputError({ code: 'archive-packed-rarely', path });
  }
}
