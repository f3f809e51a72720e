import { expect, it } from 'vitest';
import { presetConfig } from '../contract/settings.ts';
import { textColumn, Vocabulary } from './data/index.ts';
import { testFacts } from './test-facts.ts';

it('counts words as training has them, and groups the test’s reviews by rare words and by the length limit', async () => {
  const texts = textColumn([
    // Trained on: good, food and was stand three times, slow twice.
    'good food was slow',
    'good food was slow',
    'good food was',
    // Neither.
    'slow slow slow slow',
    // Tested.
    'good food',
    'Food was good',
    'slow food',
    'unheard food was good',
    'good good good good good good',
  ]);
  const facts = await testFacts(
    { texts },
    { trained: Int32Array.of(0, 1, 2), tested: Int32Array.of(4, 5, 6, 7, 8) },
    [true, false, true, false, true],
    {
      config: { ...presetConfig(), tokenization: 'words', maxLength: 3 },
      vocabulary: new Vocabulary(['<pad>', '<unk>', 'good', 'food', 'was']),
    },
  );
  expect(facts).toEqual({
    trained: 3,
    fromVectors: false,
    times: 3,
    rare: { rows: 2, right: 1 },
    frequent: { rows: 3, right: 2 },
    limit: 3,
    cut: { rows: 2, right: 1 },
    whole: { rows: 3, right: 2 },
    unknown: 2 / 17,
  });
});
