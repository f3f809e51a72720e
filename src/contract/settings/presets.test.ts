import { describe, expect, it } from 'vitest';
import { presetReason } from '../messages/en/setting-help.ts';
import { presetConfig, presetReasons, presets } from '../settings.ts';

const said = (...args: Parameters<typeof presetReasons>) => presetReasons(...args).map(presetReason);

describe('why the recommended settings are as they are', () => {
  it('names the rows and the lengths that they follow', () => {
    expect(said('recommended', { rowsUsed: 2_982, p95Length: 26 })).toEqual([
      'For 2,982 reviews (fewer than 10,000): at most 10 epochs, stopping early, and a vocabulary of 5,000.',
      '95% of the reviews have at most 26 tokens: they are read whole.',
    ]);
    expect(said('recommended', { rowsUsed: 49_578, p95Length: 590 })).toEqual([
      'For 49,578 reviews (at least 10,000): 4 epochs, and a vocabulary of 20,000.',
      'Long reviews are cut to 300 tokens, to save time: 95% have at most 590.',
    ]);
  });

  it('has the values that the preset has', () => {
    for (const { id } of presets)
      for (const rowsUsed of [1, 9_999, 10_000, 1e6])
        for (const reason of presetReasons(id, { rowsUsed, p95Length: 100 }))
          expect(presetConfig(id, { rowsUsed, p95Length: 100 })).toMatchObject(
            Object.fromEntries(
              Object.entries(reason).filter(([name]) =>
                ['epochs', 'vocabularySize', 'maxLength'].includes(name),
              ),
            ),
          );
  });

  const few = { rowsUsed: 2_982, p95Length: 26 };
  const many = { rowsUsed: 10_000, p95Length: 30 };
  const english = { isEnglish: true, hasEnglishVectors: true };

  it.each([
    [
      'few English texts',
      { ...few, ...english },
      { embeddingStart: 'english', embeddingRate: 0.25, epochs: 20 },
    ],
    [
      'many short English ones',
      { ...many, ...english },
      { embeddingStart: 'english', embeddingRate: 1, epochs: 8 },
    ],
    [
      'many long English ones',
      { ...many, ...english, p95Length: 590 },
      { embeddingStart: 'english', embeddingRate: 1, epochs: 3, maxLength: 400, refitBias: true },
    ],
    [
      'many short ones of another language',
      many,
      { embeddingStart: 'learned', embeddingSize: 100, epochs: 4 },
    ],
  ])('starts %s from vectors, and says so', (_name, size, values) => {
    expect(presetConfig('recommended', size)).toMatchObject(values);
    expect(said('recommended', size).at(-1)).toContain(
      values.embeddingStart === 'english' ? 'English vectors' : 'learned from the training reviews',
    );
    expect(presetConfig('from-scratch', size)).toMatchObject({ embeddingStart: 'random' });
  });

  it.each([
    ['few texts of another language', few],
    ['many long ones of another language', { ...many, p95Length: 590 }],
  ])('starts %s from random numbers', (_name, size) => {
    expect(presetConfig('recommended', size)).toEqual(presetConfig('from-scratch', size));
    expect(presetReasons('recommended', size).map(({ kind }) => kind)).toEqual(['rows', 'length']);
  });

  it('says that English vectors are missing where they would be taken', () => {
    const missing =
      'The texts are English: English vectors would help, but they have not been built here (npm run vectors).';
    const texts = { isEnglish: true };
    expect(said('recommended', { ...few, ...texts })).toContain(missing);
    expect(presetConfig('recommended', { ...few, ...texts })).toEqual(presetConfig('from-scratch', few));
    expect(said('recommended', { ...many, ...texts })).toContain(missing);
    expect(presetConfig('recommended', { ...many, ...texts }).embeddingStart).toBe('learned');
    expect(said('recommended', { ...many, ...texts, p95Length: 590 })).toContain(missing);
  });

  it('is nothing without data', () => {
    expect(said('recommended')).toEqual([]);
  });

  it('is the rows alone for the article’s, whose network, loss and optimizer stay', () => {
    const large = { rowsUsed: 97_000, p95Length: 26 };
    expect(said('article', large)).toEqual([
      'For 97,000 reviews (at least 10,000): 10 epochs, and a vocabulary of 5,000.',
    ]);
    expect(presetConfig('article', large)).toEqual({
      ...presetConfig('article', few),
      epochs: 10,
      schedule: 'one-cycle',
      learningRate: 4,
    });
  });
});
