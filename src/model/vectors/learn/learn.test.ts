import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../data/random.ts';
import { textColumn } from '../../data/text-column.ts';
import type { WordVectors } from '../word-vectors.ts';
import { corpusOf } from './corpus.ts';
import type { PhaseProgress } from '../../../contract/training.ts';
import { learnVectors, type LearnSettings } from './learn.ts';

const settings: LearnSettings = { size: 16, epochs: 5, seed: 3, window: 5, sample: 1e-3, rate: 0.05 };
const reading = { lowercase: true, punctuation: false, vocabularySize: 5_000 };

/** One thread: what is computed is the same, and tests wait for no other. */
const alone = { threads: 1 };

const corpusFrom = (texts: readonly string[]) => corpusOf(textColumn(texts), reading);

/** Sentences of a few subjects: words of a subject stand between the same neighbours, and never beside each other. */
function madeUpTexts(count: number, seed = 1): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const subject = random.below(4);
    const beside = () => `beside${subject}x${random.below(6)}`;
    return `the ${beside()} ${beside()} word${subject}x${random.below(10)} ${beside()} of ${beside()}`;
  });
}

function cosine({ values, size }: WordVectors, a: number, b: number): number {
  const row = (word: number) => values.subarray(word * size, (word + 1) * size);
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b)));
}

/** Of the nearest other words of any subject, how many are of the same one. */
function purity(vectors: WordVectors): number {
  const words = vectors.words.flatMap((word, index) => (word.startsWith('word') ? [{ word, index }] : []));
  const isPure = words.map((one) => {
    const others = words.filter((other) => other !== one);
    const nearest = others.reduce((best, other) =>
      cosine(vectors, one.index, other.index) > cosine(vectors, one.index, best.index) ? other : best,
    );
    return nearest.word[4] === one.word[4];
  });
  return isPure.filter(Boolean).length / words.length;
}

describe('learned vectors', () => {
  it('of words in the same contexts are near each other', async () => {
    const corpus = await corpusFrom(madeUpTexts(3_000));
    const vectors = await learnVectors(corpus, settings, alone);
    expect(vectors.words.filter((word) => word.startsWith('word'))).toHaveLength(40);
    // By chance 9 of 39 would be of the same subject; nothing is learned at a rate of 0.
    expect(purity(vectors)).toBeGreaterThan(0.95);
    expect(purity(await learnVectors(corpus, { ...settings, rate: 0 }, alone))).toBeLessThan(0.5);
  });

  it('are the same to the last bit for the same seed, with any number of threads', async () => {
    const corpus = await corpusFrom(madeUpTexts(150));
    const expected = await learnVectors(corpus, settings, alone);
    for (const threads of [1, 2, 3])
      expect(await learnVectors(corpus, settings, { threads })).toEqual(expected);
    expect((await learnVectors(corpus, { ...settings, seed: 4 }, alone)).values).not.toEqual(expected.values);
  });

  it('have the corpus’s words, most frequent first, and the asked size', async () => {
    const corpus = await corpusFrom(['b a b c', 'b a once']);
    const { words, size, values } = await learnVectors(corpus, { ...settings, size: 7 }, alone);
    expect([words, size, values.length]).toEqual([['b', 'a'], 7, 14]);
  });

  it('are finite whatever the texts are', async () => {
    const word = fc.constantFrom('a', 'b', 'a', 'c', 'long-word', '', '!');
    const texts = fc.array(
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 12 }), async (all, window) => {
        const corpus = await corpusFrom(all);
        const { words, values } = await learnVectors(
          corpus,
          { ...settings, window, epochs: 3 },
          { threads: 1 },
        );
        expect(values).toHaveLength(words.length * settings.size);
        expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('do not grow without end where two words are all there is', async () => {
    const corpus = await corpusFrom(
      Array.from({ length: 300 }, () => 'good '.repeat(50) + 'bad '.repeat(50)),
    );
    const { values } = await learnVectors(corpus, { ...settings, sample: 1, epochs: 10 }, alone);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(10);
  });
});

describe('learning', () => {
  it('tells its share and the seconds left, and lets other work in between', async () => {
    const corpus = await corpusFrom(madeUpTexts(3_000));
    const told: PhaseProgress[] = [];
    const stop = new AbortController();
    const onProgress = (progress: PhaseProgress) => {
      if (told.push(progress) === 3) stop.abort(new Error('enough'));
    };
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const endless = { ...settings, epochs: 1_000 };
    const options = { ...alone, signal: stop.signal, onProgress };
    await expect(learnVectors(corpus, endless, options)).rejects.toThrow('enough');
    clearInterval(timer);
    expect(told).toHaveLength(3);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(told.every(({ share }, i) => share > (told[i - 1]?.share ?? 0) && share <= 1)).toBe(true);
    expect(told.every(({ secondsLeft }) => secondsLeft >= 0 && secondsLeft < 10_000)).toBe(true);
  });

  it('ends with the signal’s reason, before and while it learns', async () => {
    const corpus = await corpusFrom(madeUpTexts(3_000));
    const stop = new AbortController();
    const learning = learnVectors(
      corpus,
      { ...settings, epochs: 1_000_000 },
      { ...alone, signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) },
    );
    await expect(learning).rejects.toThrow('enough');
    await expect(learnVectors(corpus, settings, { signal: stop.signal })).rejects.toThrow('enough');
  });
});
