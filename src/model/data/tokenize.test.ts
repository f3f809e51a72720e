import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachToken, tokenCounter, tokenize, tokenPattern } from './tokenize.ts';

const lower = { lowercase: true, punctuation: false };
const asIs = { lowercase: false, punctuation: false };
const marks = { lowercase: true, punctuation: true };

test('words, numbers and inner apostrophes', () => {
  expect(tokenize("It's a 10/10 film, isn't it? 'Yes' -- rock'n'roll!", lower)).toEqual([
    "it's",
    'a',
    '10',
    '10',
    'film',
    "isn't",
    'it',
    'yes',
    "rock'n'roll",
  ]);
});

test('the typographic apostrophe is the plain one', () => {
  expect(tokenize('Don’t ‘quote’ the dogs’', lower)).toEqual(["don't", 'quote', 'the', 'dogs']);
});

test('capitals stay when asked', () => {
  expect(tokenize('Great GREAT great', asIs)).toEqual(['Great', 'GREAT', 'great']);
  expect(tokenize('Great GREAT great', lower)).toEqual(['great', 'great', 'great']);
});

test('Vietnamese is split on spaces, composed or not', () => {
  const words = ['phim', 'rất', 'hay', 'diễn', 'viên', 'tốt'];
  expect(tokenize('Phim rất hay, diễn viên tốt!', lower)).toEqual(words);
  expect(tokenize('Phim rất hay, diễn viên tốt!'.normalize('NFD'), lower)).toEqual(words);
});

test('letters beyond 16 bits belong to words, emoji do not', () => {
  expect(tokenize('a𝒳b 😀c', lower)).toEqual(['a𝒳b', 'c']);
});

test('nothing, and nothing but punctuation, has no tokens', () => {
  expect(tokenize('', lower)).toEqual([]);
  expect(tokenize("... '' -- 😀 '", lower)).toEqual([]);
});

test('each punctuation mark is a token when asked, but for an apostrophe inside a word', () => {
  expect(tokenize("Wow!!! Don’t 'stop' :) 10/10", marks)).toEqual([
    ...['wow', '!', '!', '!', "don't", "'", 'stop', "'", ':', ')', '10', '/', '10'],
  ]);
});

test('symbols and emoji are tokens when asked; what joins them is not', () => {
  expect(tokenize('5$ 😀😀 👨\u200d👩 𝒳+', marks)).toEqual(['5', '$', '😀', '😀', '👨', '👩', '𝒳', '+']);
});

test('it agrees with the regular expression that defines a token', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom("'", '’', "a'b", ' ', 'é', 'E\u0301', '𝒳', '😀', '!', '…'),
  );
  fc.assert(
    fc.property(fc.array(pieces), fc.boolean(), fc.boolean(), (parts, lowercase, punctuation) => {
      const token = new RegExp(tokenPattern({ punctuation }), 'gu');
      const text = parts.join('');
      const cased = lowercase ? text.toLowerCase() : text;
      const expected = cased.normalize('NFC').replaceAll('’', "'").match(token) ?? [];
      expect(tokenize(text, { lowercase, punctuation })).toEqual([...expected]);
      expect(tokenCounter({ punctuation })(new TextEncoder().encode(text.normalize('NFC')))).toBe(
        expected.length,
      );
    }),
    { numRuns: 500 },
  );
});

test('tokens of tokens are the same tokens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokenize(text, asIs);
      const again: string[] = [];
      forEachToken(tokens.join(' '), asIs, (token) => again.push(token));
      expect(again).toEqual(tokens);
    }),
  );
});
