import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { joinBytes, sourceOf, utf8, zipOf } from '../testing/archives.ts';
import { expanded } from '../testing/expanded.ts';
import { expand } from './expand.ts';

const reviews = { 'train/pos/0_9.txt': 'Good.', 'train/neg/1_2.txt': 'Bad.', 'test/pos/3_8.txt': 'Fine.' };

describe('zip', () => {
  it('is a folder', async () => {
    expect(await expanded([sourceOf('r.zip', zipOf(reviews))])).toEqual({
      'r.zip/train/pos/0_9.txt': 'Good.',
      'r.zip/train/neg/1_2.txt': 'Bad.',
      'r.zip/test/pos/3_8.txt': 'Fine.',
    });
  });

  it('may hold stored and large files', async () => {
    const large = 'abcdefgh'.repeat(400_000);
    const packed = await expanded([sourceOf('r.zip', zipOf({ 'a.txt': large, 'b.txt': 'b' }))]);
    expect(packed['r.zip/a.txt'] === large).toBe(true);
    const stored = await expanded([sourceOf('r.zip', zipOf({ 'a.txt': large, 'b.txt': 'b' }, { level: 0 }))]);
    expect(stored['r.zip/a.txt'] === large).toBe(true);
    expect(stored['r.zip/b.txt']).toBe('b');
  });

  it('may stand behind something else, and have a comment', async () => {
    const file = joinBytes([zipOf({ 'a.txt': 'x' }, { comment: 'PK\u0005\u0006 no end' }), utf8('tail')]);
    const shifted = joinBytes([utf8('PK\u0003\u0004 something before'), file]);
    expect(await expanded([sourceOf('r.zip', shifted)])).toEqual({ 'r.zip/a.txt': 'x' });
  });

  it('without files gives no entries', async () => {
    expect(await expanded([sourceOf('r.zip', zipOf({}))])).toEqual({});
  });

  it('passes over what systems add', async () => {
    const files = {
      '__MACOSX/._a.txt': 'x',
      '.DS_Store': 'x',
      'b/Thumbs.db': 'x',
      'b/.hidden/c.txt': 'x',
      'b/a.txt': 'y',
    };
    expect(await expanded([sourceOf('r.zip', zipOf(files))])).toEqual({ 'r.zip/b/a.txt': 'y' });
  });

  it('passes over folders and links', async () => {
    const link = [utf8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] as const;
    const { zipSync } = await import('fflate');
    const bytes = zipSync({ 'a.txt': utf8('x'), 'folder/': new Uint8Array(0), link: [link[0], link[1]] });
    expect(await expanded([sourceOf('r.zip', bytes)])).toEqual({ 'r.zip/a.txt': 'x' });
  });

  it('has no way out of its folder', async () => {
    const names = ['../../up.txt', '/root.txt', 'C:\\disk.txt', 'a/../../b.txt', 'c\\..\\d.txt', './e.txt'];
    const files = Object.fromEntries(names.map((name) => [name, name]));
    const paths = Object.keys(await expanded([sourceOf('r.zip', zipOf(files))]));
    expect(paths).toEqual([
      'r.zip/up.txt',
      'r.zip/root.txt',
      'r.zip/disk.txt',
      'r.zip/a/b.txt',
      'r.zip/c/d.txt',
      'r.zip/e.txt',
    ]);
  });

  it('stays whole when it is a document', async () => {
    const workbook = zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
    const paths: string[] = [];
    const outer = zipOf({ 'a.xlsx': workbook });
    for await (const { path } of expand([sourceOf('b.xlsx', workbook), sourceOf('r.zip', outer)])) {
      paths.push(path);
    }
    expect(paths).toEqual(['b.xlsx', 'r.zip/a.xlsx']);
  });

  it('with a Zip64 directory is read', async () => {
    expect(await expanded([sourceOf('r.zip', asZip64(zipOf({ 'a.txt': 'long ago' })))])).toEqual({
      'r.zip/a.txt': 'long ago',
    });
  });

  it.each([
    [
      'locked by a password',
      (bytes: Uint8Array, at: number) => (bytes[at + 8] |= 1),
      /“r\.zip\/a\.txt” is locked/,
    ],
    [
      'packed in another way',
      (bytes: Uint8Array, at: number) => (bytes[at + 10] = 12),
      /packed in a rare way/,
    ],
    ['of a wrong checksum', (bytes: Uint8Array, at: number) => (bytes[at + 16] ^= 1), /is damaged/],
    ['of a wrong size', (bytes: Uint8Array, at: number) => (bytes[at + 24] += 1), /is damaged/],
    ['that claims to be smaller', (bytes: Uint8Array, at: number) => (bytes[at + 24] -= 1), /is damaged/],
    ['that lies elsewhere', (bytes: Uint8Array, at: number) => (bytes[at + 42] += 1), /is damaged/],
  ])('with a file %s is refused', async (_, change, message) => {
    const bytes = zipOf({ 'a.txt': 'a text, a text, a text' });
    change(bytes, directoryStart(bytes));
    const reading = expanded([sourceOf('r.zip', bytes)]);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });
});

function directoryStart(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 22 + 16, true);
}

/** The same zip with its one file's sizes and its directory's place in Zip64 fields. */
function asZip64(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = directoryStart(bytes);
  const directory = bytes.slice(start, bytes.length - 22);
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
  const record = new DataView(new ArrayBuffer(56 + 20 + 22));
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(40, BigInt(directory.length + extra.length), true);
  record.setBigUint64(48, BigInt(start), true);
  record.setUint32(56, 0x07064b50, true);
  record.setBigUint64(64, BigInt(start + directory.length + extra.length), true);
  record.setUint32(76, 0x06054b50, true);
  for (const at of [8, 10]) record.setUint16(76 + at, 0xffff, true);
  for (const at of [12, 16]) record.setUint32(76 + at, 0xffffffff, true);
  return joinBytes([bytes.subarray(0, start), directory, extra, new Uint8Array(record.buffer)]);
}
