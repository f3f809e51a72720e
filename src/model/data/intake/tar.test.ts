import { saying } from '../../../contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { gzipOf, joinBytes, sourceOf, tarOf, utf8 } from '../testing/archives.ts';
import { expanded } from '../testing/expanded.ts';
import { expand } from './expand.ts';

const reviews = { 'train/pos/0_9.txt': 'Good.', 'train/neg/1_2.txt': 'Bad.', 'test/pos/3_8.txt': 'Fine.' };

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

  it('with half of its end is read, and damaged when cut elsewhere', async () => {
    const tar = tarOf({ 'a.txt': 'x'.repeat(600), 'b.txt': 'y' });
    for (const whole of [tar.subarray(0, tar.length - 1023), joinBytes([tar, new Uint8Array(9_000)])]) {
      expect(Object.keys(await expanded([sourceOf('r.tar', whole)]))).toEqual(['r.tar/a.txt', 'r.tar/b.txt']);
    }
    for (const length of [513, 1000, 1100, 1540, 1600, 2049, tar.length - 1024]) {
      await expect(expanded([sourceOf('r.tar', tar.subarray(0, length))])).rejects.toThrow(
        saying(/“r\.tar” is damaged/),
      );
    }
  });

  it.each([1, 2, 4])(
    'with %s blocks of zeros in the place of others says what could be read',
    async (blocks) => {
      const names = Array.from({ length: 60 }, (_, i) => [`${i + 10}.txt`, 'A film, a film']);
      const tar = tarOf(Object.fromEntries(names) as Record<string, string>);
      tar.fill(0, 31 * 1024, 31 * 1024 + blocks * 512);
      for (const bytes of [tar, gzipOf(tar)]) {
        await expect(expanded([sourceOf('r.tar', bytes)])).rejects.toThrow(
          saying(
            '“r.tar” is damaged or was cut short: 31 files could be read before that place. Download it or pack it again, and use that.',
          ),
        );
      }
    },
  );

  it('in a gzip is held to its checksum, behind its own end too', async () => {
    const bytes = gzipOf(tarOf(reviews));
    bytes[bytes.length - 6] ^= 1;
    await expect(expanded([sourceOf('r.tar.gz', bytes)])).rejects.toThrow(
      saying(/“r\.tar\.gz” is damaged or was cut short: 3 files could be read/),
    );
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
