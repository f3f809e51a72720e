import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowDefect } from '../table.ts';
import { CellCleaner } from './clean-cell.ts';
import { repairDecodedTwice } from './decoded-twice.ts';

const byte1252 = new Map<number, string>();
const specials =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';
for (let byte = 0; byte < 256; byte++) {
  byte1252.set(byte, byte >= 0x80 && byte < 0xa0 ? specials[byte - 0x80] : String.fromCharCode(byte));
}

/** What a program makes of UTF-8 that it takes for windows-1252. */
function decodedTwice(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte1252.get(byte)).join('');
}

test.each([
  ['cafÃ©', 'café'],
  ['donâ€™t', 'don’t'],
  ['tá»‘t', 'tốt'],
  ['Phim ráº¥t hay, diá»…n viÃªn Ä‘Ã³ng tá»‘t', 'Phim rất hay, diễn viên đóng tốt'],
  ['great ðŸ˜€', 'great 😀'],
  ['50 Â°C', '50 °C'],
  ['cafÃƒÂ©', 'café'],
  ['ÐŸÑ€Ð¸Ð²ÐµÑ‚', 'Привет'],
  ['â€œgreatâ€\u009d', '“great”'],
  ['â€œgreatâ€, he said', '“great”, he said'],
  ['itâ\u0080\u0099s fine', 'it’s fine'],
  ['itÂ’s fine', 'it\u0092s fine'],
  ['he waited Â… and left', 'he waited \u0085 and left'],
  ['dÃ©jÃ  vu', 'déjà  vu'],
  ['Ã\u0081rbol', 'Árbol'],
])('%s was %s', (broken, meant) => {
  expect(repairDecodedTwice(broken)).toBe(meant);
});

test.each([
  'NÃO GOSTEI DA AÇÃO',
  'IRMÃ',
  'IRMÃ…',
  'CAFÉ»',
  'CAFÉ… THÉ…',
  '„MENÜ“ war gut',
  'MENÜ“',
  'il est allé\u00a0»',
  'voilà\u00a0»',
  'Très bon film, où tout va',
  '¡QUÉ BUENO!',
  'Tuyệt vời, rất đẹp',
  '5° or 6°, 10 €',
  'ROMÂ…',
  'Ångström',
])('%s stays', (text) => {
  expect(repairDecodedTwice(text)).toBeNull();
  expect(new CellCleaner().clean(text)).toBe(text.replaceAll('\u00a0', ' '));
});

test('what was repaired is marked, and what could not be', () => {
  const cleaner = new CellCleaner();
  const defectsOf = (text: string) => {
    cleaner.defects = 0;
    cleaner.clean(text);
    return cleaner.defects;
  };
  expect(defectsOf('cafÃ©')).toBe(rowDefect.repaired);
  expect(defectsOf('caf\ufffd')).toBe(rowDefect.wrongEncoding);
  expect(defectsOf('a lone \ud800')).toBe(rowDefect.wrongEncoding);
  // The sushi goes to no byte of windows-1252, so that it is not certain what the rest was.
  expect(defectsOf('cafÃ© 寿司')).toBe(rowDefect.wrongEncoding);
  expect(defectsOf('a <b>bold</b> film')).toBe(rowDefect.markup);
  expect(defectsOf('good &amp; bad')).toBe(rowDefect.markup);
  expect(defectsOf('<script>alert(1)</script> cafÃ©')).toBe(rowDefect.markup | rowDefect.repaired);
  expect(defectsOf('one<br />two <3 a < b & c > d, R&B; AT&T')).toBe(0);
  expect(defectsOf('Tuyệt vời «está» ÀÉÎ')).toBe(0);
});

test('any Vietnamese or French sentence that was decoded twice comes back', () => {
  const word = fc.constantFrom(
    'rất',
    'đẹp',
    'tốt',
    'không',
    'été',
    'où',
    'à',
    'naïve',
    'film',
    '“hay”',
    'phở…',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
      const text = words.join(' ');
      const broken = decodedTwice(text);
      const repaired = repairDecodedTwice(broken);
      // What “à” becomes may be meant as it is: once or twice, and nothing else with it, it is left.
      if (repaired === null) expect(text.replace(/[\0-\x7f]/g, '')).toMatch(/^à{0,2}$/);
      else expect(repaired).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test('what is no double decoding is never changed into something that lost a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const repaired = repairDecodedTwice(text);
      if (repaired !== null) expect(repaired.length).toBeLessThan(text.length);
    }),
    { numRuns: 1_000 },
  );
});

test('what two wrong encodings left is shown as it was meant', () => {
  expect(new CellCleaner().clean('itÂ’s Â“fineÂ”')).toBe('it’s “fine”');
});

test('line breaks that were written out are spaces', () => {
  const cleaner = new CellCleaner();
  expect(cleaner.clean(String.raw`Good pot\nNo leak\r\n\tand warm`)).toBe('Good pot No leak and warm');
  expect(cleaner.clean(String.raw`Line one\\nline two`)).toBe('Line one line two');
  expect(cleaner.clean(String.raw`It is in C:\new\tools`)).toBe(String.raw`It is in C:\new\tools`);
  expect(cleaner.clean(String.raw`AC\DC and a \ sign`)).toBe(String.raw`AC\DC and a \ sign`);
});
