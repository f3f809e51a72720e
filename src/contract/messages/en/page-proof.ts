/** The words about measurements of the look inside: what each part is for, and whether attribution may be believed. */
import {
  clampedGates,
  type Change,
  type ChangeMeasured,
  type Faithfulness,
  type FaithfulOrder,
} from '../../insight.ts';
import { percent, wholePercent } from './format.ts';
import { insideWords } from './page-inside.ts';
import { methodNames } from './page-shares.ts';
import { capitalized, plural, reviews, reviewsOf, trusted, trustNone } from './phrases.ts';

const sign = (value: number) => (value < 0 ? '−' : '+');
/** Percentage points: "−5.4". */
const points = (share: number) => `${sign(share)}${Math.abs(100 * share).toFixed(1)}`;
const orderNames: Record<FaithfulOrder['name'], string> = { ...methodNames, random: 'random order' };
const { gates: gateNames, clamps } = insideWords.whatIf;

export const ablationWords = {
  title: 'What each part is for',
  lead: 'Shuts one part after the other and measures how many validation reviews the network still gets right: all of them, or 2,000 taken evenly.',
  measure: 'Measure each part',
  progress: 'Measuring what each part is for',
  done: (done: number, of: number) => `${done} of ${plural(of, 'part', 'parts')} …`,
  summary: ({ before, rows, all }: ChangeMeasured) =>
    `As trained it is right on ${percent(before)} of ${reviewsOf(rows, all)} that it was validated on.`,
  table: 'Validation accuracy with each part shut',
  csv: ['Changed', 'Accuracy', 'As trained', 'Difference', 'Interval from', 'Interval to', 'Reviews'],
  columns: { part: 'Changed', accuracy: 'Accuracy', difference: 'Points, 95% interval' },
  /** @param layer by its place, from 0 */
  shut: (layer: string) => `${layer} shut`,
  gates: (gates: Change['gates']) =>
    clampedGates
      .flatMap((gate) => (gates[gate] ? [`${gateNames[gate]} ${clamps[gates[gate]]}`] : []))
      .join(', '),
  difference: ({ before, after, interval: [low, high] }: ChangeMeasured) =>
    `${points(after - before)} (${points(low)} to ${points(high)})`,
  scroll: 'Scroll through the parts',
};

export const proofWords = {
  title: 'May the colours be believed?',
  lead: (most: number) =>
    `Words of up to ${most} unseen reviews are made unknown one after the other, those first that are said to speak most for the answer (deletion), and shown in that order (insertion). The better a method, the sooner the answer falls and rises.`,
  measure: 'Measure on test reviews',
  progress: 'Measuring the methods',
  done: (done: number) => `${reviews(done)} …`,
  deletion: 'Deletion: words made unknown',
  insertion: 'Insertion: words shown',
  /** A curve at three tenths of the words. */
  picture: (kind: 'deletion' | 'insertion', best: number, random: number) =>
    kind === 'deletion'
      ? `With three tenths of the words unknown the answer is at ${percent(best)}, in random order at ${percent(random)}.`
      : `With three tenths of the words shown the answer is at ${percent(best)}, in random order at ${percent(random)}.`,
  order: (name: FaithfulOrder['name']) => capitalized(orderNames[name]),
  facts: (count: number, words: number) =>
    `${reviews(count)} that the network has not seen, ${words.toFixed(1)} words each on average.`,
  trust: ([method, ...others]: Faithfulness['trusted']) =>
    method
      ? trusted(
          methodNames[method],
          others.map((other) => methodNames[other]),
        )
      : trustNone,
  numbers: 'The curves as numbers',
  table: 'Methods of attribution against random order',
  columns: {
    order: 'Order',
    deletion: 'Area, deletion',
    insertion: 'Area, insertion',
    over: 'Points over random order, 95% interval',
    signs: 'Signs right',
  },
  over: ({ mean, interval: [low, high] }: FaithfulOrder['overRandom']) =>
    `${points(mean)} (${points(low)} to ${points(high)})`,
  curveTable: (kind: 'deletion' | 'insertion') =>
    kind === 'deletion'
      ? 'Probability of the answer with so many words unknown'
      : 'Probability of the answer with so many words shown',
  share: wholePercent,
  scroll: 'Scroll through the curves',
};
