import { InputError } from '../../errors.ts';
import { TimeSlicer } from '../time-slicer.ts';
import { ByteReader, type Bytes, collect, type ReadHooks, slicesOf } from './byte-stream.ts';
import type { Entry, SourceFile } from './contract.ts';
import { innerPath, withoutGz } from './entry-path.ts';
import { archiveKind, isDamagedStart } from './archive-start.ts';
import { gunzip } from './gzip.ts';
import { Damaged, damaged, type Limits, Meter, usualLimits } from './limits.ts';
import { readAhead, type ReadFile } from './read-ahead.ts';
import { isTarHeader, readTar, type TarMember } from './tar.ts';
import { readDirectory, type ZipMember } from './zip-directory.ts';
import { ZipReader } from './zip.ts';

export interface ExpandOptions {
  signal?: AbortSignal;
  /** Called with the bytes of the input files that were read so far, those of all files together. */
  onBytes?: (inputBytesRead: number) => void;
  limits?: Partial<Limits>;
  /** Called with each input file, before it is looked into. */
  onFile?: (path: string, size: number) => void;
}

/** A file that may be an archive. */
interface Packed {
  path: string;
  size: number | null;
  open(): AsyncGenerator<Bytes>;
  /** Where the bytes lie as they are, without unpacking. */
  blob: Blob | null;
  bytes: Bytes | null;
  /** It has a checksum of its own, at its end. */
  isChecked?: boolean;
  /** To be told when the blob is read. */
  hooks?: ReadHooks;
}

/** As much as tells a tar from other files. */
const lookAt = 512;

/**
 * Files as entries, in their order: gzip, zip and tar are taken apart, also in one another, by what they hold
 * and not by their names. Spreadsheets and documents that are zips stay whole. Folders, links, and what
 * systems add (`__MACOSX`, `.DS_Store`) are passed over.
 *
 * Small files are unpacked before they are handed on; large ones as they are read, from the start each time.
 * What comes out in all is measured and limited; nothing is believed that an archive says of its sizes.
 * @throws {InputError} when an archive is damaged, locked by a password, or too much comes out
 */
export async function* expand(
  files: readonly SourceFile[],
  { signal, onBytes, limits, onFile }: ExpandOptions = {},
): AsyncGenerator<Entry> {
  const meter = new Meter({ ...usualLimits, ...limits });
  let before = 0;
  for await (const file of readAhead(files, signal)) {
    const { path, blob } = file;
    onFile?.(path, blob.size);
    // In a folder that is uploaded whole, hidden files come along; alone, a file was chosen.
    const inner = path.includes('/') ? innerPath(path) : path;
    if (inner !== null)
      yield* unpack(
        ofInput(inner, file, hooksFor(before)),
        { meter, signal, slicer: new TimeSlicer({ signal }) },
        0,
      );
    before += blob.size;
    onBytes?.(before);
  }

  function hooksFor(start: number): ReadHooks {
    let most = 0;
    const onRead = (position: number): void => {
      if (position <= most) return;
      most = position;
      onBytes?.(start + position);
    };
    return { signal, onRead };
  }
}

interface Context {
  meter: Meter;
  signal: AbortSignal | undefined;
  slicer: TimeSlicer;
}

function ofBlob(path: string, blob: Blob, hooks: ReadHooks): Packed {
  return { path, size: blob.size, open: () => slicesOf(blob, hooks), blob, bytes: null, hooks };
}

function ofInput(path: string, { blob, bytes }: ReadFile, hooks: ReadHooks): Packed {
  return bytes ? { ...ofBytes(path, bytes), blob } : ofBlob(path, blob, hooks);
}

function ofBytes(path: string, bytes: Bytes): Packed {
  async function* open(): AsyncGenerator<Bytes> {
    yield await Promise.resolve(bytes);
  }
  return { path, size: bytes.length, open, blob: null, bytes };
}

function entryOf(file: Packed): Entry {
  return {
    path: file.path,
    size: file.size,
    open: () => file.open(),
    verify: file.isChecked ? () => drain(file.open()) : null,
    bytes: async () => file.bytes ?? (await collect(file.open())),
  };
}

async function drain(pieces: AsyncIterable<Bytes>): Promise<void> {
  for await (const _ of pieces) continue;
}

async function startOf(file: Packed): Promise<Bytes> {
  if (file.bytes) return file.bytes.subarray(0, lookAt);
  const reader = new ByteReader(file.open());
  try {
    return await reader.take(lookAt);
  } finally {
    await reader.close();
  }
}

