import { expect, it } from 'vitest';
import type { EncodedPart } from './encode.ts';
import { wordKeepProbs } from './word-dropout.ts';

/** Word 2 occurs three times, 3 once, 4 never. */
const part: EncodedPart = {
  tokens: Uint16Array.of(2, 3, 2, 2),
  offsets: Int32Array.of(0, 2, 4),
  classes: Uint8Array.of(0, 1),
};

const keepProbs = (wordKeepProb: number, rareWordDropout: number) =>
  wordKeepProbs(part, 5, { wordKeepProb, rareWordDropout });

it('keeps frequent words more often than rare ones', () => {
  expect([...(keepProbs(1, 1) ?? [])]).toEqual([1, 1, 3 / 4, 1 / 2, 1]);
});

it('multiplies with the chance that all words share', () => {
  expect([...(keepProbs(0.8, 2) ?? [])].map((chance) => chance.toFixed(4))).toEqual(
    [0.8, 0.8, (0.8 * 3) / 5, 0.8 / 3, 0.8].map((chance) => chance.toFixed(4)),
  );
  expect([...(keepProbs(0.8, 0) ?? [])]).toEqual(Array(5).fill(0.8));
});

it('is nothing where all words stay', () => {
  expect(keepProbs(1, 0)).toBeNull();
});
