import { describe, expect, it } from 'vitest';
import { textColumn } from '../data/index.ts';
import { countingModel, subjectFor } from './testing/counting.ts';
import { compareWords, nearWords, wordMap } from './words.ts';

const weights = new Map([
  ['good', [2]],
  ['bad', [-1.5]],
  ['the', [0.1]],
  ['film', [1]],
  ['nothing', [-9]],
]);

describe('the words of the network that counts good minus bad', () => {
  const subject = subjectFor(countingModel());

  it('are near by cosine: bad is as far from good as can be', () => {
    const { word, near } = nearWords(subject, 'GOOD!');
    expect(word).toBe('good');
    expect(near?.at(-1)).toEqual({ word: 'bad', cosine: -1 });
    expect(near).toHaveLength(3);
    expect(nearWords(subject, 'nothing')).toEqual({ word: 'nothing', near: null });
    expect(nearWords(subject, '…').near).toBeNull();
  });

  it('lie on one line of the map, the most predictive first, without those that it does not know', () => {
    const { map, shares } = wordMap(subject, weights);
    expect(map.map(({ word, class: id }) => [word, id])).toEqual([
      ['good', 1],
      ['bad', 0],
      ['film', 1],
      ['the', 1],
    ]);
    expect(shares[0]).toBeCloseTo(1, 12);
    expect(shares[1]).toBeCloseTo(0, 12);
    expect(Math.abs(map[0].x - map[1].x)).toBeCloseTo(2, 12);
    expect(map[2].x).toBeCloseTo(map[3].x, 12);
  });

  it('are compared with counting: the network makes nothing of film, which counting takes for good', async () => {
    const texts = Array.from(
      { length: 12 },
      (_, i) => ['the good film', 'the bad film', 'good bad the'][i % 3],
    );
    const rows = Int32Array.from(texts.keys());
    const found = await compareWords(subject, { texts: textColumn(texts) }, { rows, weights });
    expect(found.reviews).toEqual({ looked: 12, all: 12 });
    const [first] = found.compared;
    expect(first.word).toBe('film');
    expect(first).toMatchObject({ count: 8, weight: 1 });
    expect(first.attribution).toBeCloseTo(0, 6);
    expect(first.difference).toBeLessThan(-0.5);
    const of = (word: string) => found.compared.find((one) => one.word === word)?.attribution ?? 0;
    expect(of('good')).toBeGreaterThan(1);
    expect(of('bad')).toBeCloseTo(-of('good'), 5);
    expect(found.agreement).toBeGreaterThan(0.5);
  });

  it('are compared only where they stand three times', async () => {
    const texts = ['good good bad', 'good bad film'];
    const rows = Int32Array.of(0, 1);
    const found = await compareWords(subject, { texts: textColumn(texts) }, { rows, weights });
    expect(found.compared.map(({ word }) => word)).toEqual(['good']);
  });
});
