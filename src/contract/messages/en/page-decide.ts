/** The words of the panel about thresholds and calibration. */
import type { Area } from '../../decision-report.ts';
import { count, figure, percent } from './format.ts';
import { plural, reviews } from './phrases.ts';

/** A threshold or an area: three decimals, so that columns line up. */
const decimals = (value: number) => value.toFixed(3);

const interval = ({ interval: found }: Area) =>
  found
    ? `${decimals(found[0])} to ${decimals(found[1])}`
    : 'not known: too few reviews, or nothing overlaps';

export const decideWords = {
  title: 'Threshold and calibration',
  lead: 'From which probability on a review is of a class, and how far probabilities may be believed.',
  waiting: 'Once there is a network and its data, its curves are shown here.',
  compute: 'Compute the curves',
  computing: 'Computing the curves …',
  shown: 'Class of curves and threshold',
  threshold: {
    title: 'Threshold',
    label: (name: string) => `Threshold of ${name}`,
    value: decimals,
    help: (name: string, classes: number) =>
      classes === 2
        ? `A review is ${name} when the probability of ${name} is above the threshold. 0.5: the more probable class.`
        : `The higher it is, the more probable ${name} must be beside the other classes to be the answer. 0.5: weights alike.`,
    result: (wrong: number, rows: number, cost: number) =>
      `Of ${reviews(rows)} to choose by, ${count(wrong)} ${wrong === 1 ? 'is' : 'are'} wrong (${percent(wrong / rows)}); their errors cost ${figure(cost)}.`,
    scores: (name: string, precision: number | null, recall: number | null) =>
      `Of those taken for ${name}, ${precision === null ? 'there are none' : `${percent(precision)} are (precision)`}; of those that are, ${
        recall === null ? 'there are none' : `${percent(recall)} are found (recall)`
      }.`,
    confusion: 'Reviews to choose by: rows are actual classes, columns predicted ones',
    store: 'Use this threshold',
    storeWeights: 'Use these weights',
    stored: 'The network uses it: in Try it, in its test, and in every file that you download.',
    notStored: 'Not stored: the network still decides as before.',
  },
  costs: {
    title: 'What errors cost',
    help: 'Only how they compare counts. The best threshold is the one with the least cost on the reviews to choose by.',
    label: (name: string) => `Cost of a ${name} review taken for another class`,
    find: 'Find the best threshold',
    findWeights: 'Find the best weights',
    wrong: 'Costs are numbers above 0, and at most 1,000,000.',
  },
  weights: {
    title: 'Weights of all classes',
    help: 'The answer is the class with the highest product of probability and weight.',
    label: (name: string) => `Weight of ${name}`,
  },
  scroll: 'Scroll through the table',
  curves: {
    title: 'Curves',
    of: (name: string) => `Curves of ${name}`,
    csv: ['Curve', 'Threshold', 'To the right', 'Upwards'],
    none: (name: string) => `There are no curves: all reviews to choose by are ${name}, or none is.`,
    roc: 'ROC curve',
    rocText: (found: number, falsely: number) =>
      `To the right: share of the others taken for it. Upwards: share of it found. At this threshold ${percent(found)} of it is found, and ${percent(falsely)} of the others are taken for it.`,
    precision: 'Precision-recall curve',
    precisionText: (share: number) =>
      `To the right: recall. Upwards: precision. A network that knows nothing has a precision of ${percent(share)}.`,
    mark: 'now',
    caption: (name: string) => `Areas under the curves of ${name}`,
    columns: { curve: 'Curve', rows: 'Reviews', area: 'Area', interval: '95% interval' },
    validation: (rows: number) => `${count(rows)} to choose by`,
    test: (rows: number) => `${count(rows)} of the test`,
    average: 'Precision-recall (average precision)',
    area: (area: Area) => decimals(area.value),
    interval,
    help: 'Intervals: DeLong for ROC, the logit interval of Boyd and others for precision-recall. 0.5 is chance for ROC.',
  },
  calibration: {
    title: 'Calibration',
    lead: (temperature: number, rows: { validation: number; test: number }) =>
      `Divided by the temperature ${figure(temperature)}, fitted on ${plural(rows.validation, 'review', 'reviews')} to choose by, logits give probabilities that fit best. Both are measured on ${plural(rows.test, 'review', 'reviews')} of the test.`,
    before: 'As the network gives them',
    after: 'Calibrated',
    diagram: (error: number) =>
      `To the right: the highest probability. Upwards: share that is right. On the diagonal both are the same; they are ${percent(error)} apart on average (expected calibration error).`,
    caption: 'Probabilities before and after calibration, on the test',
    bins: 'Numbers of both diagrams',
    columns: {
      probabilities: 'Probabilities',
      temperature: 'Temperature',
      error: 'Expected calibration error',
      loss: 'Loss',
      bin: 'Highest probability',
      rows: 'Reviews',
      right: 'Right',
      confidence: 'Mean probability',
    },
    bin: (low: number, high: number) => `${percent(low)} to ${percent(high)}`,
    share: (value: number | null) => (value === null ? '–' : percent(value)),
    number: figure,
    loss: decimals,
    store: 'Use calibrated probabilities',
    uses: (temperature: number) =>
      temperature === 1
        ? 'The network gives its own probabilities.'
        : `The network gives calibrated probabilities, of temperature ${figure(temperature)}. The class of each review stayed as it was.`,
    worse: 'On the test, calibrated probabilities are not better: keep the network’s own.',
  },
  reset: 'Back to the default',
  resetHelp: 'Temperature 1, and the most probable class.',
};
