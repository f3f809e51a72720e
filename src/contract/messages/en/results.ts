/** What a test says about a network and what may make it better, in English. */
import { count, inPoints, percent } from './format.ts';
import { ngramBaseline, plural, quoted, reviews } from './phrases.ts';

type Interval = readonly [number, number];

const range = ([low, high]: Interval) => `${inPoints(low)} to ${inPoints(high)} points, 95% interval`;

export const resultsMessages = {
  better: ({ difference, interval }: { rows: number; difference: number; interval: Interval }) =>
    `The network is ${inPoints(Math.abs(difference))} points above the ${ngramBaseline} (${range(interval)}).`,
  worse: ({ difference, interval }: { rows: number; difference: number; interval: Interval }) =>
    `The network is ${inPoints(Math.abs(difference))} points below the ${ngramBaseline} (${range(interval)}).`,
  'not-distinguishable': ({
    rows,
    difference,
    interval,
  }: {
    rows: number;
    difference: number;
    interval: Interval;
  }) =>
    `The network is not distinguishable from the ${ngramBaseline} on ${reviews(rows)}: the difference is ${inPoints(difference)} points (${range(interval)}).`,
  'reason-still-improving': ({ epochs }: { epochs: number }) =>
    `Training stopped while validation was still improving, after ${plural(epochs, 'epoch', 'epochs')}: try more epochs.`,
  'reason-few-tested': ({ rows, spread }: { rows: number; spread: number }) =>
    `${reviews(rows)} are too few to tell: a difference below about ${inPoints(spread)} points does not show. Use a larger test part, or compare over several seeds and splits.`,
  'reason-cut': ({
    share,
    limit,
    cut,
    whole,
  }: {
    share: number;
    limit: number;
    cut: number;
    whole: number;
  }) =>
    `The length limit of ${count(limit)} cuts ${percent(share)} of the test’s reviews, and those are answered worse (${percent(cut)} right, the others ${percent(whole)}): try a higher limit. The baseline reads all of them.`,
  'reason-unknown': ({ share, fromVectors }: { share: number; fromVectors: boolean }) =>
    `${percent(share)} of the test’s words are unknown to the network: try a larger vocabulary, or ${fromVectors ? 'other word vectors' : 'begin with word vectors'} that know them.`,
  'reason-rare-words': ({
    times,
    rows,
    rare,
    frequent,
    fromVectors,
  }: {
    times: number;
    rows: number;
    rare: number;
    frequent: number;
    fromVectors: boolean;
  }) =>
    `It has memorised rare words: ${percent(frequent)} of the reviews are right whose words all stand ${count(times)} times or more in training, and ${percent(rare)} of the ${count(rows)} others. Try a smaller vocabulary, ${fromVectors ? 'a lower embedding rate' : 'word vectors'}, or more reviews.`,
  'reason-memorised': ({
    epoch,
    training,
    validation,
  }: {
    epoch: number;
    training: number;
    validation: number;
  }) =>
    `It has learned its training reviews by heart: at its best epoch, ${epoch}, ${percent(training)} of them were right, of the validation reviews ${percent(validation)}. Try more reviews, a lower keep_prob or smaller layers.`,
  'reason-small-class': ({ name, share, recall }: { name: string; share: number; recall: number }) =>
    `The classes are uneven: ${quoted(name)} is ${percent(share)} of the test, and only ${percent(recall)} of it are found. Try balanced classes, or weights for the classes after training.`,
  'reason-few-trained': ({ rows }: { rows: number }) =>
    `It was trained on ${reviews(rows)}, from which a network learns little about words: try more reviews, or begin with word vectors.`,
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
