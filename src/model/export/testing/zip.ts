/** Zips for the tests of this folder: well made, and made badly on purpose. */
import { zipSync } from 'fflate';

export type Files = Record<string, Uint8Array>;

export function zipOf(files: Files, level: 0 | 9 = 9): Uint8Array<ArrayBuffer> {
  return zipSync(files, { level, mtime: new Date(1980, 0, 1) });
}

/** The bytes of a JSON file, changed. */
export function withJson(
  files: Files,
  name: string,
  change: (value: Record<string, unknown>) => unknown,
): Files {
  const value = JSON.parse(new TextDecoder().decode(files[name])) as Record<string, unknown>;
  return { ...files, [name]: new TextEncoder().encode(JSON.stringify(change(value))) };
}

/** Where the directory's record of a file starts. */
export function directoryRecord(zip: Uint8Array, name: string): number {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  for (let at = zip.length - 46; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const length = view.getUint16(at + 28, true);
    if (new TextDecoder().decode(zip.subarray(at + 46, at + 46 + length)) === name) return at;
  }
  throw new RangeError(`The zip has no ${name}.`);
}
