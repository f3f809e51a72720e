/**
 * A model's zip, of which nobody vouches for anything: the records are read as those of data are, and held to more.
 * No ZIP64, no entry twice, no bytes of two entries, and nothing behind the end but its own comment.
 */
import { parseDirectory, type ZipMember } from '../data/intake/zip-directory.ts';
import { headerLength, localBytes, unpackAtOnce } from '../data/intake/zip.ts';
import { InputError } from '../errors.ts';

export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as the zip says; `read` holds it to that. */
  size: number;
  /** @throws {InputError} when the content is not what the directory says */
  read(): Uint8Array<ArrayBuffer>;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const methods = [0, 8];

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
  const directory = view.getUint32(end + 16, true);
  let left = count;
  const members = parseDirectory(bytes.subarray(Math.min(directory, end), end), () => {
    if (left-- === 0) throw new InputError(damaged);
  });
  if (!members || left !== 0 || directory > end) throw new InputError(damaged);
  const entries = new Map<string, ZipEntry>();
  for (const member of members) {
    const { name, size } = member;
    if (entries.has(name)) throw new InputError({ code: 'zip-names-twice', file: name.slice(0, 200) });
    entries.set(name, { name, size, read: () => contentOf(bytes, member) });
  }
  checkPlaces(view, members, directory);
  return entries;
}

/**
 * Each entry ends before the next one starts, and the last before the directory: two that share their bytes would
 * unpack to more than the file could hold, and one that claims more than it has would go unnoticed.
 */
function checkPlaces(view: DataView, members: readonly ZipMember[], directory: number): void {
  const inOrder = members.toSorted((a, b) => a.start - b.start);
  inOrder.forEach(({ start, packedSize }, i) => {
    const next = inOrder[i + 1]?.start ?? directory;
    if (start + localBytes > next) throw new InputError(damaged);
    const length = localBytes + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    if (start + length + packedSize > next) throw new InputError(damaged);
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

/** Its two headers must say the same, and its content what they say. */
function contentOf(bytes: Uint8Array, member: ZipMember): Uint8Array<ArrayBuffer> {
  if (member.encrypted) throw new InputError({ code: 'model-zip-locked' });
  const length = headerLength(bytes.subarray(member.start), member);
  if (length === null || !methods.includes(member.method)) throw new InputError(damaged);
  const start = member.start + length;
  const content = unpackAtOnce(bytes.subarray(start, start + member.packedSize), member);
  if (!content) throw new InputError(damaged);
  return content;
}
