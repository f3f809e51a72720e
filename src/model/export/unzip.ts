/**
 * Reads a zip that nobody vouches for. fflate inflates; everything else is checked here, since its own
 * reader trusts the sizes in the file and checks no sum. Format: PKWARE's APPNOTE.TXT, 4.3; plain and
 * deflated entries, no encryption, no ZIP64, no comment longer than the format's 65,535 bytes.
 */
import { Inflate } from 'fflate';
import { crc32 } from '../data/intake/crc32.ts';
import { InputError } from '../errors.ts';

export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as the zip says; `read` holds it to that. */
  size: number;
  /** @throws {InputError} when the content is not what the directory says */
  read(): Uint8Array<ArrayBuffer>;
}

/** An entry with where it claims to be. */
interface PlacedEntry extends ZipEntry {
  local: number;
  packedSize: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const directoryBytes = 46;
const localBytes = 30;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;

const damaged = { code: 'model-zip-damaged' } as const;

/**
 * The entries by name. Nothing is unpacked before `read` is called.
 * @param maxEntries more are refused before they are looked at
 * @throws {InputError}
 */
export function openZip(bytes: Uint8Array, maxEntries: number): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0, true) !== 0x4b50) throw new InputError({ code: 'not-a-zip' });
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw new InputError({ code: 'too-many-model-files', files: count });
  const entries = new Map<string, PlacedEntry>();
  const directory = view.getUint32(end + 16, true);
  let at = directory;
  for (let i = 0; i < count; i++) {
    if (at + directoryBytes > end || view.getUint32(at, true) !== directorySignature)
      throw new InputError(damaged);
    const next = at + directoryBytes + variableBytes(view, at + 28) + view.getUint16(at + 32, true);
    if (next > end) throw new InputError(damaged);
    const entry = readEntry(bytes, view, at);
    if (entries.has(entry.name)) throw new InputError({ code: 'zip-names-twice', file: entry.name });
    entries.set(entry.name, entry);
    at = next;
  }
  if (at !== end) throw new InputError(damaged);
  checkPlaces(view, [...entries.values()], directory);
  return entries;
}

/**
 * Each entry ends before the next one starts, and the last before the directory: two that share their bytes would
 * unpack to more than the file could hold, and one that claims more than it has would go unnoticed.
 */
function checkPlaces(view: DataView, entries: readonly PlacedEntry[], directory: number): void {
  const inOrder = entries.toSorted((a, b) => a.local - b.local);
  inOrder.forEach(({ local, packedSize }, i) => {
    const next = inOrder[i + 1]?.local ?? directory;
    if (local + localBytes > next || view.getUint32(local, true) !== localSignature)
      throw new InputError(damaged);
    if (local + localBytes + variableBytes(view, local + 26) + packedSize > next)
      throw new InputError(damaged);
  });
}

/** Where the end record starts: the last one whose comment reaches exactly to the end of the file. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - 0xffff);
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    const comment = view.byteLength - at - endBytes;
    if (view.getUint32(at, true) === endSignature && view.getUint16(at + 20, true) === comment) return at;
  }
  throw new InputError(damaged);
}

/** Lengths of a name and of the extra field after it. */
function variableBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint16(at + 2, true);
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): PlacedEntry {
  const nameStart = at + directoryBytes;
  const nameBytes = bytes.subarray(nameStart, nameStart + view.getUint16(at + 28, true));
  // Bytes that are not ASCII become other characters, and so no name that anybody asks for.
  const name = String.fromCharCode(...nameBytes.subarray(0, 200));
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const checksum = view.getUint32(at + 16, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  return {
    name,
    size,
    local,
    packedSize,
    read() {
      if (flags & encryptedFlag) throw new InputError({ code: 'model-zip-locked' });
      const start = local + localBytes + variableBytes(view, local + 26);
      const packed = bytes.subarray(start, start + packedSize);
      const content = unpack(packed, method, size);
      if (crc32(content) !== checksum) throw new InputError(damaged);
      return content;
    },
  };
}

function unpack(packed: Uint8Array, method: number, size: number): Uint8Array<ArrayBuffer> {
  if (method === stored && packed.length === size) return packed.slice();
  if (method === deflated) return inflate(packed, size);
  throw new InputError(damaged);
}

/** How much is inflated before the size is looked at again: at most 1,032 times as much comes out. */
const inflateStep = 16_384;

function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw new InputError(damaged);
    content.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += inflateStep)
      stream.push(packed.subarray(at, at + inflateStep), at + inflateStep >= packed.length);
  } catch {
    // fflate's errors, and the type errors that it runs into on bad data, all mean the same here.
    throw new InputError(damaged);
  }
  if (filled !== size) throw new InputError(damaged);
  return content;
}
