import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from './clean.ts';

/** Any UTF-16 units at all, lone surrogates and control characters among them. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 0x20, 0x85, 0x92, 0xd800, 0xdc00, 0x301),
    ),
  )
  .map((units) => String.fromCharCode(...units));

test('line breaks of HTML become spaces, also where they are glued to words', () => {
  expect(cleanText('Good film.<br /><br />See it<br>now<BR/>, or<br/ >not')).toBe(
    'Good film. See it now , or not',
  );
});

test('other angle brackets stay', () => {
  expect(cleanText('1 < 2 <b>bold</b> <bra> <3')).toBe('1 < 2 <b>bold</b> <bra> <3');
});

test('C1 control characters are read as windows-1252', () => {
  expect(cleanText('It\u0092s \u0093fine\u0094 \u0096 5\u0080\u0081')).toBe('It’s “fine” – 5€');
});

test('control characters and invisible ones are removed, white space is one space', () => {
  expect(cleanText(' \ufeffa\0b\u0007\t\n\v c\u00add\u200be\u00a0\u3000f ')).toBe('ab cde f');
});

test('lone surrogates are replaced, pairs stay', () => {
  expect(cleanText('a\ud800b 😀 \udc00')).toBe('a\ufffdb 😀 \ufffd');
});

test('decomposed letters are composed', () => {
  expect(cleanText('to\u0302\u0301t')).toBe('tốt');
});

test('any text becomes one well-formed line in NFC', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanText(text);
      expect(clean).not.toMatch(/\p{Cc}|\p{Surrogate}|[\n\u2028\u2029]| {2}|^\s|\s$/u);
      expect(clean.normalize('NFC')).toBe(clean);
    }),
    { numRuns: 500 },
  );
});

test('clean text stays as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanText(text.replaceAll('<', ''));
      expect(cleanText(clean)).toBe(clean);
    }),
    { numRuns: 500 },
  );
});

test('long runs of what it looks for take no long time', () => {
  const started = performance.now();
  for (const part of ['<br ', '<', ' ', '<br<br ', '\ud800', '\0']) cleanText(part.repeat(300_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
