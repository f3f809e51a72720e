import { saying } from '../../../contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { joinBytes, sourceOf, utf8, zipOf } from '../testing/archives.ts';
import { expanded } from '../testing/expanded.ts';
import { asZip64, directoryStart } from '../testing/zips.ts';
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

  it('may have a comment, and something behind it', async () => {
    const file = joinBytes([zipOf({ 'a.txt': 'x' }, { comment: 'PK\u0005\u0006 no end' }), utf8('tail')]);
    expect(await expanded([sourceOf('r.zip', file)])).toEqual({ 'r.zip/a.txt': 'x' });
  });

  it('is damaged when another one stands before it or behind it', async () => {
    const two = joinBytes([zipOf({ 'a.txt': 'x' }), zipOf({ 'b.txt': 'y' })]);
    await expect(expanded([sourceOf('r.zip', two)])).rejects.toThrow(saying(/“r\.zip” is damaged/));
  });

  it('that is damaged says how much of it could be read', async () => {
    const files = Array.from({ length: 60 }, (_, i) => [`${i + 10}.txt`, `Review ${i}: a film, a film`]);
    const bytes = zipOf(Object.fromEntries(files) as Record<string, string>, { level: 0 });
    bytes[new TextDecoder('latin1').decode(bytes).indexOf('Review 12:')] ^= 1;
    await expect(expanded([sourceOf('r.zip', bytes)])).rejects.toThrow(
      saying(
        '“r.zip/22.txt” is damaged or was cut short: 12 of the 60 files in “r.zip” could be read. Download it or pack it again, and use that.',
      ),
    );
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
    await expect(reading).rejects.toThrow(saying(message));
  });
});
