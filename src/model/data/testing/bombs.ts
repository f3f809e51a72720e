/** Small archives that unpack to very much. */
import { zipSync } from 'fflate';
import { gzipOf, joinBytes, tarOf } from './archives.ts';

const megabyte = 1 << 20;

/** A gzip of one letter, a thousandth of its size: zeros would be refused before they are unpacked. */
export function gzipBomb(megabytes: number): Uint8Array<ArrayBuffer> {
  const member = gzipOf('x'.repeat(8 * megabyte));
  return joinBytes(Array.from({ length: Math.ceil(megabytes / 8) }, () => member));
}

function zipOfGzips(megabytes: number): Uint8Array<ArrayBuffer> {
  const gzip = gzipBomb(megabytes / 4);
  const names = Array.from({ length: 5 }, (_, i) => `${i}.csv.gz`);
  return new Uint8Array(zipSync(Object.fromEntries(names.map((name) => [name, [gzip, { level: 0 }]]))));
}

function tarOfGzip(megabytes: number): Uint8Array<ArrayBuffer> {
  return tarOf({ 'a.csv.gz': gzipBomb(megabytes) });
}

/** A zip whose many files are all of the same packed bytes. */
export function overlappingZip(megabytes: number): Uint8Array<ArrayBuffer> {
  const one = zipSync({ 'a.txt': new Uint8Array(megabyte) });
  const end = one.length - 22;
  const start = new DataView(one.buffer, one.byteOffset).getUint32(end + 16, true);
  const record = one.subarray(start, end);
  const tail = one.slice(end);
  const view = new DataView(tail.buffer);
  view.setUint32(12, record.length * megabytes, true);
  for (const at of [8, 10]) view.setUint16(at, megabytes, true);
  const records = Array.from({ length: megabytes }, () => record);
  return joinBytes([one.subarray(0, start), ...records, tail]);
}

export const bombs: readonly [string, (megabytes: number) => Uint8Array<ArrayBuffer>][] = [
  ['gzip', gzipBomb],
  ['zip of gzips', zipOfGzips],
  ['tar of a gzip', tarOfGzip],
  ['zip of one content under many names', overlappingZip],
];
