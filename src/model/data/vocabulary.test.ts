import { expect, test } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { encodeText } from './encode.ts';
import { readingOf } from './reading.ts';
import { buildVocabulary, paddingId, unknownId, Vocabulary } from './vocabulary.ts';

test('the most frequent words come first, equally frequent ones in the order of their appearance', () => {
  const vocabulary = buildVocabulary(['rare', 'b', 'a', 'common', 'unseen'], [1, 2, 2, 9, 0], 100);
  expect(vocabulary.tokens).toEqual(['<pad>', '<unk>', 'common', 'b', 'a', 'rare']);
  expect(vocabulary.size).toBe(6);
});

test('the size counts padding and unknown', () => {
  expect(buildVocabulary(['a', 'b', 'c'], [3, 2, 1], 4).tokens).toEqual(['<pad>', '<unk>', 'a', 'b']);
  expect(buildVocabulary(['a', 'b', 'c'], [3, 2, 1], 2).tokens).toEqual(['<pad>', '<unk>']);
});

test('words get their ids, all others the unknown one', () => {
  const vocabulary = new Vocabulary(['<pad>', '<unk>', 'good', '__proto__']);
  const ids = vocabulary.encode(['good', 'bad', '__proto__', 'constructor', '<pad>', '<unk>']);
  expect([...ids]).toEqual([2, unknownId, 3, unknownId, unknownId, unknownId]);
  expect(vocabulary.idOf('<pad>')).not.toBe(paddingId);
});

test('a list that is no vocabulary is refused', () => {
  expect(() => new Vocabulary(['good', 'bad'])).toThrow(RangeError);
  expect(() => new Vocabulary(['<pad>', '<unk>', 'a', 'a'])).toThrow(RangeError);
});

const vocabulary = new Vocabulary(['<pad>', '<unk>', 'a', 'good', 'film']);
const rule = readingOf({
  config: { ...presetConfig(), tokenization: 'words', punctuation: false, keptEnd: 'end' },
  cleaning: { stripMarkup: false },
});

test('a text is encoded with what is known and what is used', () => {
  const config = { ...rule, maxLength: 2 } as const;
  const encoded = encodeText('A<br />good\0 epic FILM!', vocabulary, config);
  expect([...encoded.ids]).toEqual([unknownId, 4]);
  expect(encoded.tokens).toEqual([
    { token: 'a', known: true, used: false },
    { token: 'good', known: true, used: false },
    { token: 'epic', known: false, used: true },
    { token: 'film', known: true, used: true },
  ]);
  expect([...encodeText('A good film', vocabulary, { ...config, keptEnd: 'start' }).ids]).toEqual([2, 3]);
});

test('a text without words is one unknown word', () => {
  const encoded = encodeText('…', vocabulary, rule);
  expect([...encoded.ids]).toEqual([unknownId]);
  expect(encoded.tokens).toEqual([]);
});
