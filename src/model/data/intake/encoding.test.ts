import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../clean.ts';
import { StreamDecoder } from './decoding.ts';
import { EncodingSurvey } from './encoding.ts';
import { readFiles, rowsOf, utf8 } from './testing/read.ts';

function survey(bytes: Uint8Array, pieceLength = bytes.length): ReturnType<EncodingSurvey['finish']> {
  const found = new EncodingSurvey();
  for (let at = 0; at < bytes.length; at += pieceLength) found.push(bytes.subarray(at, at + pieceLength));
  return found.finish();
}

/** Bytes of a text in windows-1258: letters that it lacks are taken apart, as Windows does. */
function windows1258(text: string): Uint8Array<ArrayBuffer> {
  const bytesOf = new Map<string, number>();
  const decoder = new TextDecoder('windows-1258');
  for (let byte = 0; byte < 256; byte++) bytesOf.set(decoder.decode(Uint8Array.of(byte)), byte);
  const bytes: number[] = [];
  for (const char of text.normalize('NFC')) {
    const whole = bytesOf.get(char);
    if (whole !== undefined) {
      bytes.push(whole);
      continue;
    }
    // Vowel with its own mark, then the tone: ế is ê and an acute.
    const [base, ...marks] = char.normalize('NFD');
    const tones = marks.filter((mark) => bytesOf.has(mark));
    const vowel = base + marks.filter((mark) => !tones.includes(mark)).join('');
    for (const part of [vowel.normalize('NFC'), ...tones]) bytes.push(bytesOf.get(part) ?? 0x3f);
  }
  return Uint8Array.from(bytes);
}

function windows1252(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => ({ '’': 0x92, '“': 0x93, '”': 0x94 })[char] ?? char.charCodeAt(0));
}

const vietnamese = [
  'Phim rất hay, diễn viên đóng tốt.',
  'Sản phẩm kém chất lượng, không nên mua!',
  'Giao hàng nhanh, đóng gói cẩn thận. Giá 120.000₫',
  'ĐỒ ĂN NGON, PHỤC VỤ TỆ',
  'Tuyệt vời',
];

test.each(vietnamese)('Vietnamese in windows-1258: %s', async (text) => {
  const bytes = windows1258(`text,label\n"${text}",1\n"${text}!",0\n`);
  const table = await readFiles({ 'x.csv': bytes });
  expect(table.encoding).toBe('windows-1258');
  expect(rowsOf(table)[0]).toEqual([text, '1']);
});

test.each([
  [
    'French',
    'Très bon film, malgré quelques défauts. Où êtes-vous ? Ça m’a plu, à l’œil nu.'.replace('œ', 'oe'),
  ],
  ['Italian', 'Però il film può piacere: è così bello, perciò lo rivedrò. Costò già di più, lunedì.'],
  ['Spanish', '¡Qué película más aburrida! El niño salió corriendo, según dicen.'],
  ['Portuguese', 'Não gostei: as ações são fracas, mas a atuação é ótima. Corações, mãe, irmã.'],
  ['German', 'Schön gemacht, aber viel zu lang. Größe und Stärke überzeugen.'],
  ['Icelandic', 'Það var góð mynd, ég þoldi hana ekki síðar. Ýmislegt má þó segja um aðra þætti.'],
  ['English', 'It’s a “fine” film'],
])('%s in windows-1252', async (_, text) => {
  const bytes = windows1252(`text,label\n"${text}",1\n"${text}!",0\n`);
  const table = await readFiles({ 'x.csv': bytes });
  expect(table.encoding).toBe('windows-1252');
  expect(rowsOf(table)[0]).toEqual([text, '1']);
});

test('what a user chooses goes before what was found', async () => {
  const bytes = windows1252('text,label\nMañana,1\nOtra,0\n');
  const table = await readFiles({ 'x.csv': bytes }, { encoding: 'UTF-8' });
  expect(table.encoding).toBe('UTF-8');
  expect(rowsOf(table)[0][0]).toBe('Ma\ufffdana');
  expect(table.defects[0]).toBe(4);
});

test('UTF-8 with a few broken characters is still UTF-8, with many it is not', () => {
  const good = utf8('Rất hay rất tốt rất vui rất đẹp rất ngon rất bền');
  expect(survey(Uint8Array.of(...good, 0xe9, 0x20)).encoding).toBe('UTF-8');
  expect(survey(Uint8Array.of(...good, ...Array(10).fill(0xe9))).encoding).toBe('windows-1252');
  // Cut inside its last character.
  expect(survey(utf8('một ệ').subarray(0, -1)).encoding).toBe('UTF-8');
  expect(survey(windows1252('café')).encoding).toBe('windows-1252');
});

test.each([
  ['overlong', [0xc0, 0xaf]],
  ['overlong, three bytes', [0xe0, 0x80, 0x80]],
  ['surrogate', [0xed, 0xa0, 0x80]],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
])('%s is not UTF-8', (_, bytes) => {
  expect(survey(Uint8Array.from([...bytes, 0x20])).encoding).not.toBe('UTF-8');
});

test('any text in UTF-8 is found to be UTF-8, and decoded, wherever it is cut', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), (text, pieceLength) => {
      const bytes = utf8(text);
      expect(survey(bytes, pieceLength)).toMatchObject({
        encoding: 'UTF-8',
        isAscii: bytes.every((byte) => byte < 0x80),
      });
      const decoder = new StreamDecoder('utf-8');
      let decoded = '';
      for (let at = 0; at < bytes.length; at += pieceLength) {
        decoded += decoder.push(bytes.subarray(at, at + pieceLength));
      }
      expect(cleanText(decoded + decoder.finish())).toBe(cleanText(text));
    }),
  );
});

test('the survey agrees with a strict decoder on what is UTF-8 without a fault', () => {
  const strict = (bytes: Uint8Array) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  // No whole character is among them, so that one broken one decides.
  const pieces = fc.constantFrom(
    [0x41],
    [0xc3],
    [0xe1, 0xba],
    [0xf0, 0x9f],
    [0x80],
    [0xff],
    [0xed, 0xa0],
    [0x0a],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (parts, pieceLength) => {
      const bytes = Uint8Array.from([...parts.flat(), 0x20]);
      const { encoding } = survey(bytes, pieceLength);
      if (strict(bytes)) expect(encoding).toBe('UTF-8');
      else if (bytes.filter((byte) => byte >= 0x80).length < 4) expect(encoding).not.toBe('UTF-8');
    }),
    { numRuns: 500 },
  );
});
