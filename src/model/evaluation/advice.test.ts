import { describe, expect, it } from 'vitest';
import type { EpochEvent } from '../../contract/training.ts';
import type { BaselineComparison } from '../../contract/results.ts';
import { adviseOn, verdictOf } from './advice.ts';

function comparison(difference: number, pValue: number): BaselineComparison {
  const interval: [number, number] = [difference - 0.04, difference + 0.04];
  return { accuracy: 0.8, difference, interval, onlyNetwork: 20, onlyBaseline: 20, pValue };
}

/** A test on 298 reviews that is better than the majority class. */
const tested = (bagOfWords = comparison(0.01, 0.6)) => ({
  rows: 298,
  accuracy: 0.8,
  majorityAccuracy: 0.51,
  baselines: { majority: comparison(0.3, 1e-9), bagOfWords },
  classNames: ['negative', 'positive'],
});

/** @param accuracy of the last epoch in training */
function curve(validationLosses: number[], accuracy = 0.9): EpochEvent[] {
  return validationLosses.map((validationLoss, place) => ({
    type: 'epoch',
    epoch: place + 1,
    loss: 0.4,
    accuracy,
    validationLoss,
    validationAccuracy: 0.8,
    learningRate: 0.01,
    seconds: 1,
  }));
}

const codes = (epochs: EpochEvent[], test: Parameters<typeof adviseOn>[1] = tested()) =>
  adviseOn(epochs, test).map(({ code }) => code);

