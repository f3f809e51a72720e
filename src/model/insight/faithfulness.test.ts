import { describe, expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { faithfulness } from './faithfulness.ts';
import { rankCorrelation } from './ranks.ts';
import { countingModel, subjectFor } from './testing/counting.ts';

/** Three good or bad words more than the other kind, among words that say nothing. */
function countedTexts(count: number): string[] {
  const random = new Random(3, 3);
  return Array.from({ length: count }, (_, i) => {
    const [more, less] = i % 2 === 0 ? ['good', 'bad'] : ['bad', 'good'];
    const plain = Array.from({ length: 6 }, () => ['the', 'film'][random.below(2)]);
    return random.shuffle([more, more, more, less, ...plain]).join(' ');
  });
}

describe('the proof of attribution', () => {
  it('trusts methods on a network whose answer they give exactly', async () => {
    const found = await faithfulness(subjectFor(countingModel()), countedTexts(40));
    expect(found).toMatchObject({ reviews: 40, words: 10 });
    const [gradients, occlusion, relevance, chance] = found.orders;
    for (const order of [gradients, occlusion]) {
      // Three words of ten are all that speaks for the answer: without them it is the other one.
      expect(order.deletion[3]).toBeCloseTo(1 / (1 + Math.exp(-3 * Math.tanh(-0.5))), 6);
      expect(order.insertion[3]).toBeCloseTo(1 / (1 + Math.exp(-3 * Math.tanh(1.5))), 6);
      expect(order.overRandom.interval[0]).toBeGreaterThan(0.1);
      expect(order.signs).toEqual({ all: 1, strongest: 1 });
    }
    // Relevance is lost where good and bad words come to nothing: what it would be a part of is 0.
    expect(relevance.overRandom.interval[0]).toBeGreaterThan(0);
    expect(chance).toMatchObject({ name: 'random', overRandom: { mean: 0 }, signs: null });
    expect(chance.deletion[3]).toBeGreaterThan(0.5);
    expect(found.agreement[0]).toMatchObject({ methods: ['integrated-gradients', 'occlusion'] });
    expect(found.agreement[0].correlation).toBeGreaterThan(0.99);
    expect(found.trusted).toEqual(['integrated-gradients', 'occlusion']);
  });

  it('passes over texts of one word or two', async () => {
    const found = await faithfulness(subjectFor(countingModel()), ['good', 'bad film', ...countedTexts(2)]);
    expect(found.reviews).toBe(2);
  });
});

describe('rank correlation', () => {
  it('is by ranks, with equal values sharing theirs', () => {
    expect(rankCorrelation([1, 2, 30], [5, 6, 7])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [9, 4, 1])).toBe(-1);
    expect(rankCorrelation([1, 1, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9487, 4);
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBe(0);
  });
});
