/** What the command line says of an explanation and of the proof of attribution, in English. */
import { plainPercent as percent, points, signed } from './format.ts';

type Ends = readonly [number, number];

const decimal = (value: number) => value.toFixed(2).replace('-', '−');

export const explain = {
  answer: (probability: number, name: string) => `${percent(probability)} ${name}`,
  word: 'word',
  columns: (name: string) => `adds to the logit of ${name} | ${name} if the text ended here`,
  logit: (logit: number, baseline: number, error: number) =>
    `logit ${logit.toFixed(3)}, to begin with ${baseline.toFixed(3)}; the words add up to the difference ` +
    `with an error of ${percent(error)}`,
  phrase: (phrase: string, surplus: number) => `“${phrase}” adds ${signed(surplus, 3)} beyond its words`,
  /** `halfLife`: the median in words; null where no unit has one. */
  layer: (name: string, direction: string, units: number, halfLife: number | null) =>
    `${name}, ${direction}: ${units} units, ${halfLife === null ? 'no half-life' : `half-life ${halfLife.toFixed(1)} words (median)`}`,
  reading: (done: number, total: number) => `${done} of ${total} reviews`,
};

export const proof = {
  reviews: (reviews: number, words: number) =>
    `${reviews} reviews that the network has not seen, ${words.toFixed(1)} words each`,
  deletions:
    'Deletion: probability of the answer with so many words unknown, those first that speak most for it',
  insertions: 'Insertion: with so many of these words shown, and all others unknown',
  deletion: 'deletion',
  insertion: 'insertion',
  columns: 'over random order, 95% interval   signs right   of strongest tenth',
  overRandom: (mean: number, [low, high]: Ends) =>
    `${points(mean)} (${points(low)} to ${points(high)}) points`,
  agreement: (methods: readonly string[], correlation: number) =>
    `rank correlation of ${methods.join(' and ')}: ${decimal(correlation)}`,
  control: (method: string, correlation: number) =>
    `rank correlation of sizes by ${method} with those on random weights: ${decimal(correlation)}`,
};
