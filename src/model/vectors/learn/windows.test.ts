import { describe, expect, it } from 'vitest';
import { Random } from '../../data/random.ts';
import { Noise } from './noise.ts';
import { targetCount } from './signature.ts';
import { WindowReader, type Windows } from './windows.ts';

const options = { window: 2, sample: 1, epochs: 1, seed: 5 };

/** Three texts: an empty one is the second. */
const corpus = {
  words: ['a', 'b', 'c', 'd'],
  counts: [4, 2, 1, 1],
  tokens: [0, 1, 0, 2, 0, 0, 3, 1],
  offsets: [0, 4, 4, 8],
};

function readAll(asked: Partial<typeof options> = {}, texts = corpus, most = 3) {
  const reader = new WindowReader(texts, { ...options, ...asked });
  const windows: Windows = {
    count: 0,
    starts: new Int32Array(most + 1),
    contexts: new Int32Array(most * 40),
    targets: new Int32Array(most * targetCount),
  };
  const all: { middle: number; contexts: number[]; negatives: number[] }[] = [];
  for (;;) {
    reader.read(windows);
    if (windows.count === 0) return { all, share: reader.share };
    for (let i = 0; i < windows.count; i++) {
      const [middle, ...negatives] = windows.targets.subarray(i * targetCount, (i + 1) * targetCount);
      const contexts = [...windows.contexts.subarray(windows.starts[i], windows.starts[i + 1])];
      all.push({ middle, contexts, negatives });
    }
  }
}

describe('windows', () => {
  it('have each word in the middle once an epoch, whatever fits in one reading', () => {
    const middles = (most: number) => readAll({ epochs: 2 }, corpus, most).all.map(({ middle }) => middle);
    const sorted = (words: number[]) => words.toSorted((a, b) => a - b);
    expect(sorted(middles(3))).toEqual(sorted([...corpus.tokens, ...corpus.tokens]));
    expect(middles(100)).toEqual(middles(3));
    expect(readAll().share).toBe(1);
  });

  it('reach no further than asked, at least one word, and over no text’s end', () => {
    const texts = { ...corpus, tokens: [0, 1, 2, 3, 0, 1, 2, 3], counts: [2, 2, 2, 2], offsets: [0, 8] };
    const reached = (place: number, reach: number) =>
      texts.tokens.filter((_, other) => other !== place && Math.abs(other - place) <= reach);
    const met = new Set<string>();
    for (let seed = 0; seed < 50; seed++)
      readAll({ seed }, texts, 8).all.forEach(({ contexts }, place) => {
        expect([reached(place, 1), reached(place, 2)]).toContainEqual(contexts);
        met.add(`${place}: ${contexts.join()}`);
      });
    // The places at the ends and beside them have two reaches each, as all others.
    expect(met.size).toBe(16);
  });

  it('have negatives that are not the word in the middle, by their counts to the power ¾', () => {
    const { all } = readAll({ epochs: 2_000 }, corpus, 100);
    expect(all.every(({ middle, negatives }) => negatives.every((word) => word !== middle))).toBe(true);
    const random = new Random(1);
    const noise = new Noise([16, 1, 0, 81]);
    const drawn = [0, 0, 0, 0];
    for (let i = 0; i < 36_000; i++) drawn[noise.draw(random)]++;
    // 8, 1, 0 and 27 of 36.
    expect(drawn.map((count) => Math.round(count / 1_000))).toEqual([8, 1, 0, 27]);
    expect(drawn[2]).toBe(0);
  });

  it('thin out frequent words, and skip what is no word', () => {
    const texts = { ...corpus, counts: [1e6, 2, 1, 1] };
    const count = (sample: number) =>
      readAll({ sample, epochs: 500 }, texts, 100).all.filter(({ middle }) => middle === 0).length;
    // √(t/f) + t/f of 500 epochs' four, for f = 1.
    expect(count(0.01) / 2_000).toBeCloseTo(0.11, 1);
    expect(count(1)).toBe(2_000);
    const cut = { ...corpus, words: ['a', 'b'], counts: [4, 2] };
    expect(readAll({}, cut, 100).all.every(({ middle, contexts }) => Math.max(middle, ...contexts) < 2)).toBe(
      true,
    );
  });
});
