import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean.ts';
import { nfc, mostMarks } from './nfc.ts';
import { tokenCounter, tokenize } from './tokenize.ts';
import { shortest } from '../testing/shortest.ts';

const sources = import.meta.glob<string>('/{src,cli}/**/*.{ts,tsx,mjs}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const marks = Array.from('\u0301\u0316\u0327\u0344\u05b0\u0f73\u093f\u{1d165}');
const run = (count: number) => Array.from({ length: count }, (_, i) => marks[i % marks.length]).join('');

describe('nfc', () => {
  it('is NFC for every text whose marks come 30 in a row at most', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(mostMarks).map((count) => `e${'\u0316\u0301'.repeat(20).slice(0, count)}`),
      fc.constantFrom('Phở'.normalize('NFD'), '가', 'ᄀ', 'ᅡ', '😀'.repeat(20)),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        fc.pre(!/\p{M}{31}/u.test(text));
        expect(nfc(text)).toBe(text.normalize('NFC'));
      }),
      { numRuns: 150 },
    );
  });

  it('joins marks after every thirtieth, wherever a run of them begins', () => {
    for (let before = 0; before < 70; before++) {
      const text = `${'x'.repeat(before)}${'\u0316'.repeat(75)} ${'\u0316'.repeat(30)}`;
      const bounded = ['\u0316'.repeat(30), '\u0316'.repeat(30), '\u0316'.repeat(15)].join('\u034f');
      expect(nfc(text)).toBe(`${'x'.repeat(before)}${bounded} ${'\u0316'.repeat(30)}`);
    }
    const wide = '\u{1d165}'.repeat(31);
    expect(nfc(wide)).toBe(`${'\u{1d165}'.repeat(30)}\u034f\u{1d165}`);
  });

  it('does nothing more to what it gave', () => {
    const piece = fc.oneof(
      fc.nat(200).map(run),
      fc.constantFrom('a', ' ', 'İ', '\u034f', '\ud83d', '\ude00'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = nfc(pieces.join(''));
        expect(nfc(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
        expect(cleanText(cleanText(once))).toBe(cleanText(once));
      }),
    );
  });

  it('is the only place that normalizes, but for programs that stand alone', () => {
    const alone = /\.test\.ts$|\/(testing|templates)\/|\/data\/nfc\.ts$|\/export\/(card|golden)\.ts$/;
    const others = Object.entries(sources).filter(
      ([path, source]) => !alone.test(path) && /\.normalize\(/.test(source),
    );
    expect(Object.keys(sources).length).toBeGreaterThan(200);
    expect(others.map(([path]) => path)).toEqual([]);
  });
});

describe('a text of many marks', () => {
  const works: [string, (text: string) => void][] = [
    ['cleaned', (text) => cleanText(text)],
    ['tokenized', (text) => tokenize(text, { lowercase: true, punctuation: true })],
    ['counted', (text) => tokenCounter({ punctuation: false })(new TextEncoder().encode(text))],
  ];

  it.each(works)('is %s in time that grows with its length', (_, work) => {
    // Two classes in turn, which NFC has to sort; with the square, eight times the length takes 64 times as long.
    const [short, long] = [1_500, 12_000].map((pairs) => `a${'\u0301\u0316'.repeat(pairs)}`);
    work(short);
    expect(shortest(() => work(long))).toBeLessThan(32 * shortest(() => work(short)) + 10);
  });
});