describe('advice', () => {
  it.each([
    ['still falls at the end', [0.69, 0.6, 0.52, 0.46], 0.85, ['more-epochs']],
    ['is that of one epoch alone', [0.6], 0.7, ['one-epoch']],
    ['levels off', [0.69, 0.5, 0.452, 0.45], 0.9, ['levelled-off']],
    ['rose by little once', [0.69, 0.5, 0.45, 0.455], 0.9, ['levelled-off']],
    ['rises since the third epoch', [0.69, 0.5, 0.45, 0.47, 0.5], 0.93, ['validation-rising']],
    ['rises far in one epoch', [0.69, 0.45, 0.6], 0.93, ['validation-rising']],
    ['rises by little in two epochs', [0.69, 0.5, 0.45, 0.455, 0.46], 0.93, ['validation-rising']],
    ['comes back nearly to its least', [0.69, 0.45, 0.5, 0.452], 0.93, ['levelled-off']],
    ['rises and falls again without coming back', [0.69, 0.45, 0.6, 0.55], 0.93, ['validation-rising']],
    ['rises with training accuracy near 100%', [0.69, 0.45, 0.5, 0.6, 0.8], 0.995, ['overfitting']],
    ['levels off with training accuracy near 100%', [0.69, 0.451, 0.45, 0.45], 0.99, ['memorised']],
    ['falls with training accuracy near 100%', [0.69, 0.5, 0.4], 0.99, ['more-epochs']],
  ] as const)('where validation loss %s', (_, losses, accuracy, expected) => {
    expect(codes(curve([...losses], accuracy))).toEqual(expected);
  });

  it('says since when validation loss has risen', () => {
    expect(adviseOn(curve([0.69, 0.5, 0.45, 0.47, 0.5]), tested())[0]).toMatchObject({ epoch: 3 });
    expect(adviseOn(curve([0.69, 0.45, 0.45, 0.6]), tested())[0]).toMatchObject({ epoch: 2 });
  });

  it('never speaks for more epochs when validation loss ends above its least', () => {
    const losses = [0.4, 0.5, 0.6, 0.7];
    const curves = losses.flatMap((a) => losses.flatMap((b) => losses.map((c) => [a, b, c])));
    const higher = curves.filter(([a, b, c]) => c > Math.min(a, b));
    expect(higher.length).toBeGreaterThan(20);
    expect(higher.flatMap((of) => codes(curve(of, 0.8)))).not.toContain('more-epochs');
  });

  it('is about the learning rate where nothing was learned', () => {
    const test = { ...tested(), accuracy: 0.5 };
    const baselines = {
      ...test.baselines,
      majority: comparison(-0.01, 0.9),
      bagOfWords: comparison(-0.3, 1e-9),
    };
    expect(codes(curve([0.693, 0.694, 0.693], 0.52), { ...test, baselines })).toEqual(['learning-rate']);
    expect(codes(curve([0.693, 0.694, 0.693], 0.52), { ...test, baselines: null })).toEqual([
      'learning-rate',
    ]);
    // It did learn its training reviews: that is another matter.
    expect(codes(curve([0.69, 0.8, 1.2], 0.99), { ...test, baselines })).toEqual([
      'overfitting',
      'below-baseline',
    ]);
  });

  const little = curve([0.693, 0.694, 0.693], 0.52);
  const isAboutRate = (test: Parameters<typeof adviseOn>[1], epochs = little) =>
    codes(epochs, test).includes('learning-rate');

  it('is about the learning rate unless the test is better than the majority class by more than chance', () => {
    const majority = (difference: number, pValue: number) => ({
      ...tested(),
      baselines: { ...tested().baselines, majority: comparison(difference, pValue) },
    });
    expect(isAboutRate(majority(0.3, 1e-9))).toBe(false);
    expect(isAboutRate({ ...majority(0.01, 0.6), accuracy: 0.52 })).toBe(true);
    expect(isAboutRate({ ...majority(-0.3, 1e-9), accuracy: 0.21 })).toBe(true);
    // Four tested reviews prove nothing, but three of four beside one are no sign of chance.
    expect(isAboutRate({ ...majority(0.25, 0.5), rows: 4, accuracy: 0.76 })).toBe(false);
    // Without the comparison: of 2,980 reviews two standard errors are 1.8 points.
    const alone = (accuracy: number) => ({ ...tested(), rows: 2_980, accuracy, baselines: null });
    expect(isAboutRate(alone(0.525))).toBe(true);
    expect(isAboutRate(alone(0.53))).toBe(false);
  });

  it('is not about the learning rate where training is far above the majority class', () => {
    const test = (majorityAccuracy: number, classNames: string[]) => ({
      ...tested(),
      accuracy: majorityAccuracy,
      majorityAccuracy,
      baselines: null,
      classNames,
    });
    const reached = (accuracy: number) => curve([0.693, 0.694, 0.693], accuracy);
    // A class of training that is rare in the test is half of training at least, where there are two.
    expect(isAboutRate(test(0.3, ['a', 'b']), reached(0.54))).toBe(true);
    expect(isAboutRate(test(0.3, ['a', 'b']), reached(0.56))).toBe(false);
    expect(isAboutRate(test(0.4, ['a', 'b', 'c']), reached(0.44))).toBe(true);
    expect(isAboutRate(test(0.4, ['a', 'b', 'c']), reached(0.5))).toBe(false);
  });

  it('says when the baseline is better', () => {
    expect(codes(curve([0.69, 0.5, 0.45, 0.45]), tested(comparison(-0.08, 0.001)))).toEqual([
      'levelled-off',
      'below-baseline',
    ]);
    expect(codes(curve([0.69, 0.5, 0.45, 0.45]), tested(comparison(0.08, 0.001)))).toEqual(['levelled-off']);
  });

  it('does not give a network up that is still learning', () => {
    expect(codes(curve([0.69, 0.6, 0.5], 0.8), tested(comparison(-0.08, 0.001)))).toEqual(['more-epochs']);
    expect(codes(curve([0.6], 0.8), tested(comparison(-0.08, 0.001)))).toEqual(['one-epoch']);
  });

  it('says nothing of curves that are not known', () => {
    expect(codes([])).toEqual([]);
    expect(codes(curve([Number.NaN]))).toEqual([]);
  });
});

describe('the verdict', () => {
  it('praises only what the exact test tells apart', () => {
    expect(verdictOf(tested(comparison(0.03, 0.06)))?.code).toBe('not-distinguishable');
    expect(verdictOf(tested(comparison(0.06, 0.01)))?.code).toBe('better');
    expect(verdictOf(tested(comparison(-0.06, 0.01)))?.code).toBe('worse');
    expect(verdictOf({ rows: 298, baselines: null })).toBeNull();
  });

  it('says the difference with its interval', () => {
    expect(verdictOf(tested(comparison(-0.0004, 0.9)))).toMatchObject({
      code: 'not-distinguishable',
      rows: 298,
      difference: -0.0004,
    });
    expect(verdictOf(tested(comparison(-0.06, 0.01)))).toMatchObject({ code: 'worse', difference: -0.06 });
  });
});
