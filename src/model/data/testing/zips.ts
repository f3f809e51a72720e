/** Zips in forms that fflate does not write. */
import { joinBytes } from './archives.ts';

const endBytes = 22;
const localBytes = 30;

export function directoryStart(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - endBytes + 16, true);
}

/** The same zip with its one file's sizes and its directory's place in Zip64 fields. */
export function asZip64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = directoryStart(bytes);
  const directory = bytes.slice(start, bytes.length - endBytes);
  const extra = new Uint8Array(28);
  const fields = new DataView(extra.buffer);
  fields.setUint16(0, 1, true);
  fields.setUint16(2, 24, true);
  fields.setBigUint64(4, BigInt(view.getUint32(start + 24, true)), true);
  fields.setBigUint64(12, BigInt(view.getUint32(start + 20, true)), true);
  fields.setBigUint64(20, BigInt(view.getUint32(start + 42, true)), true);
  const head = new DataView(directory.buffer);
  head.setUint16(30, extra.length, true);
  for (const at of [20, 24, 42]) head.setUint32(at, 0xffffffff, true);
  const record = new DataView(new ArrayBuffer(56 + 20 + endBytes));
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true);
  for (const at of [24, 32]) record.setBigUint64(at, 1n, true);
  record.setBigUint64(40, BigInt(directory.length + extra.length), true);
  record.setBigUint64(48, BigInt(start), true);
  record.setUint32(56, 0x07064b50, true);
  record.setBigUint64(64, BigInt(start + directory.length + extra.length), true);
  record.setUint32(72, 1, true);
  record.setUint32(76, 0x06054b50, true);
  for (const at of [8, 10]) record.setUint16(76 + at, 0xffff, true);
  for (const at of [12, 16]) record.setUint32(76 + at, 0xffffffff, true);
  return joinBytes([bytes.subarray(0, start), directory, extra, new Uint8Array(record.buffer)]);
}

/** The same zip as a program writes it that can't go back: sums and sizes stand behind each file's content. */
export function withDescriptors(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = directoryStart(bytes);
  const directory = bytes.slice(start, bytes.length - endBytes);
  const records = new DataView(directory.buffer);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < directory.length;) {
    const local = records.getUint32(at + 42, true);
    const end =
      local +
      localBytes +
      view.getUint16(local + 26, true) +
      view.getUint16(local + 28, true) +
      records.getUint32(at + 20, true);
    const file = bytes.slice(local, end);
    const descriptor = joinBytes([new Uint8Array([0x50, 0x4b, 7, 8]), file.subarray(14, 26)]);
    const header = new DataView(file.buffer);
    header.setUint16(6, header.getUint16(6, true) | 8, true);
    file.fill(0, 14, 26);
    records.setUint16(at + 8, records.getUint16(at + 8, true) | 8, true);
    records.setUint32(at + 42, length, true);
    parts.push(file, descriptor);
    length += file.length + descriptor.length;
    at +=
      46 +
      records.getUint16(at + 28, true) +
      records.getUint16(at + 30, true) +
      records.getUint16(at + 32, true);
  }
  const tail = bytes.slice(bytes.length - endBytes);
  new DataView(tail.buffer).setUint32(16, length, true);
  return joinBytes([...parts, directory, tail]);
}
