/** The tokenizer in the bundle's Python cuts as ours does: every code point, and texts of all kinds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeText, Vocabulary } from '../data/index.ts';
import { markupRule } from '../data/markup.ts';
import { bundleFiles } from './index.ts';
import { hostileMarkup } from './testing/hostile-markup.ts';
import { manyMarks, signs, spaceless } from './testing/hostile-texts.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { savedModel, words } from './testing/saved.ts';

const bundle = () => folderOf(bundleFiles(savedModel(), new Set(['code'])));

/** For each code point the class of its category, and what lower case makes of it where that is another. */
const describeAll = `
import json, sys, unicodedata
points = [chr(point) for point in range(0x110000)]
lower = {ord(c): c.lower() for c in points if c.lower() != c}
print(json.dumps(["".join(unicodedata.category(c)[0] if unicodedata.category(c) != "Cn" else "?" for c in points), lower]))
`;

const encodeAll = `
import json, sys
from forget_gate import Encoder, read_json
vocabulary = read_json("vocabulary.json")
markup, cases = json.load(sys.stdin)
print(json.dumps([Encoder(vocabulary, rule, markup if rule["stripMarkup"] else None)(text) for text, rule in cases]))
`;

/** Seconds for a text of many marks, and for one that is eight times as long: of five each, the shortest. */
const timeMarks = `
import json, time
from forget_gate import tokenize
def shortest(pairs):
    text = "a" + "\\u0301\\u0316" * pairs
    times = []
    for _ in range(5):
        started = time.perf_counter()
        tokenize(text, {"lowercase": True})
        times.append(time.perf_counter() - started)
    return min(times)
print(json.dumps([shortest(2500), shortest(20000)]))
`;

describeWithPython('the tokenizer in Python', ['unicodedata'], ['forget_gate.py'], (python) => {
  it('has the same classes of characters and the same lower case, but for those that it has not heard of', () => {
    const [classes, lower] = JSON.parse(run(python, ['-c', describeAll], bundle())) as [
      string,
      Record<string, string>,
    ];
    const kinds: [string, RegExp][] = [
      ['LMN', /^[\p{L}\p{M}\p{N}]$/u],
      ['PS', /^[\p{P}\p{S}]$/u],
    ];
    const differences: string[] = [];
    let known = 0;
    for (let point = 0; point < 0x110000; point++) {
      const category = classes[point];
      // Assigned after Python's version of Unicode.
      if (category === '?') continue;
      known++;
      const character = String.fromCodePoint(point);
      const same = kinds.every(
        ([letters, pattern]) => letters.includes(category) === pattern.test(character),
      );
      if (!same || (lower[point] ?? character) !== character.toLowerCase())
        differences.push(point.toString(16));
    }
    expect(known).toBeGreaterThan(280_000);
    expect(differences).toEqual([]);
  });

  it('cuts a text of many marks in time that grows with its length', () => {
    const [short, long] = JSON.parse(run(python, ['-c', timeMarks], bundle())) as [number, number];
    // With the square it takes 64 times as long.
    expect(long / short).toBeLessThan(32);
  });

  it('gives the same tokens and ids for any text', () => {
    const vocabulary = new Vocabulary(savedModel().vocabulary);
    const piece = fc.oneof(
      fc.constantFrom(...words, ...signs, '…'),
      fc.constantFrom('<br/>', '<BR  /   >', '</br\u2003>', '<br\u001c>', '<br\u0085>', '\u0092', '\u0081'),
      fc.constantFrom('ΟΔΟΣ', 'Σ’Σ', 'ΑΣ\u0301', 'ΑΣ\u00adΑ', 'ẞ', 'ǅ', 'K', 'Phở'.normalize('NFD')),
      fc.constantFrom('😀', '👨\u200d👩', '\ud83d', '\ude00', '\udc00\ud800', '𝒳', '½', '٣', '가', 'ᄀ', 'ᅡ'),
      spaceless,
      manyMarks,
      fc.constantFrom('\u0316'.repeat(30), '\u034f', '\u0f73'.repeat(31), '\u{1d165}'.repeat(70)),
      // Up to U+07FF all is old enough for every Python to know.
      fc.integer({ min: 0, max: 0x7ff }).map((point) => String.fromCodePoint(point)),
      hostileMarkup,
    );
    const cases = fc.sample(
      fc.tuple(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        fc.record({
          lowercase: fc.boolean(),
          punctuation: fc.boolean(),
          tokenization: fc.constantFrom('words' as const, 'characters' as const),
          maxLength: fc.integer({ min: 1, max: 6 }),
          keptEnd: fc.constantFrom('start' as const, 'end' as const),
          stripMarkup: fc.boolean(),
        }),
      ),
      { numRuns: 3_000, seed: 11 },
    );
    const answers = JSON.parse(
      run(python, ['-c', encodeAll], bundle(), JSON.stringify([markupRule, cases])),
    ) as [string[], number[]][];
    cases.forEach(([text, rule], i) => {
      const { tokens, ids } = encodeText(text, vocabulary, rule);
      expect([JSON.stringify(text), ...answers[i]]).toEqual([
        JSON.stringify(text),
        tokens.map(({ token }) => token),
        [...ids],
      ]);
    });
  });
});
