import { describe, expect, it } from 'vitest';
import { saying } from '../../contract/messages/testing/saying.ts';
import { Random } from '../data/random.ts';
import { CompactVectors, writeCompact } from './english.ts';

const about = { name: 'English vectors', source: 'somebody', licence: 'MIT' };
const random = new Random(5, 1);
const words = ['the', 'of', 'naïve', '𝒳', 'zero'];
const vectors = {
  words,
  size: 7,
  values: Float32Array.from({ length: 35 }, (_, i) => (i >= 28 ? 0 : 3 * random.normal())),
};
const bytes = writeCompact(vectors, about);

describe('a compact file of vectors', () => {
  it('gives back each number to half a step of its vector’s scale, and equal files for equal vectors', async () => {
    const opened = CompactVectors.open(bytes);
    expect(opened.summary).toEqual({
      name: 'English vectors',
      size: 7,
      words: 5,
      origin: { source: 'somebody', licence: 'MIT' },
    });
    const read = await opened.vectors({ words: [] }, {});
    expect(read.words).toEqual(words);
    read.values.forEach((value, i) => {
      const row = vectors.values.subarray(7 * Math.floor(i / 7), 7 * Math.floor(i / 7) + 7);
      const scale = Math.max(...row.map(Math.abs)) / 127;
      expect(Math.abs(value - vectors.values[i])).toBeLessThanOrEqual(scale / 2 + 1e-6);
    });
    expect(writeCompact(vectors, about)).toEqual(bytes);
  });

  it('is refused when anything of it is missing or another file', () => {
    const refused = saying(/English vectors is damaged/);
    const opening = (some: Uint8Array<ArrayBuffer>) => () => CompactVectors.open(some);
    for (let length = 0; length < bytes.length; length += 13)
      expect(opening(bytes.slice(0, length))).toThrow(refused);
    const other = bytes.slice();
    other[0] = 0;
    expect(opening(other)).toThrow(refused);
    // A header that promises other sizes.
    const text = new TextDecoder('latin1').decode(bytes);
    const at = text.indexOf('"words":5');
    const larger = bytes.slice();
    larger[at + '"words":'.length] = '9'.charCodeAt(0);
    expect(opening(larger)).toThrow(refused);
  });
});
