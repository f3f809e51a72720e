/** The bundle's JavaScript against our own, and what it says to a broken file. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeText, Vocabulary } from '../data/index.ts';
import { writeSafetensors } from './safetensors.ts';
import { describeLayers } from './schemas.ts';
import { Random } from '../data/random.ts';
import { markupRule } from '../data/markup.ts';
import { classOf, encoder, network, readSafetensors, uncalibrated } from './templates/forget-gate.mjs';
import { markupStripper } from './templates/markup.mjs';
import { hostileMarkup } from './testing/hostile-markup.ts';
import { manyMarks, signs, spaceless } from './testing/hostile-texts.ts';
import { savedModel, words } from './testing/saved.ts';
import { shortest } from '../testing/shortest.ts';

it('cuts any text as the page does', () => {
  const saved = savedModel();
  const vocabulary = new Vocabulary(saved.vocabulary);
  const piece = fc.oneof(
    fc.constantFrom(...words, ...signs, '<br />'),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('\u0092', '\u0081', '\ud83d', '\ude00', '😀', '𝒳', '\u034f', '\u{1d165}'.repeat(70)),
    spaceless,
    manyMarks,
    hostileMarkup,
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.record({
        lowercase: fc.boolean(),
        punctuation: fc.boolean(),
        tokenization: fc.constantFrom('words' as const, 'characters' as const, 'segmenter-th' as const),
        maxLength: fc.integer({ min: 1, max: 5 }),
        keptEnd: fc.constantFrom('start' as const, 'end' as const),
        stripMarkup: fc.boolean(),
      }),
      (pieces, rule) => {
        const text = pieces.join('');
        const expected = encodeText(text, vocabulary, rule);
        const strip = markupStripper(rule.stripMarkup ? markupRule : undefined);
        const { tokens, ids } = encoder(saved.vocabulary, rule, strip)(text);
        expect(tokens).toEqual(expected.tokens.map(({ token }) => token));
        expect(ids).toEqual([...expected.ids]);
      },
    ),
    { numRuns: 1_000 },
  );
});

it('cuts a text of many marks in time that grows with its length', () => {
  const saved = savedModel();
  const encode = encoder(saved.vocabulary, saved.config, markupStripper());
  const [short, long] = [1_500, 12_000].map((pairs) => `a${'\u0301\u0316'.repeat(pairs)}`);
  encode(short);
  // With the square, eight times the length takes 64 times as long.
  expect(shortest(() => encode(long))).toBeLessThan(32 * shortest(() => encode(short)) + 10);
});

it('reads safetensors from anywhere in a buffer, and names what is missing', () => {
  const values = Float32Array.of(1, -2, 0.5);
  const file = writeSafetensors(new Map([['embedding', { shape: [3], values }]]), { format: 'x' });
  const parameters = readSafetensors(Buffer.concat([Buffer.from('a'), file]).subarray(1));
  expect([...parameters]).toEqual([['embedding', values]]);
  const saved = savedModel();
  const run = network(
    describeLayers(saved.config, { words: saved.vocabulary.length, classes: 2 }),
    parameters,
  );
  expect(() => run([0])).toThrow('no parameter lstm_0/forward/kernel');
});

it('takes the class of the highest product of probability and weight, of several the first', () => {
  expect(classOf(Float64Array.of(0.25, 0.375, 0.375), [1, 1, 1])).toBe(1);
  expect(classOf(Float64Array.of(0.25, 0.375, 0.375), [1.5, 1, 1])).toBe(0);
  expect(classOf(Float64Array.of(0.5, 0.5), [1, 1])).toBe(0);
  expect(classOf(Float64Array.of(0.75, 0.25), [0.25, 0.75])).toBe(0);
});

it('keeps the class when it takes the temperature away', () => {
  const random = new Random(3);
  for (let round = 0; round < 200; round++) {
    const logits = Float64Array.from({ length: 4 }, () => 8 * random.uniform() - 4);
    const decision = {
      temperature: 0.2 + 5 * random.uniform(),
      weights: Array.from({ length: 4 }, () => random.uniform()),
    };
    const shares = (temperature: number) => logits.map((logit) => Math.exp(logit / temperature));
    const { temperature, weights } = uncalibrated(decision);
    expect(classOf(shares(temperature), weights)).toBe(
      classOf(shares(decision.temperature), decision.weights),
    );
  }
});
