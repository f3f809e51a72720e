/** Builds archives and workbooks for tests. */
import { gzipSync, zipSync, type ZipOptions } from 'fflate';
import type { Entry, SourceFile } from '../intake/contract.ts';

export type Content = string | Uint8Array;

export function utf8(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

export function sourceOf(path: string, content: Content): SourceFile {
  return { path, blob: new Blob([utf8(content)]) };
}

/** A file that was no archive, as the readers of formats get it. */
export function entryOf(path: string, content: Content): Entry {
  const bytes = utf8(content);
  async function* open(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  return { path, size: bytes.length, open, bytes: () => Promise.resolve(bytes) };
}

export function gzipOf(content: Content, level: 0 | 1 | 6 | 9 = 6): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(utf8(content), { level, mtime: 0 }));
}

/** Unlike other times this one is the same in every time zone's year. */
const someDay = new Date(2020, 1, 2);

export function zipOf(
  files: Readonly<Record<string, Content>>,
  options: ZipOptions = {},
): Uint8Array<ArrayBuffer> {
  const members = Object.entries(files).map(([path, content]) => [path, utf8(content)] as const);
  return new Uint8Array(zipSync(Object.fromEntries(members), { mtime: someDay, ...options }));
}

export interface TarFile {
  path: string;
  content?: Content;
  /** `0` a file, `5` a folder, `2` a link. */
  type?: string;
  /** How a path of more than 100 bytes is written. */
  long?: 'ustar' | 'pax' | 'gnu';
  /** Before 1988: nothing behind the checksum and the type. */
  old?: boolean;
}

const blockBytes = 512;

function tarHeader(name: string, size: number, type: string, prefix: string, old: boolean): Uint8Array {
  const header = new Uint8Array(blockBytes);
  const put = (at: number, value: Content) => header.set(utf8(value), at);
  put(0, utf8(name).subarray(0, 100));
  put(100, '0000644\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, ' '.repeat(8));
  put(156, old ? '\0' : type);
  if (!old) {
    put(257, 'ustar\0');
    put(263, '00');
    put(345, prefix);
  }
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** Contents fill whole blocks. */
function padded(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(content.length / blockBytes) * blockBytes);
  bytes.set(content);
  return bytes;
}

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = utf8(rest).length;
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length !== length) length++;
  return `${length}${rest}`;
}

function tarMember({ path, content = '', type = '0', long = 'pax', old = false }: TarFile): Uint8Array[] {
  const bytes = utf8(content);
  const isLong = utf8(path).length > 100;
  const slash = isLong && long === 'ustar' ? path.indexOf('/', path.length - 101) : -1;
  const name = path.slice(slash + 1);
  const member = [tarHeader(name, bytes.length, type, path.slice(0, Math.max(0, slash)), old), padded(bytes)];
  if (!isLong || long === 'ustar') return member;
  const ahead = utf8(long === 'pax' ? paxRecord('path', path) : `${path}\0`);
  const header = tarHeader('long', ahead.length, long === 'pax' ? 'x' : 'L', '', false);
  return [header, padded(ahead), ...member];
}

export function tarOf(
  files: Readonly<Record<string, Content>> | readonly TarFile[],
): Uint8Array<ArrayBuffer> {
  const list = Array.isArray(files)
    ? (files as readonly TarFile[])
    : Object.entries(files as Record<string, Content>).map(([path, content]) => ({ path, content }));
  return joinBytes([...list.flatMap(tarMember), new Uint8Array(2 * blockBytes)]);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
