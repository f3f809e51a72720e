/** Files that begin as an archive does, but for a byte: read as text they would be rows of anything. */
import { isGzip } from './gzip.ts';
import { isTarHeader, nearlyTarHeader } from './tar.ts';
import { isZip } from './zip-directory.ts';

export type ArchiveKind = 'gzip' | 'zip' | 'tar';

/** An archive's first bytes. */
type Start = readonly number[];

const zipStart: Start = [0x50, 0x4b, 3, 4];
/** "PAR1" and the first page's header, whose first field is a number. "PART" begins an English word. */
const parquetStart: Start = [0x50, 0x41, 0x52, 0x31];
const pageStart = 0x15;
const gzipStart: Start = [0x1f, 0x8b, 8];
/** Bits of gzip's fourth byte that are never set. */
const gzipReserved = 0xe0;

function differences(start: Uint8Array, expected: Start): number {
  return expected.filter((byte, at) => start[at] !== byte).length;
}

/** @param start a file's first 512 bytes, or all of it */
export function archiveKind(start: Uint8Array<ArrayBuffer>): ArchiveKind | null {
  if (isGzip(start)) return 'gzip';
  if (isZip(start)) return 'zip';
  return isTarHeader(start) ? 'tar' : null;
}

/** Whether a file that is no archive was one, or Parquet, before a byte of its beginning was changed. */
export function isDamagedStart(start: Uint8Array<ArrayBuffer>): boolean {
  if (differences(start, zipStart) === 1) return true;
  if (differences(start, gzipStart) === 1 && start.length > 3 && (start[3] & gzipReserved) === 0) return true;
  if (differences(start, parquetStart) === 1 && start[4] === pageStart) return true;
  return nearlyTarHeader(start);
}
