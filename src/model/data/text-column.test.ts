import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickTexts, textColumn } from './text-column.ts';

test('gives back what was written, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 })), (texts) => {
      const column = textColumn(texts);
      expect(column.length).toBe(texts.length);
      texts.forEach((text, row) => expect(column.get(row)).toBe(text));
    }),
  );
});

test('keeps empty texts, a byte order mark and texts longer than a block', () => {
  const texts = ['', 'a', '', '\ufeffmark', 'ă'.repeat(5_000_000), '', 'z', ''];
  const column = textColumn(texts);
  texts.forEach((text, row) => expect(column.get(row) === text).toBe(true));
  expect(column.byteLength).toBe(1 + 3 + 4 + 10_000_000 + 1);
});

test('crosses from block to block', () => {
  const texts = Array.from({ length: 9_000 }, (_, row) => `${row} `.repeat(200));
  const column = textColumn(texts);
  expect(texts.every((text, row) => column.get(row) === text)).toBe(true);
});

test('refuses rows that are not there', () => {
  const column = textColumn(['a']);
  for (const row of [-1, 1, Number.NaN]) expect(() => column.get(row)).toThrow(RangeError);
  expect(() => textColumn([]).get(0)).toThrow(RangeError);
});

test('picks rows without a copy', () => {
  const picked = pickTexts(textColumn(['a', 'b', 'c']), Int32Array.of(2, 0));
  expect([picked.length, picked.get(0), picked.get(1)]).toEqual([2, 'c', 'a']);
});
