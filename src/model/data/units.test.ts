import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringOf, Units } from './units.ts';

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));
const utf8 = (value: string) => new TextEncoder().encode(value);
const unitsOf = (value: string) => Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const shown = ({ values, length }: Units) => [...values.subarray(0, length + 2)];

test('a text’s units are read from its string and from its UTF-8, one text after the other', () => {
  const units = new Units();
  fc.assert(
    fc.property(text, (value) => {
      const whole = decoder.decode(utf8(value));
      expect(shown(units.readString(value))).toEqual([...unitsOf(value), 0, 0]);
      expect(shown(units.readUtf8(utf8(whole)))).toEqual([...unitsOf(whole), 0, 0]);
      expect(stringOf(units.values, 0, units.length)).toBe(whole);
    }),
  );
});

test('ASCII is told from all else, and made small', () => {
  const units = new Units();
  fc.assert(
    fc.property(text, fc.boolean(), (value, lowercase) => {
      const isAscii = unitsOf(value).every((unit) => unit < 0x80);
      expect(units.readAscii(utf8(value), lowercase)).toBe(isAscii);
      if (isAscii) expect(shown(units)).toEqual([...unitsOf(lowercase ? value.toLowerCase() : value), 0, 0]);
    }),
  );
});

test('a string may be long', () => {
  const long = 'ab😀'.repeat(100_000);
  const units = new Units().readString(long);
  expect(stringOf(units.values, 0, units.length)).toBe(long);
  expect(stringOf(units.values, 1, 6)).toBe(long.slice(1, 6));
});
