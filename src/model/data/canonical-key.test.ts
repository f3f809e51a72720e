import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalKeys,
  CanonicalKeyReader,
  canonicalKeysOf,
  earlierKeysOf,
  firstOfKey,
} from './canonical-key.ts';
import { TimeSlicer } from './time-slicer.ts';
import { cleanText } from './clean.ts';
import { stripMarkup } from './markup.ts';
import { keySet, rowsBySeen, withTodaysKeys } from './seen-texts.ts';
import { textColumn } from './text-column.ts';
import { tokenize } from './tokenize.ts';

const reader = new CanonicalKeyReader();
const keyOf = (text: string) => reader.of(new TextEncoder().encode(cleanText(text)));

test.each([
  ['capitals', 'Great FOOD', 'great food'],
  ['punctuation', 'Great, food!!! :-)', 'great food'],
  ['white space', '  great \t food\n', 'great food'],
  ['emoji', 'great food 😀', 'great food'],
  ['tags', '<p>great <b>food</b></p>', 'great food'],
  ['entities', 'great&nbsp;food&hellip;', 'great food'],
  ['markup written as entities', '&lt;b&gt;great&lt;/b&gt; food', 'great food'],
  ['how accents are composed', 'phơ\u0309 ngon', 'ph\u1edf ngon'],
  ['apostrophes', 'don’t', "don't"],
  ['a Σ before a dot', 'ΟΔΟΣ.Α', 'οδος α'],
])('%s make no difference', (_, one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test.each([
  ['great food', 'food great'],
  ['great food', 'greatfood'],
  ["don't", 'don t'],
  ["don't", 'dont'],
  ['café', 'cafe'],
  ['it has 7 rooms', 'it has 8 rooms'],
  ['a b', 'a b b'],
])('%j and %j are two texts', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test('texts without words have keys of their own', () => {
  const texts = ['!!!', '???', '😀', '😡', '<3', '', '…', '<b></b>'];
  expect(new Set(texts.map(keyOf)).size).toBe(texts.length);
  expect(keyOf('<b>!!!</b>')).toBe(keyOf('!!!'));
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '.', '’', 'Σ', 'é', 'İ', '<', 'b', '>', '&', 'lt;'),
    maxLength: 30,
  }),
);

test('a key is 48 bits, the same for the text with and without its markup', () => {
  fc.assert(
    fc.property(text, (raw) => {
      const key = keyOf(raw);
      expect(Number.isSafeInteger(key) && key >= 0 && key < 2 ** 48).toBe(true);
      const plain = stripMarkup(cleanText(raw));
      if (plain !== '') expect(keyOf(plain)).toBe(key);
    }),
  );
});

test('texts that some network reads alike have one key', () => {
  const settings = [true, false].flatMap((lowercase) =>
    [true, false].flatMap((punctuation) =>
      (['words', 'segmenter-zh'] as const).map((tokenization) => ({ lowercase, punctuation, tokenization })),
    ),
  );
  const word = fc.constantFrom(
    ...['好', '好吃', '吃', '吃B', 'มาก', '𠀀'],
    'a',
    'A',
    'b',
    'ΣΑΣ',
    'σας',
    "d'B",
    'D’b',
    'é',
    'E\u0301',
  );
  const gap = fc.constantFrom(' ', ', ', '. ', ' - ', '!', '😀', '  ');
  const written = fc
    .array(fc.tuple(word, gap), { minLength: 1, maxLength: 3 })
    .map((list) => list.flat().join(''));
  let alike = 0;
  fc.assert(
    fc.property(written, written, (one, other) => {
      const [a, b] = [cleanText(one), cleanText(other)];
      const isAlike = settings.some(
        (options) => tokenize(a, options).join(' ') === tokenize(b, options).join(' '),
      );
      if (!isAlike) return;
      alike++;
      expect(keyOf(a)).toBe(keyOf(b));
    }),
    { numRuns: 3_000 },
  );
  expect(alike).toBeGreaterThan(20);
});

test('letters of scripts without spaces are words, as characters are tokens', () => {
  const characters = { lowercase: true, punctuation: false, tokenization: 'characters' } as const;
  const piece = fc.constantFrom('好', '吃', ' ', '，', '𠀀', '𠀁', 'มาก', 'ม', 'า', 'バ');
  const written = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  let alike = 0;
  fc.assert(
    fc.property(written, written, (one, other) => {
      const tokens = tokenize(cleanText(one), characters);
      if (tokens.length === 0 || tokens.join() !== tokenize(cleanText(other), characters).join()) return;
      if (one !== other) alike++;
      expect(keyOf(one)).toBe(keyOf(other));
    }),
    { numRuns: 5_000 },
  );
  expect(alike).toBeGreaterThan(20);
  expect(keyOf('好吃')).not.toBe(keyOf('吃好'));
  expect(keyOf('iPhone好 a')).toBe(keyOf('iphone 好 a'));
});

test('what a network has seen by the keys of an earlier version it has seen', () => {
  const texts = textColumn(['味道好', '味道不好', 'good food', 'bad food']);
  const keys = canonicalKeysOf(texts);
  const earlier = earlierKeysOf(texts);
  expect([...keys].map((key, row) => key === earlier[row])).toEqual([false, false, true, true]);
  const seen = { trained: keySet(earlier.subarray(0, 1)), validated: keySet(keys.subarray(2, 3)) };
  expect(rowsBySeen(keys, seen).trained).toHaveLength(0);
  const { trained, validated, unseen } = rowsBySeen(keys, withTodaysKeys(seen, { texts, keys }));
  expect([[...trained], [...validated], [...unseen]]).toEqual([[0], [2], [1, 3]]);
});

test('plain English is read as any other text is', () => {
  const plain = fc.string({
    unit: fc.constantFrom('a', 'B', 'z', '0', '9', ' ', "'", '.', '_', '-', '\n'),
    maxLength: 25,
  });
  fc.assert(
    fc.property(plain, (raw) => {
      if (!/[a-z0-9]/i.test(raw)) return;
      // A dash that is not ASCII separates words, as a space does.
      expect(keyOf(`${raw} –`)).toBe(keyOf(raw));
    }),
    { numRuns: 2_000 },
  );
});

test('a hundred thousand texts have as many keys', () => {
  const texts = textColumn(Array.from({ length: 100_000 }, (_, i) => `review ${i}`));
  expect(new Set(canonicalKeysOf(texts)).size).toBe(100_000);
});

test('a column’s keys are worked out once, and may be waited for', async () => {
  const texts = textColumn(['one', 'Two!', 'one.']);
  const keys = await canonicalKeys(texts, new TimeSlicer());
  expect(keys).toEqual(canonicalKeysOf(texts));
  expect(await canonicalKeys(texts, new TimeSlicer())).toBe(keys);
  expect([...firstOfKey(keys)]).toEqual([0, 1, 0]);
});

test('entities in entities take time in proportion to the text', () => {
  const hostile = `&${'amp;'.repeat(200_000)}lt;b>`;
  const started = performance.now();
  keyOf(hostile);
  expect(performance.now() - started).toBeLessThan(2_000);
});
