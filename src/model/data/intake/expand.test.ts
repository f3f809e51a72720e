import { saying } from '../../../contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { gzipOf, sourceOf, tarOf, zipOf } from '../testing/archives.ts';
import { expanded } from '../testing/expanded.ts';
import { expand } from './expand.ts';

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
    await expect(expanded([sourceOf('r.zip', bytes)])).rejects.toThrow(saying(/inside too many others/));
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
      saying('The files unpack to more than 1000000 bytes. Use fewer reviews at once.'),
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
      await expect(reading).rejects.toThrow(
        saying('The archive holds more than 10 files. Use fewer at once.'),
      );
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
