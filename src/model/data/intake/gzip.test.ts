import { saying } from '../../../contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { gzipOf, joinBytes, sourceOf, utf8 } from '../testing/archives.ts';
import { expanded } from '../testing/expanded.ts';

describe('gzip', () => {
  it('leaves no folder', async () => {
    expect(await expanded([sourceOf('a.csv.gz', gzipOf('x,y'))])).toEqual({ 'a.csv': 'x,y' });
  });

  it('is known by its content', async () => {
    expect(await expanded([sourceOf('a.csv', gzipOf('x,y'))])).toEqual({ 'a.csv': 'x,y' });
  });

  it('is damaged when something else than zeros stands behind it', async () => {
    for (const rest of [[0x1e, 0x8b, 8, 0], [0, 0, 1], Array<number>(12).fill(0).concat(7)]) {
      const file = joinBytes([gzipOf('one '), new Uint8Array(rest)]);
      await expect(expanded([sourceOf('a.txt.gz', file)])).rejects.toThrow(saying(/“a\.txt\.gz” is damaged/));
    }
  });

  it('of several members is one file, and zeros behind them are ignored', async () => {
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
    await expect(expanded([sourceOf('a.csv.gz', bytes)])).rejects.toThrow(saying(/“a\.csv\.gz” is damaged/));
  });

  it('that is cut anywhere is damaged', async () => {
    const bytes = gzipOf('a text that is long enough to be packed, packed, packed');
    for (let length = 3; length < bytes.length; length++) {
      const cut = expanded([sourceOf('a.gz', bytes.subarray(0, length))]);
      await expect(cut, `cut to ${length}`).rejects.toThrow(InputError);
    }
  });
});
