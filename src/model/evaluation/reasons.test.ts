import { describe, expect, it } from 'vitest';
import type { TestFacts } from '../../contract/results.ts';
import type { EpochEvent } from '../../contract/training.ts';
import { reasonsFor, type Judged } from './reasons.ts';

/** An epoch's figures: validation loss, and the accuracies. */
function epochs(
  ...of: readonly (readonly [loss: number, training: number, validation: number])[]
): EpochEvent[] {
  return of.map(([validationLoss, accuracy, validationAccuracy], at) => ({
    type: 'epoch',
    epoch: at + 1,
    loss: 0.4,
    accuracy,
    validationLoss,
    validationAccuracy,
    learningRate: 0.01,
    seconds: 1,
  }));
}

/** Nothing of them is a reason. */
const levelled = epochs([0.6, 0.7, 0.7], [0.5, 0.8, 0.79], [0.501, 0.82, 0.79]);
const plain: TestFacts = {
  trained: 20_000,
  fromVectors: false,
  times: 3,
  rare: { rows: 1_000, right: 800 },
  frequent: { rows: 1_000, right: 805 },
  limit: 50,
  cut: { rows: 100, right: 79 },
  whole: { rows: 1_900, right: 1_526 },
  unknown: 0.02,
};

interface Case {
  facts?: Partial<TestFacts> | null;
  epochs?: EpochEvent[];
  verdict?: Partial<NonNullable<Judged['test']['verdict']>>;
  perClass?: Judged['test']['perClass'];
}

const scores = (rows: number, recall: number | null) => ({ rows, recall, precision: 0.8, f1: 0.8 });

function judged({ facts = {}, epochs: run = levelled, verdict, perClass }: Case): Judged {
  return {
    test: {
      rows: 2_000,
      verdict: { code: 'worse', rows: 2_000, difference: -0.03, interval: [-0.045, -0.015], ...verdict },
      perClass: perClass ?? [scores(1_000, 0.8), scores(1_000, 0.8)],
    },
    epochs: run,
    facts: facts && { ...plain, ...facts },
    classNames: ['negative', 'positive', 'other'],
  };
}

const found = (of: Case) => reasonsFor(judged(of), []).reasons;
const close = { code: 'not-distinguishable', interval: [-0.03, 0.04], difference: 0.005 } as const;

