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

  it('says whether English texts start from English vectors, up to as many rows as they help', () => {
    const size = { rowsUsed: 2_982, p95Length: 26, isEnglish: true };
    const english = { embeddingStart: 'english', embeddingSize: 100 };
    expect(said('recommended', size)).toContain(
      'The texts are English: English vectors would help, but they have not been built here (npm run vectors).',
    );
    expect(presetConfig('recommended', size)).toEqual(presetConfig('from-scratch', size));
    const there = { ...size, hasEnglishVectors: true };
    expect(said('recommended', there)).toContain(
      'The texts are English: words start from English vectors, so that words which the training reviews lack are known too.',
    );
    expect(presetConfig('recommended', there)).toMatchObject(english);
    for (const other of [
      { ...there, isEnglish: false },
      { ...there, rowsUsed: 10_000 },
    ]) {
      expect(presetConfig('recommended', other)).toEqual(presetConfig('from-scratch', other));
      expect(presetReasons('recommended', other).map(({ kind }) => kind)).toEqual(['rows', 'length']);
    }
    expect(presetConfig('from-scratch', there)).toMatchObject({ embeddingStart: 'random' });
  });

  it('is nothing without data, and of settings that are the same for all data', () => {
    expect(said('recommended')).toEqual([]);
    expect(said('article', { rowsUsed: 2_982, p95Length: 26 })).toEqual([]);
  });
});
