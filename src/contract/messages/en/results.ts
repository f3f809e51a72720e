/** What a test says about a network and what may make it better, in English. */
import { ngramBaseline, reviews } from './phrases.ts';

type Interval = readonly [number, number];

/** A difference of shares in points, with its sign: −0.0312 is "−3.1". */
function points(share: number): string {
  const value = (100 * share).toFixed(1);
  return value === '-0.0' ? '0.0' : value.replace('-', '−');
}

const range = ([low, high]: Interval) => `${points(low)} to ${points(high)} points, 95% interval`;

export const resultsMessages = {
  better: ({ difference, interval }: { rows: number; difference: number; interval: Interval }) =>
    `The network is ${points(Math.abs(difference))} points above the ${ngramBaseline} (${range(interval)}).`,
  worse: ({ difference, interval }: { rows: number; difference: number; interval: Interval }) =>
    `The network is ${points(Math.abs(difference))} points below the ${ngramBaseline} (${range(interval)}).`,
  'not-distinguishable': ({
    rows,
    difference,
    interval,
  }: {
    rows: number;
    difference: number;
    interval: Interval;
  }) =>
    `The network is not distinguishable from the ${ngramBaseline} on ${reviews(rows)}: the difference is ${points(difference)} points (${range(interval)}).`,
  'learning-rate':
    'It answers no better than always giving the majority class, in training too: try a learning rate ten times lower, or ten times higher.',
  'below-baseline':
    'On these reviews the simpler model is the better one: take that, or give the network more reviews to learn from.',
  'validation-rising': ({ epoch }: { epoch: number }) =>
    `Validation loss has risen since epoch ${epoch}: more epochs will not help. A lower learning rate, a lower keep_prob or more reviews may.`,
  overfitting: ({ epoch }: { epoch: number }) =>
    `It overfits: since epoch ${epoch} validation loss has risen while training accuracy is near 100%. More reviews, a lower keep_prob or smaller layers may help; more epochs will not.`,
  memorised:
    'Training accuracy is near 100% and validation loss has levelled off: it has learned its training reviews by heart. More reviews or a lower keep_prob may help; more epochs will not.',
  'levelled-off':
    'Validation loss has levelled off: more epochs will change little. More reviews or other settings may help.',
  'more-epochs': 'Validation loss was still falling at the end: more epochs may help.',
  'one-epoch': 'One epoch alone does not show where validation loss goes: more epochs may help.',
};