describe('why a network is not better than the baseline', () => {
  it('is not said where nothing stands out, and of none that is better', () => {
    expect(found({})).toEqual([]);
    expect(found({ facts: { trained: 100, fromVectors: true } })).toEqual([]);
    expect(
      found({ facts: { trained: 100, unknown: 0.5 }, verdict: { code: 'better', difference: 0.03 } }),
    ).toEqual([]);
    expect(
      reasonsFor({ ...judged({ facts: { trained: 100 } }), test: { ...judged({}).test, verdict: null } }, [])
        .reasons,
    ).toEqual([]);
  });

  it.each([
    [
      'validation was still improving',
      { epochs: epochs([0.6, 0.7, 0.7], [0.5, 0.8, 0.78]) },
      { code: 'reason-still-improving', epochs: 2 },
    ],
    ['a single epoch', { epochs: epochs([0.6, 0.7, 0.7]) }, { code: 'reason-still-improving', epochs: 1 }],
    [
      'reviews are cut, and answered worse',
      { facts: { cut: { rows: 300, right: 210 }, whole: { rows: 1_700, right: 1_394 } } },
      { code: 'reason-cut', share: 0.15, limit: 50, cut: 0.7, whole: 0.82 },
    ],
    [
      'many words are unknown',
      { facts: { unknown: 0.12 } },
      { code: 'reason-unknown', share: 0.12, fromVectors: false },
    ],
    [
      'rare words are memorised',
      { facts: { rare: { rows: 1_200, right: 960 }, frequent: { rows: 800, right: 728 } } },
      { code: 'reason-rare-words', times: 3, rows: 1_200, rare: 0.8, frequent: 0.91, fromVectors: false },
    ],
    [
      'rare words are memorised by a little more than chance',
      { facts: { rare: { rows: 500, right: 400 }, frequent: { rows: 1_500, right: 1_260 } } },
      { code: 'reason-rare-words', times: 3, rows: 500, rare: 0.8, frequent: 0.84, fromVectors: false },
    ],
    [
      'training accuracy is far above validation, at the best epoch',
      { epochs: epochs([0.6, 0.8, 0.75], [0.5, 0.93, 0.8], [0.6, 0.99, 0.79]) },
      { code: 'reason-memorised', epoch: 2, training: 0.93, validation: 0.8 },
    ],
    [
      'a small class is lost',
      { perClass: [scores(1_300, 0.9), scores(400, 0.45), scores(300, 0.3)] },
      { code: 'reason-small-class', name: 'other', share: 0.15, recall: 0.3 },
    ],
    ['training reviews are few', { facts: { trained: 2_400 } }, { code: 'reason-few-trained', rows: 2_400 }],
    [
      'test reviews are too few to tell',
      { verdict: close },
      { code: 'reason-few-tested', rows: 2_000, spread: expect.closeTo(0.035, 12) as number },
    ],
  ] as const)('%s', (_, of, wanted) => {
    expect(found(of)).toEqual([wanted]);
  });

  it.each([
    ['loss fell by next to nothing', { epochs: epochs([0.5, 0.8, 0.79], [0.499, 0.82, 0.79]) }],
    ['loss fell after it had risen', { epochs: epochs([0.5, 0.7, 0.7], [0.7, 0.72, 0.7], [0.6, 0.74, 0.7]) }],
    ['the curve is not known', { epochs: epochs() }],
    [
      'validation loss was no number in the epoch of the widest gap',
      { epochs: epochs([Number.NaN, 0.99, 0.5], [0.5, 0.8, 0.79], [0.501, 0.82, 0.79]) },
    ],
    [
      'validation loss never was a number',
      { epochs: epochs([Number.NaN, 0.99, 0.5], [Number.NaN, 0.99, 0.5]) },
    ],
    [
      'few reviews are cut',
      { facts: { cut: { rows: 150, right: 75 }, whole: { rows: 1_850, right: 1_517 } } },
    ],
    ['cut reviews are answered as well', { facts: { cut: { rows: 300, right: 240 } } }],
    ['too few reviews have rare words', { facts: { rare: { rows: 19, right: 5 } } }],
    [
      'the gap to validation is small',
      { epochs: epochs([0.6, 0.7, 0.7], [0.5, 0.87, 0.8], [0.6, 0.99, 0.79]) },
    ],
    ['the small class is found', { perClass: [scores(1_700, 0.9), scores(300, 0.6)] }],
    ['the lost class is no small one', { perClass: [scores(1_000, 0.9), scores(1_000, 0.4)] }],
    ['the small class has too few reviews to tell', { perClass: [scores(1_990, 0.9), scores(10, 0.1)] }],
    [
      'nothing is known of what was found of a small class',
      { perClass: [scores(1_700, 0.9), scores(300, null)] },
    ],
    ['the interval is wide, and the baseline better for certain', { verdict: { interval: [-0.1, -0.01] } }],
    ['the interval is narrow', { verdict: { ...close, interval: [-0.01, 0.02] } }],
    ['the texts are gone', { facts: null }],
  ] as const)('not: %s', (_, of) => {
    expect(found(of)).toEqual([]);
  });

  it('has at most three, the most likely first: too few test reviews before all else only where the network is ahead', () => {
    const all = {
      facts: { trained: 900, unknown: 0.2, cut: { rows: 400, right: 200 } },
      epochs: epochs([0.6, 0.7, 0.7]),
    };
    const codes = (of: Case) => found(of).map(({ code }) => code);
    expect(codes({ ...all, verdict: close })).toEqual([
      'reason-still-improving',
      'reason-few-tested',
      'reason-cut',
    ]);
    expect(codes({ ...all, verdict: { ...close, difference: -0.005 } })).toEqual([
      'reason-still-improving',
      'reason-cut',
      'reason-unknown',
    ]);
    expect(codes({ verdict: { ...close, difference: -0.005 } })).toEqual(['reason-few-tested']);
  });

  it('takes the place of advice that says the same, and is none for a network that learned nothing', () => {
    const advice = [{ code: 'more-epochs' }, { code: 'below-baseline' }] as const;
    const of = { epochs: epochs([0.6, 0.7, 0.7]) };
    expect(reasonsFor(judged(of), advice).advice).toEqual([{ code: 'below-baseline' }]);
    expect(reasonsFor(judged({ ...of, facts: { trained: 900 } }), advice).advice).toEqual([]);
    expect(reasonsFor(judged({}), advice).advice).toEqual(advice);
    const nothing = reasonsFor(judged(of), [{ code: 'learning-rate' }]);
    expect(nothing).toEqual({ reasons: [], advice: [{ code: 'learning-rate' }] });
  });
});
