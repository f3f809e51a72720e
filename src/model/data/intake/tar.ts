import { ByteReader, type Bytes, isZero, onlyZeros } from './byte-stream.ts';
import { decodeName } from './entry-path.ts';
import { damaged } from './limits.ts';

/** A file in a tar. */
export interface TarMember {
  name: string;
  size: number;
  /** Where its bytes start in the tar. */
  offset: number;
  /** Null for a file too large to be held. */
  bytes: Bytes | null;
}

const blockBytes = 512;
const lineFeed = 10;
/** A header that is a file of its own, with a long name, is not longer than this. */
const mostHeader = 1 << 20;

/** Where a header's fields are: start and length. */
const at = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 5],
  prefix: [345, 155],
} as const;

type Field = keyof typeof at;

function field(header: Bytes, name: Field): Bytes {
  const [start, length] = at[name];
  return header.subarray(start, start + length);
}

function text(bytes: Bytes): string {
  const end = bytes.indexOf(0);
  return decodeName(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or base 256 where the first bit says so; NaN when it is neither. */
function numberIn(bytes: Bytes): number {
  if (bytes[0] & 0x80) return bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, bytes[0] & 0x7f);
  const digits = text(bytes).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

/** Whether a block is a tar's header: its sum, with blanks in the sum's own place, is what it says. */
export function isTarHeader(block: Bytes): boolean {
  if (block.length < blockBytes) return false;
  const [start, length] = at.checksum;
  let sum = 32 * length;
  for (let i = 0; i < blockBytes; i++) if (i < start || i >= start + length) sum += block[i];
  return sum > 32 * length && numberIn(field(block, 'checksum')) === sum;
}

const numbers = ['mode', 'owner', 'group', 'size', 'time', 'checksum'] as const;
/** Digits, and what ends them. */
const octal = /^ *[0-7]+[ \0]+$/;

/** Whether a block that is no header was one before a byte was changed: all of its numbers but one are such. */
export function nearlyTarHeader(block: Bytes): boolean {
  if (block.length < blockBytes || isTarHeader(block)) return false;
  const good = numbers.filter((name) => octal.test(String.fromCharCode(...field(block, name))));
  return good.length >= numbers.length - 1;
}

/** Tars before 1988 say nothing of prefixes. */
function nameIn(header: Bytes): string {
  const name = text(field(header, 'name'));
  const prefix = text(field(header, 'magic')) === 'ustar' ? text(field(header, 'prefix')) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The records `length key=value` of a pax header; null when it holds anything else. */
function paxRecords(bytes: Bytes): Map<string, string> | null {
  const records = new Map<string, string>();
  for (let start = 0; start < bytes.length;) {
    const space = bytes.indexOf(0x20, start);
    const digits = decodeName(bytes.subarray(start, Math.max(start, space)));
    const end = start + Number(digits);
    if (!/^[1-9]\d{0,7}$/.test(digits) || end > bytes.length || bytes[end - 1] !== lineFeed) return null;
    const record = decodeName(bytes.subarray(space + 1, end - 1));
    const equals = record.indexOf('=');
    if (equals <= 0) return null;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    start = end;
  }
  return records;
}

/** What headers before a file's own say of it. */
interface Ahead {
  name: string | null;
  size: number | null;
}

/** Headers that say something of the next: pax, GNU's long names; of all behind them; long names of links. */
const paxType = 'x';
const longNameType = 'L';
const headersAhead = `${paxType}${longNameType}gK`;
/** Files: by ustar, by older tars, and "contiguous" ones. */
const fileTypes = '70\0';

/** Null when it is damaged. */
async function readAhead(
  reader: ByteReader,
  type: string,
  size: number,
  ahead: Ahead,
): Promise<Ahead | null> {
  const bytes = await reader.take(size);
  if (bytes.length < size) return null;
  if (type === longNameType) return { ...ahead, name: text(bytes) };
  if (type !== paxType) return ahead;
  const records = paxRecords(bytes);
  if (!records) return null;
  const sizeText = records.get('size');
  return {
    name: records.get('path') ?? ahead.name,
    size: sizeText === undefined ? ahead.size : Number(sizeText),
  };
}

/** A header of something in the tar, with what stood before it. */
interface TarHeader {
  name: string;
  size: number;
  isFile: boolean;
}

/** Reads headers one by one and keeps count of where they are. */
class HeaderReader {
  /** Where the next block starts. */
  offset = 0;
  private ahead: Ahead = { name: null, size: null };

  constructor(
    private readonly reader: ByteReader,
    private readonly path: string,
  ) {}

  /**
   * Null at the tar's end: a block of zeros, behind which there is nothing else. Anything else there says that zeros
   * came in the place of something; with no zeros at all it was cut short.
   */
  async next(): Promise<TarHeader | null> {
    for (;;) {
      const header = await this.reader.take(blockBytes);
      if (header.length > 0 && isZero(header)) {
        if (this.ahead.name !== null || this.ahead.size !== null) throw damaged(this.path);
        if (!(await onlyZeros(this.reader))) throw damaged(this.path);
        return null;
      }
      if (!isTarHeader(header)) throw damaged(this.path);
      this.offset += blockBytes;
      const type = String.fromCharCode(field(header, 'type')[0]);
      const size = this.ahead.size ?? numberIn(field(header, 'size'));
      if (!Number.isSafeInteger(size) || size < 0) throw damaged(this.path);
      if (!headersAhead.includes(type)) {
        const name = this.ahead.name ?? nameIn(header);
        this.ahead = { name: null, size: null };
        return { name, size, isFile: fileTypes.includes(type) && !name.endsWith('/') };
      }
      if (size > mostHeader) throw damaged(this.path);
      const ahead = await readAhead(this.reader, type, size, this.ahead);
      if (!ahead) throw damaged(this.path);
      this.ahead = ahead;
      await this.pass(paddingOf(size));
      this.offset += size;
    }
  }

  async pass(bytes: number): Promise<void> {
    if (!(await this.reader.skip(bytes))) throw damaged(this.path);
    this.offset += bytes;
  }
}

/** Contents fill whole blocks. */
function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/**
 * The files of a tar in their order; folders, links and devices are passed over. Formats: v7, ustar, pax, GNU.
 * @param mostHeld files up to so many bytes come with them
 * @param onMember called for each thing in it, files or not
 * @throws {InputError} when it is damaged
 */
export async function* readTar(
  pieces: AsyncIterable<Bytes>,
  path: string,
  mostHeld: number,
  onMember: () => void,
): AsyncGenerator<TarMember> {
  const reader = new ByteReader(pieces);
  const headers = new HeaderReader(reader, path);
  try {
    for (let header = await headers.next(); header; header = await headers.next()) {
      onMember();
      const { name, size, isFile } = header;
      const { offset } = headers;
      const bytes = isFile && size <= mostHeld ? await reader.take(size) : null;
      if (bytes && bytes.length < size) throw damaged(path);
      if (bytes) headers.offset += size;
      if (isFile) yield { name, size, offset, bytes };
      await headers.pass((bytes ? 0 : size) + paddingOf(size));
    }
  } finally {
    await reader.close();
  }
}
