import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { TimeSlicer } from '../data/time-slicer.ts';
import { textColumn } from '../data/text-column.ts';
import { classAlong, Coverage, cutFacts, lengthFacts } from './facts.ts';
import { readWords, rowUse } from './words.ts';

const plain = { lowercase: true, punctuation: false };

describe('words', () => {
  it('counts words of the training part, lengths of all rows, and the words of those asked for, in order', async () => {
    const texts = textColumn(['Good, good film', '', 'A film: not good', 'extraordinarily extraordinarily']);
    const { training, baseline } = rowUse;
    const uses = Uint8Array.of(training | baseline, training, baseline, training);
    const words = await readWords(texts, uses, plain, new TimeSlicer({}, 'examining'));
    expect(words.distinct).toEqual(['good', 'film', 'a', 'not', 'extraordinarily']);
    expect([...words.counts]).toEqual([2, 1, 0, 0, 2]);
    expect([...words.lengths]).toEqual([3, 0, 4, 2]);
    expect(words.trainingWords).toBe(5);
    expect([...words.tokens]).toEqual([0, 0, 1, 2, 1, 3, 0]);
    expect([...words.offsets]).toEqual([0, 3, 3, 7, 7]);
  });

  it('lets messages in, tells how far it is, and stops when asked to', async () => {
    const texts = textColumn(Array.from({ length: 1_000 }, (_, i) => `row ${i} has some words`));
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 2));
    const abort = new AbortController();
    const shares: (number | null)[] = [];
    const onProgress = ({ share }: { share: number | null }) => {
      shares.push(share);
      if (shares.length === 2) abort.abort(new Error('enough'));
    };
    const slicer = new TimeSlicer({ signal: abort.signal, onProgress }, 'examining');
    await expect(readWords(texts, new Uint8Array(1_000), plain, slicer)).rejects.toThrow('enough');
    expect(shares).toHaveLength(2);
    expect(shares[0]).toBeCloseTo(0.02, 2);
    expect(shares[1]).toBeGreaterThan(0.08);
    vi.restoreAllMocks();
  });
});

describe('lengths', () => {
  it('has every review in the bin of its length, the longest in the last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 200 }),
        (values) => {
          const { edges, counts, longest } = lengthFacts(Int32Array.from(values));
          expect(edges).toHaveLength(counts.length + 1);
          expect(counts.length).toBeLessThanOrEqual(24);
          expect(edges).toEqual(edges.toSorted((a, b) => a - b));
          expect(longest).toBe(Math.max(...values));
          const within = counts.map((_, i) => values.filter((v) => v >= edges[i] && v < edges[i + 1]).length);
          expect(counts).toEqual(within);
          expect(within.reduce((a, b) => a + b)).toBe(values.length);
        },
      ),
    );
  });

  it('says the median, the 95th percentile and what the limit cuts', () => {
    const lengths = Int32Array.from({ length: 101 }, (_, i) => i);
    expect(lengthFacts(lengths)).toMatchObject({ median: 50, p95: 95, longest: 100 });
    const cut = cutFacts(lengths, 90);
    expect(cut.reviews).toBeCloseTo(10 / 101, 12);
    expect(cut.words).toBeCloseTo(55 / 5050, 12);
    expect(cutFacts(lengths, 100)).toEqual({ limit: 100, reviews: 0, words: 0 });
  });
});

describe('coverage', () => {
  const counts = Int32Array.from([50, 0, 30, 15, 5]);

  it('grows from the most frequent word to all of them', () => {
    const coverage = new Coverage({ counts, trainingWords: 100 });
    expect([0, 1, 2, 3, 4, 9].map((size) => coverage.share(size))).toEqual([0, 0.5, 0.8, 0.95, 1, 1]);
    expect(coverage.distinct).toBe(4);
    expect([0.5, 0.81, 0.95, 1].map((share) => coverage.sizeFor(share))).toEqual([1, 3, 3, 4]);
  });

  it('takes padding and unknown off the chosen size', () => {
    const { chosenShare, sizes, shares } = new Coverage({ counts, trainingWords: 100 }).facts({
      vocabularySize: 4,
    });
    expect(chosenShare).toBe(0.8);
    expect(sizes).toEqual([4]);
    expect(shares).toEqual([1]);
  });
});

describe('classes along the file', () => {
  it('shows a sorted file at once', () => {
    const classes = Uint8Array.from({ length: 400 }, (_, row) => (row < 200 ? 0 : 2));
    const shares = classAlong({ classes, classNames: ['a', 'b', 'c'] });
    expect(shares).toEqual(Array.from({ length: 40 }, (_, i) => (i < 20 ? [1, 0, 0] : [0, 0, 1])));
  });

  it('has fewer stretches for few rows', () => {
    const classes = Uint8Array.from([1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1]);
    const shares = classAlong({ classes, classNames: ['no', 'yes'] });
    expect(shares.map((stretch) => stretch[1])).toEqual([0.6, 5 / 6]);
  });
});
