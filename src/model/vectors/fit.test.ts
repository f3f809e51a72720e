import { expect, test } from 'vitest';
import { buildVocabulary } from '../data/vocabulary.ts';
import { startingParameters } from './embedding.ts';
import { fitVectors } from './fit.ts';
import { vectorsOf } from './testing/files.ts';

const rule = { lowercase: true, punctuation: false };
const read = {
  ...vectorsOf([
    ['the', 1, 2],
    [',', 9, 9],
    ['good', 3, 4],
    ['Paris', 8, 8],
    ['two words', 7, 7],
    ['tasty', 5, 6],
    ['<pad>', 6, 6],
    ['bad', -1, -1],
  ]),
  total: 400,
  repeated: 2,
};
/** The first stands for reviews without words. “tasty” is in no training text, “great” in no vector file. */
const words = ['', 'the', 'great', 'good', 'zyzzyva', 'tasty', 'dull', 'bad'];
const counts = [0, 6, 3, 4, 0, 0, 1, 1];
const fitted = (size: number) =>
  fitVectors(read, { words, counts, vocabulary: buildVocabulary(words, counts, size) }, rule);

test('words of other texts that have a vector follow those of the training part, in the order of the file', () => {
  expect(fitted(50).vocabulary.tokens).toEqual([
    '<pad>',
    '<unk>',
    'the',
    'good',
    'great',
    'dull',
    'bad',
    'tasty',
  ]);
  // A word that the vocabulary's size leaves no room for is known by its vector.
  expect(fitted(4).vocabulary.tokens).toEqual(['<pad>', '<unk>', 'the', 'good', 'tasty', 'bad']);
});

test('frequent words of the file that a text can have are further words', () => {
  const { further } = fitted(50);
  expect(further?.words).toEqual([]);
  const upper = fitVectors(
    read,
    { words, counts, vocabulary: buildVocabulary(words, counts, 50) },
    { lowercase: false, punctuation: true },
  );
  expect(upper.further).toEqual(
    vectorsOf([
      [',', 9, 9],
      ['Paris', 8, 8],
    ]),
  );
});

test('coverage counts words and their occurrences in the training part', () => {
  expect(fitted(50).coverage).toEqual({
    words: 5,
    wordsCovered: 3,
    tokens: 15,
    tokensCovered: 11,
    missing: ['great', 'dull'],
    wordsOfOtherTexts: 1,
    furtherWords: 0,
    repeated: 2,
  });
});

test('a word in capitals takes the vector of its small letters where it has none of its own', () => {
  const capitals = ['', 'GOOD', 'Paris', 'BAD'];
  const seen = [0, 2, 1, 1];
  const { vocabulary, embedding } = fitVectors(
    read,
    { words: capitals, counts: seen, vocabulary: buildVocabulary(capitals, seen, 50) },
    { lowercase: false, punctuation: false },
  );
  expect(vocabulary.tokens.slice(2)).toEqual(['GOOD', 'Paris', 'BAD']);
  expect([...(embedding?.rows ?? [])]).toEqual([-1, -1, 2, 3, 7]);
});

test('a word with an apostrophe takes the vector of its letters, unless those are another word', () => {
  const contractions = ['', "don't", "we'll", "o'clock's"];
  const seen = [0, 2, 1, 1];
  const without = {
    ...vectorsOf([
      ['well', 1, 1],
      ['dont', 2, 2],
      ['oclocks', 3, 3],
      ["don't", 4, 4],
    ]),
    total: 4,
    repeated: 0,
  };
  const rows = (from: typeof without) =>
    fitVectors(
      from,
      { words: contractions, counts: seen, vocabulary: buildVocabulary(contractions, seen, 50) },
      rule,
    ).embedding?.rows;
  expect([...(rows(without) ?? [])]).toEqual([-1, -1, 3, -1, 2]);
  expect([...(rows({ ...without, words: ['well', 'dont', 'oclocks', 'x'] }) ?? [])]).toEqual([
    -1, -1, 1, -1, 2,
  ]);
});

test('an embedding starts from the vectors, and other words from random values of a fifth of their size', () => {
  const { embedding, vocabulary } = fitted(50);
  const specs = [
    {
      name: 'embedding',
      shape: [vocabulary.size, 2],
      init: { kind: 'uniform', range: 0.05 } as const,
      decays: false,
    },
  ];
  const table = startingParameters(specs, 3, embedding).get('embedding') ?? new Float32Array(0);
  expect([...table.subarray(4, 8)]).toEqual([1, 2, 3, 4]);
  expect([...table.subarray(12)]).toEqual([-1, -1, 5, 6]);
  const random = [...table.subarray(0, 4), ...table.subarray(8, 12)];
  const most = Math.max(...random.map(Math.abs));
  const size = Math.sqrt((1 + 4 + 9 + 16 + 1 + 1 + 25 + 36) / 8);
  expect(embedding?.meanSize).toBeCloseTo(size, 6);
  expect(most).toBeLessThanOrEqual(0.2 * Math.sqrt(3) * size);
  expect(most).toBeGreaterThan(size / 20);
  // Without vectors all is as it was.
  expect(
    [...(startingParameters(specs, 3, null).get('embedding') ?? [])].every(
      (value) => Math.abs(value) <= 0.05,
    ),
  ).toBe(true);
});
