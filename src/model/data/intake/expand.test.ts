import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { gzipOf, joinBytes, sourceOf, tarOf, utf8, zipOf } from '../testing/archives.ts';
import type { SourceFile } from './contract.ts';
import { expand, type ExpandOptions } from './expand.ts';

async function expanded(files: SourceFile[], options?: ExpandOptions): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const entry of expand(files, options)) {
    contents[entry.path] = new TextDecoder().decode(await entry.bytes());
  }
  return contents;
}

const reviews = { 'train/pos/0_9.txt': 'Good.', 'train/neg/1_2.txt': 'Bad.', 'test/pos/3_8.txt': 'Fine.' };

describe('plain files', () => {
  it('are entries as they are', async () => {
    expect(await expanded([sourceOf('a.csv', 'x,y'), sourceOf('b.txt', '')])).toEqual({
      'a.csv': 'x,y',
      'b.txt': '',
    });
  });

  it('are passed over where a folder hides them, and read when chosen alone', async () => {
    const hidden = [sourceOf('reviews/.DS_Store', 'x'), sourceOf('reviews/.git/config', 'x')];
    expect(await expanded([...hidden, sourceOf('.mine', 'y')])).toEqual({ '.mine': 'y' });
  });

  it('are opened as often as wanted', async () => {
    for await (const entry of expand([sourceOf('a.csv', 'x'.repeat(3_000_000))])) {
      for (let i = 0; i < 2; i++) {
        let length = 0;
        for await (const piece of entry.open()) length += piece.length;
        expect(length).toBe(3_000_000);
      }
    }
  });
});

describe('gzip', () => {
  it('leaves no folder', async () => {
    expect(await expanded([sourceOf('a.csv.gz', gzipOf('x,y'))])).toEqual({ 'a.csv': 'x,y' });
  });

  it('is known by its content', async () => {
    expect(await expanded([sourceOf('a.csv', gzipOf('x,y'))])).toEqual({ 'a.csv': 'x,y' });
  });

  it('of several members is one file, and what stands behind them is ignored', async () => {
    const two = joinBytes([gzipOf('one '), gzipOf('two'), new Uint8Array(512)]);
    expect(await expanded([sourceOf('a.txt.gz', two)])).toEqual({ 'a.txt': 'one two' });
  });

  it('of many members that end inside the pieces read is whole', async () => {
    const member = gzipOf('0123456789'.repeat(40), 0);
    const many = joinBytes(Array.from({ length: 3_000 }, () => member));
    const { 'a.txt': text } = await expanded([sourceOf('a.txt.gz', many)]);
    expect(text).toBe('0123456789'.repeat(40 * 3_000));
  });

  it('with a name, a comment, an extra field and a header checksum is read', async () => {
    const plain = gzipOf('text');
    const header = new Uint8Array([...plain.subarray(0, 3), 2 | 4 | 8 | 16, ...plain.subarray(4, 10)]);
    const extras = joinBytes([utf8('\u0003\0abc'), utf8('name\0'), utf8('comment\0'), utf8('cc')]);
    const file = joinBytes([header, extras, plain.subarray(10)]);
    expect(await expanded([sourceOf('a.gz', file)])).toEqual({ a: 'text' });
  });

  it.each([
    ['a wrong checksum', (bytes: Uint8Array) => (bytes[bytes.length - 5] ^= 1)],
    ['a wrong length', (bytes: Uint8Array) => (bytes[bytes.length - 1] ^= 1)],
    ['a wrong block', (bytes: Uint8Array) => (bytes[10] |= 6)],
  ])('with %s is damaged', async (_, damage) => {
    const bytes = gzipOf('a text that is long enough to be packed, packed, packed');
    damage(bytes);
    await expect(expanded([sourceOf('a.csv.gz', bytes)])).rejects.toThrow(/“a\.csv\.gz” is damaged/);
  });

  it('that is cut anywhere is damaged', async () => {
    const bytes = gzipOf('a text that is long enough to be packed, packed, packed');
    for (let length = 3; length < bytes.length; length++) {
      const cut = expanded([sourceOf('a.gz', bytes.subarray(0, length))]);
      await expect(cut, `cut to ${length}`).rejects.toThrow(InputError);
    }
  });
});

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

