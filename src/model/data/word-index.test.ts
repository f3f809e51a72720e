import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Units } from './units.ts';
import { WordIndex } from './word-index.ts';

function numberOf(index: WordIndex, source: string, start: number, end: number): number {
  return index.numberOf(new Units().readString(source).values, start, end);
}

test('words are numbered as they come, each once', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('a', 'b', 'ab', 'ba', ''),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const index = new WordIndex();
      const numbers = words.map((text) => numberOf(index, `<${text}>`, 1, 1 + text.length));
      const distinct = [...new Set(words)];
      expect(numbers).toEqual(words.map((text) => distinct.indexOf(text)));
      expect(index.words).toEqual(distinct);
    }),
  );
});

test('very many words keep their numbers', () => {
  const index = new WordIndex();
  const words = Array.from({ length: 50_000 }, (_, i) => `word number ${i}`);
  const numberAll = () => words.map((text) => numberOf(index, text, 0, text.length));
  const first = numberAll();
  expect(first).toEqual([...words.keys()]);
  expect(numberAll()).toEqual(first);
});

test('words beyond the most have no number, and those before keep theirs', () => {
  const index = new WordIndex(3);
  const numbers = ['a', 'b', 'a', 'c', 'd', 'e', 'd', 'b', 'c'].map((text) => numberOf(index, text, 0, 1));
  expect(numbers).toEqual([0, 1, 0, 2, -1, -1, -1, 1, 2]);
  expect(index.words).toEqual(['a', 'b', 'c']);
});
