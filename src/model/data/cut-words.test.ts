import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { told } from '../../contract/messages/testing/told.ts';
import { tokenCounter, tokenize, tokenPattern } from './tokenize.ts';

afterEach(() => vi.unstubAllGlobals());

const options = { lowercase: true, punctuation: false } as const;
const characters = { ...options, tokenization: 'characters' } as const;

test.each([
  ['味道 好', ['味', '道', '好']],
  ["Don't 7", ['d', 'o', 'n', "'", 't', '7']],
  ['น้ำใจดี', ['น้ำ', 'ใ', 'จ', 'ดี']],
  ['ນ້ຳ', ['ນ້ຳ']],
  ['नमस्ते', ['न', 'म', 'स्', 'ते']],
  ['e\u0323\u0302x', ['ệ', 'x']],
  ['ハﾞイ', ['ハﾞ', 'イ']],
  ['\u{20000}\u{20001}\u{e0100}好', ['\u{20000}', '\u{20001}\u{e0100}', '好']],
  ['!? 😀', []],
])('characters of %j', (text, expected) => {
  expect(tokenize(text, characters)).toEqual(expected);
});

test('a segmenter cuts what has no spaces, and leaves other words whole', () => {
  const cut = (text: string, tokenization: 'segmenter-zh' | 'segmenter-th') =>
    tokenize(text, { ...options, punctuation: true, tokenization });
  expect(cut("服务不错，don't worry! 2024年", 'segmenter-zh')).toEqual([
    ...['服务', '不错', '，', "don't", 'worry', '!', '2024', '年'],
  ]);
  expect(cut('อาหารอร่อยมาก', 'segmenter-th')).toEqual(['อาหาร', 'อร่อย', 'มาก']);
});

test('texts with spaces are the same to a segmenter and to words', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', "'", ' ', '.', 'ش', '가', '7', '😀'),
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, (one) => {
      expect(tokenize(one, { ...options, tokenization: 'segmenter-zh' })).toEqual(tokenize(one, options));
    }),
  );
});

test('the pattern that files have finds the same characters', () => {
  const unit = fc.constantFrom('a', "'", ' ', '\u0301', '好', 'ำ', '\u{20000}', '\u{1d165}', '!', 'ﾞ', '7');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), fc.boolean(), (raw, punctuation) => {
      const rule = { ...characters, punctuation };
      const source = raw.normalize('NFC');
      const found = source.match(new RegExp(tokenPattern(rule), 'gu')) ?? [];
      expect(tokenize(source, rule)).toEqual(found);
      expect(tokenCounter(rule)(new TextEncoder().encode(source))).toBe(found.length);
    }),
    { numRuns: 2_000 },
  );
});

test('without a segmenter one sentence says what to do', () => {
  vi.stubGlobal('Intl', {});
  const cut = () => tokenize('好', { ...options, tokenization: 'segmenter-zh' });
  expect(cut).toThrow(told({ code: 'no-segmenter' }));
  expect(() => tokenize('好', { ...options, tokenization: 'automatic' })).toThrow(RangeError);
});