describe('tar', () => {
  const long = `${'folder/'.repeat(17)}a.txt`;

  it('in gzip is a folder', async () => {
    expect(await expanded([sourceOf('r.tar.gz', gzipOf(tarOf(reviews)))])).toEqual({
      'r.tar.gz/train/pos/0_9.txt': 'Good.',
      'r.tar.gz/train/neg/1_2.txt': 'Bad.',
      'r.tar.gz/test/pos/3_8.txt': 'Fine.',
    });
  });

  it.each(['ustar', 'pax', 'gnu'] as const)('with a long name by %s is read', async (kind) => {
    const tar = tarOf([
      { path: long, content: 'x', long: kind },
      { path: 'b.txt', content: 'y' },
    ]);
    expect(await expanded([sourceOf('r.tar', tar)])).toEqual({ [`r.tar/${long}`]: 'x', 'r.tar/b.txt': 'y' });
  });

  it('of the oldest kind is read', async () => {
    const tar = tarOf([
      { path: 'folder/', old: true },
      { path: 'folder/a.txt', content: 'x', old: true },
    ]);
    expect(await expanded([sourceOf('r.tar', tar)])).toEqual({ 'r.tar/folder/a.txt': 'x' });
  });

  it('passes over folders, links, devices and hidden files', async () => {
    const tar = tarOf([
      { path: 'a/', type: '5' },
      { path: 'link', type: '2' },
      { path: 'hard', type: '1' },
      { path: 'null', type: '3' },
      { path: './._a.txt', content: 'x' },
      { path: './a.txt', content: 'y' },
    ]);
    expect(await expanded([sourceOf('r.tar', tar)])).toEqual({ 'r.tar/a.txt': 'y' });
  });

  it('without its end is read, and damaged when cut elsewhere', async () => {
    const tar = tarOf({ 'a.txt': 'x'.repeat(600), 'b.txt': 'y' });
    const whole = tar.subarray(0, tar.length - 1024);
    expect(Object.keys(await expanded([sourceOf('r.tar', whole)]))).toEqual(['r.tar/a.txt', 'r.tar/b.txt']);
    for (const length of [513, 1000, 1100, 1540, 1600, 2049]) {
      await expect(expanded([sourceOf('r.tar', tar.subarray(0, length))])).rejects.toThrow(
        /“r\.tar” is damaged/,
      );
    }
  });

  it('gives files too large to be held as often as they are opened', async () => {
    const tar = tarOf({
      'a.txt': 'a'.repeat(3_000),
      'b.csv.gz': gzipOf('b'.repeat(900_000), 0),
      'c.txt': 'c',
    });
    for (const bytes of [tar, gzipOf(tar)]) {
      const lengths: [string, number, number][] = [];
      for await (const entry of expand([sourceOf('r.tar', bytes)], { limits: { held: 2_000 } })) {
        lengths.push([entry.path, (await entry.bytes()).length, (await entry.bytes()).length]);
      }
      expect(lengths).toEqual([
        ['r.tar/a.txt', 3_000, 3_000],
        ['r.tar/b.csv', 900_000, 900_000],
        ['r.tar/c.txt', 1, 1],
      ]);
    }
  });

  it('reads a size in base 256', async () => {
    const tar = tarOf({ 'a.txt': 'abc' });
    tar.set([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3], 124);
    const sum = tar.subarray(0, 512).reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    tar.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(await expanded([sourceOf('r.tar', tar)])).toEqual({ 'r.tar/a.txt': 'abc' });
  });
});

describe('archives in archives', () => {
  it('are taken apart three deep', async () => {
    const inner = zipOf({ 'a.csv.gz': gzipOf('x,y') });
    expect(await expanded([sourceOf('r.zip', zipOf({ 'b.zip': inner }))])).toEqual({
      'r.zip/b.zip/a.csv': 'x,y',
    });
    const tars = zipOf({ 'b.tar.gz': gzipOf(tarOf({ 'c.zip': zipOf({ 'a.txt': 'x' }) })) });
    expect(await expanded([sourceOf('r.zip', tars)])).toEqual({ 'r.zip/b.tar.gz/c.zip/a.txt': 'x' });
  });

  it('are refused when deeper', async () => {
    let bytes = zipOf({ 'a.txt': 'x' });
    for (let i = 0; i < 3; i++) bytes = zipOf({ 'in.zip': bytes });
    await expect(expanded([sourceOf('r.zip', bytes)])).rejects.toThrow(/inside too many others/);
  });
});

describe('what comes out', () => {
  const limits = { bytes: 1_000_000 };
  const zeros = new Uint8Array(1_200_000);

  it.each([
    ['gzip', gzipOf(zeros)],
    ['zip', zipOf({ 'a.txt': zeros })],
    [
      'zip of many files',
      zipOf(Object.fromEntries([0, 1, 2].map((i) => [`${i}.txt`, zeros.subarray(0, 400_000)]))),
    ],
    ['tar.gz', gzipOf(tarOf({ 'a.txt': zeros }))],
    ['zip in zip', zipOf({ 'a.zip': zipOf({ 'a.txt': zeros }) })],
  ])('of %s is limited', async (name, bytes) => {
    await expect(expanded([sourceOf(name, bytes)], { limits })).rejects.toThrow(
      'The files unpack to more than 1000000 bytes. Bring fewer reviews at once.',
    );
  });

  it('is counted once, however often it is read', async () => {
    const file = sourceOf('a.csv.gz', gzipOf(zeros.subarray(0, 900_000)));
    for await (const entry of expand([file], { limits })) {
      await entry.bytes();
      expect((await entry.bytes()).length).toBe(900_000);
    }
  });

  it('is limited in number', async () => {
    const files = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}.txt`, 'x']));
    for (const bytes of [zipOf(files), tarOf(files)]) {
      const reading = expanded([sourceOf('r', bytes)], { limits: { entries: 10 } });
      await expect(reading).rejects.toThrow('The archive holds more than 10 files. Bring fewer at once.');
    }
  });
});

describe('reading', () => {
  it('tells how far it is and stops at the signal', async () => {
    const files = [sourceOf('a.zip', zipOf(reviews)), sourceOf('b.csv', 'x'.repeat(2_500_000))];
    const size = files[0].blob.size + files[1].blob.size;
    const told: number[] = [];
    await expanded(files, { onBytes: (bytes) => told.push(bytes) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(size);
    expect(told.length).toBeGreaterThan(3);

    const stop = new AbortController();
    const reading = expand([sourceOf('a.zip', zipOf(reviews)), sourceOf('b.txt', 'x')], {
      signal: stop.signal,
    });
    await reading.next();
    stop.abort();
    await expect(async () => {
      for await (const entry of reading) await entry.bytes();
    }).rejects.toThrow(/abort/);
  });
});
