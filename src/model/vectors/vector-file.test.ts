import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../contract/messages/testing/saying.ts';
import { frequentWords } from './source.ts';
import { fileOf, formats, packings, vectorsOf } from './testing/files.ts';
import { VectorFile } from './vector-file.ts';
import type { WordVectors } from './word-vectors.ts';

async function read(content: Uint8Array | string, words: readonly string[] = [], path?: string) {
  const file = await VectorFile.open(fileOf(content, path));
  return { file, vectors: await file.vectors({ words }, {}) };
}

/** Words without spaces and line feeds, as the formats can have them. */
const anyWord = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((word) => !/[\s\uFEFF]/.test(word) && !/^[\d.+-]/.test(word));
const anyVectors: fc.Arbitrary<WordVectors> = fc
  .tuple(fc.uniqueArray(anyWord, { minLength: 1, maxLength: 30 }), fc.integer({ min: 2, max: 9 }))
  .chain(([words, size]) =>
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: words.length * size,
        maxLength: words.length * size,
      })
      // No −0: text has none.
      .map((values) => ({ words, size, values: Float32Array.from(values, (value) => value + 0) })),
  );

describe('a file of vectors', () => {
  it.each(Object.entries(formats))('gives back every bit: %s', async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(anyVectors, fc.constantFrom(...Object.values(packings)), async (vectors, pack) => {
        const { file, vectors: found } = await read(pack(write(vectors)));
        expect(found).toEqual({ ...vectors, total: vectors.words.length, repeated: 0 });
        expect(file.summary.size).toBe(vectors.size);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the words that are asked for and the most frequent ones, in the order of the file', async () => {
    const others = Array.from({ length: frequentWords + 5 }, (_, i) => [`w${i}`, i, -i] as const);
    const vectors = vectorsOf([...others, ['rare', 7, 8], ['Great', 1, 2], ['great', 3, 4]]);
    for (const write of [formats.GloVe, formats['word2vec binary']]) {
      const { vectors: found } = await read(write(vectors), [
        'rare',
        'GREAT',
        `w${frequentWords + 2}`,
        'absent',
      ]);
      expect(found.words.slice(frequentWords)).toEqual([`w${frequentWords + 2}`, 'rare', 'great']);
      expect([...found.values.slice(-4)]).toEqual([7, 8, 3, 4]);
      expect(found.total).toBe(vectors.words.length);
    }
  });

  it('is read once for words that it was read for', async () => {
    const file = await VectorFile.open(fileOf('a 1 2\nb 3 4\n'));
    const first = await file.vectors({ words: ['a', 'b'] }, {});
    expect(await file.vectors({ words: ['b'] }, {})).toBe(first);
    expect(await file.vectors({ words: ['c'] }, {})).not.toBe(first);
  });

  it('stops when it is aborted', async () => {
    const file = await VectorFile.open(fileOf('a 1 2\nb 3 4\n'));
    await expect(file.vectors({ words: ['a'] }, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });

  it('passes over words with spaces in them, as GloVe’s largest file has', async () => {
    const { vectors } = await read('at 1 2 3\n. . . 4 5 6\nat name@x.org 7 8 9\ngood 1.5 2 3\n', ['good']);
    expect(vectors.words).toEqual(['at', '. . .', 'at name@x.org', 'good']);
    expect([...vectors.values.slice(-3)]).toEqual([1.5, 2, 3]);
  });

  it('takes the first vector of a word that comes twice', async () => {
    const { vectors } = await read('a 1 2\nb 3 4\na 5 6\n');
    expect(vectors).toEqual({
      ...vectorsOf([
        ['a', 1, 2],
        ['b', 3, 4],
      ]),
      total: 3,
      repeated: 1,
    });
  });

  it('may begin with a byte order mark, and have empty lines', async () => {
    const { vectors } = await read('\uFEFFa 1 2\n\nb 3 4\n\n');
    expect(vectors.words).toEqual(['a', 'b']);
  });
});

const half = formats['word2vec binary'](
  vectorsOf([
    ['a', 1, 2],
    ['b', 3, 4],
  ]),
);

describe('a file of vectors is refused', () => {
  it.each([
    ['an empty one', '', /holds no word vectors/],
    ['one of sentences', 'The food was good.\nThe service was bad, too.\n', /holds no word vectors/],
    ['one without numbers', 'good\nbad\n', /holds no word vectors/],
    ['one whose header promises nothing', '0 0\n', /holds no word vectors/],
    ['a table', 'text,label\ngood,1\nbad,0\n', /holds no word vectors/],
    ['with too few numbers', 'a 1 2 3\nb 1 2\nc 1 2 3\n', /Line 2 of “vectors.txt” has 2 numbers where 3/],
    [
      'cut short in a line',
      'a 0.1 0.2 0.3\nb 0.1 0.2 0.3\nc 0.1 0.',
      /Line 3 .* has 2 numbers where 3 .* cut short/,
    ],
    ['with too many numbers', 'a 0.1 0.2\nb 0.1 0.2 0.3\nc 0.1 0.2\n', /Line 2 .* has 3 numbers where 2/],
    ['with another size than its header says', '2 3\na 1 2\nb 1 2\n', /Line 2 .* has 2 numbers where 3/],
    ['with NaN', 'a 1 2\nb NaN 3\n', /The vector of “b” .* \(word 2\) has “NaN” in the place of a number/],
    ['with infinity', 'a 1 2\nb 3 1e99\n', /The vector of “b” .* has “1e99”/],
    ['with an empty field', 'a 1 2\nb 3 \u00a0\nc 1 2\n', /The vector of “b”/],
    [
      'with fewer words than its header says',
      '3 2\na 1 2\nb 3 4\n',
      /says that it has 3 words, and 2 of them are there/,
    ],
    [
      'binary, cut short in a vector',
      half.subarray(0, half.length - 3),
      /says that it has 2 words, and 1 of them/,
    ],
    [
      'of too large vectors',
      `a ${'1 '.repeat(600)}\n`,
      /have 600 numbers each; an embedding has at most 512/,
    ],
    ['of nothing but zeros', new Uint8Array(5_000), /./],
  ])('%s', async (_name, content, sentence) => {
    await expect(read(content, ['a', 'b', 'c'])).rejects.toEqual(saying(sentence));
  });

  it('a binary one with a value that is no number', async () => {
    const bytes = formats['word2vec binary'](
      vectorsOf([
        ['a', 1, 2],
        ['b', 3, Number.NaN],
      ]),
    );
    await expect(read(bytes)).rejects.toEqual(saying(/The vector of “b” .* has “NaN”/));
  });

  it('an archive of several files', async () => {
    const { zipSync } = await import('fflate');
    const bytes = new TextEncoder().encode('a 1 2\n');
    const zip = zipSync({ 'glove.50d.txt': bytes, 'glove.100d.txt': bytes });
    await expect(read(zip, [], 'glove.zip')).rejects.toEqual(
      saying(/“glove.zip” holds 2 files \(“glove.50d.txt”, “glove.100d.txt”\). Unpack it/),
    );
  });

  it('a damaged gzip', async () => {
    const bytes = packings.gzip(
      formats.GloVe(
        vectorsOf([
          ['a', 1, 2],
          ['b', 3, 4],
        ]),
      ),
    );
    bytes[bytes.length - 6] ^= 1;
    await expect(read(bytes)).rejects.toEqual(saying(/damaged/));
  });
});