/** @param depth of archives around it */
async function* unpack(file: Packed, context: Context, depth: number): AsyncGenerator<Entry> {
  const start = await startOf(file);
  const kind = archiveKind(start);
  if (kind === 'gzip') {
    checkDepth(file, context, depth);
    yield* unpackGzip(file, context, depth + 1);
  } else if (kind === 'zip') {
    yield* unpackZip(file, context, depth);
  } else if (kind === 'tar') {
    checkDepth(file, context, depth);
    yield* unpackTar(file, context, depth + 1);
  } else if (isDamagedStart(start)) {
    throw damaged(file.path);
  } else {
    yield entryOf(file);
  }
}

function checkDepth(file: Packed, { meter }: Context, depth: number): void {
  if (depth < meter.limits.depth) return;
  throw new InputError({ code: 'archive-too-deep', path: file.path });
}

async function* unpackGzip(file: Packed, context: Context, depth: number): AsyncGenerator<Entry> {
  const { signal } = context;
  const count = context.meter.stream();
  const inside = {
    size: null,
    open: () => gunzip(file.open(), file.path, count, signal),
    blob: null,
    bytes: null,
    isChecked: true,
  };
  const content = { ...inside, path: withoutGz(file.path) };
  // A tar in it is no level of its own, and its folder has the name that users know.
  if (isTarHeader(await startOf(content))) {
    yield* unpackTar({ ...inside, path: file.path }, context, depth);
  } else {
    yield* unpack(content, context, depth);
  }
}

async function* unpackTar(file: Packed, context: Context, depth: number): AsyncGenerator<Entry> {
  const { meter } = context;
  const members = readTar(file.open(), file.path, meter.limits.held, () => meter.addEntry());
  let read = 0;
  try {
    for await (const member of members) {
      if (context.slicer.isDue) await context.slicer.pause();
      const inner = innerPath(member.name);
      if (inner === null) continue;
      yield* unpack(ofTar(file, member, inner), context, depth);
      read++;
    }
  } catch (error) {
    throw isDamageOf(file, error) ? damaged(file.path, { read }) : error;
  }
}

/** Of the file itself, and not yet told with what could be read of it. */
function isDamageOf({ path }: Packed, error: unknown): boolean {
  return error instanceof Damaged && error.path === path && error.read === null;
}

function ofTar(file: Packed, { bytes, offset, size }: TarMember, inner: string): Packed {
  const path = `${file.path}/${inner}`;
  if (bytes) return ofBytes(path, bytes);
  async function* open(): AsyncGenerator<Bytes> {
    const reader = new ByteReader(file.open());
    try {
      await reader.skip(offset);
      for (let left = size; left > 0;) {
        const piece = await reader.next(left);
        if (!piece) throw damaged(file.path);
        left -= piece.length;
        yield piece;
      }
    } finally {
      await reader.close();
    }
  }
  return { path, size, open, blob: file.blob?.slice(offset, offset + size) ?? null, bytes: null };
}

/** Documents of Office and OpenDocument, and e-books, are zips with one of these in them. */
const documentMarks = new Set(['[Content_Types].xml', 'mimetype']);

async function* unpackZip(file: Packed, context: Context, depth: number): AsyncGenerator<Entry> {
  const blob = file.blob ?? new Blob([file.bytes ?? (await collect(file.open()))]);
  const { meter, slicer } = context;
  const hooks = file.hooks ?? { signal: context.signal };
  const members = await readDirectory(blob, file.path, () => meter.addEntry());
  if (members.some(({ name }) => documentMarks.has(name))) {
    yield entryOf(file.bytes ? file : ofBlob(file.path, blob, hooks));
    return;
  }
  checkDepth(file, context, depth);
  const reader = new ZipReader(blob, hooks);
  const inside = members.map((member) => ({
    member,
    inner: member.isSpecial ? null : innerPath(member.name),
  }));
  let read = 0;
  for (const { member, inner } of inside) {
    if (slicer.isDue) await slicer.pause();
    try {
      if (inner === null) await reader.check(member, file.path);
      else {
        const path = `${file.path}/${inner}`;
        yield* unpack(await ofZip(reader, member, path, meter), context, depth + 1);
        read++;
      }
    } catch (error) {
      if (!(error instanceof Damaged) || error.read !== null) throw error;
      const all = inside.filter((one) => one.inner !== null).length;
      throw damaged(error.path, { read, all, archive: file.path });
    }
  }
}

async function ofZip(reader: ZipReader, member: ZipMember, path: string, meter: Meter): Promise<Packed> {
  const bytes = await reader.readSmall(member, path);
  if (bytes) {
    meter.addBytes(bytes.length);
    return ofBytes(path, bytes);
  }
  const count = meter.stream();
  const open = (): AsyncGenerator<Bytes> => reader.open(member, path, count);
  return { path, size: member.size, open, blob: null, bytes: null, isChecked: true };
}
