import { describe, expect, it } from 'vitest';
import { encodeText, readingOf, Vocabulary } from '../data/index.ts';
import { goldenCount, goldenInputs, goldenTexts, goldenWork, makeGolden, writeGolden } from './golden.ts';
import { differenceFromReference, networks, savedModel, threeClasses } from './testing/saved.ts';

describe('golden answers', () => {
  it.each(networks)('are those of the float64 references: %s', (_name, values, classNames, decision) => {
    const saved = savedModel(values, 8, classNames, decision);
    const { cases } = makeGolden(saved);
    expect(cases).toHaveLength(goldenCount);
    for (const { ids, probabilities } of cases) {
      expect(probabilities).toHaveLength(classNames.length);
      expect(differenceFromReference(saved, ids, probabilities)).toBeLessThan(1e-12);
    }
    // The model must tell the texts apart, or the comparison says nothing.
    const second = cases.map(({ probabilities }) => probabilities[1]);
    expect(Math.max(...second) - Math.min(...second)).toBeGreaterThan(0.003);
  });

  it('have the tokens and ids that the page gives', () => {
    const saved = savedModel({ punctuation: true });
    const vocabulary = new Vocabulary(saved.vocabulary);
    for (const { text, tokens, ids } of goldenInputs(saved)) {
      const encoded = encodeText(text, vocabulary, readingOf(saved));
      expect(ids).toEqual([...encoded.ids]);
      expect(tokens).toEqual(encoded.tokens.map(({ token }) => token));
    }
  });

  it('are about Vietnamese, unknown words, nothing at all, and more than the limit', () => {
    const saved = savedModel();
    const inputs = goldenInputs(saved);
    expect(inputs.some(({ tokens }) => tokens.includes('phim'))).toBe(true);
    expect(inputs.some(({ text }) => text !== text.normalize('NFC'))).toBe(true);
    expect(inputs.some(({ text }) => /\p{M}{31}/u.test(text))).toBe(true);
    expect(inputs.some(({ tokens }) => tokens.length === 0)).toBe(true);
    expect(inputs.filter(({ tokens, ids }) => tokens.length > ids.length).length).toBeGreaterThan(1);
    expect(inputs.some(({ ids }) => ids.length > 1 && ids.every((id) => id === 1))).toBe(true);
  });

  it('are the same each time, and hold what a backend computed when that is given', () => {
    const saved = savedModel();
    expect(goldenTexts(saved)).toEqual(goldenTexts(saved));
    const live = Float32Array.from({ length: 2 * goldenCount }, (_, i) => i / 128);
    expect(makeGolden(saved, live).cases.flatMap(({ probabilities }) => probabilities)).toEqual([...live]);
    expect(() => makeGolden(saved, live.subarray(1))).toThrow('99 probabilities for 50 texts of 2 classes');
    expect(() => makeGolden(saved, live.fill(Number.NaN, 7, 8))).toThrow('no probability');
  });

  it('are written with the probability of class 1, or of all classes where there are more than two', () => {
    const live = Float32Array.from({ length: 3 * goldenCount }, (_, i) => i / 256);
    const two = writeGolden(makeGolden(savedModel(), live.subarray(goldenCount)));
    const probability = live[goldenCount + 7];
    expect(two.cases[3]).toEqual({ ...goldenInputs(savedModel())[3], probability, class: 1 });
    const three = savedModel({}, 1, threeClasses);
    expect(writeGolden(makeGolden(three, live)).cases[3]).toEqual({
      ...goldenInputs(three)[3],
      probabilities: [...live.subarray(9, 12)],
      class: 2,
    });
  });

  it('have the classes of the decision', () => {
    const saved = savedModel({}, 1, threeClasses);
    for (const only of [0, 1, 2]) {
      const weights = [0, 1, 2].map((id) => (id === only ? 1 : 0));
      const { cases } = makeGolden({ ...saved, decision: { temperature: 1, weights } });
      expect(new Set(cases.map((one) => one.class))).toEqual(new Set([only]));
    }
  });

  it('are made for a vocabulary without a word, too', () => {
    const saved = savedModel();
    const empty = { ...saved, vocabulary: saved.vocabulary.slice(0, 2) };
    expect(goldenInputs(empty)).toHaveLength(goldenCount);
  });

  it('cost what their products are', () => {
    const saved = savedModel({ layerSizes: [3], embeddingSize: 5, bidirectional: true, pooling: 'last' });
    const words = goldenInputs(saved).reduce((sum, { ids }) => sum + ids.length, 0);
    expect(goldenWork(saved)).toBe(words * (2 * 12 * (5 + 3) + 6));
  });
});
