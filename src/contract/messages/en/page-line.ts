/** The words of the line along which a network keeps its verdict; they come after the first paint, in English. */
import { count, percent, signed } from './format.ts';
import { plural, quoted, reviews } from './phrases.ts';

export const lineWords = {
  title: 'The line',
  lead: 'Where the network stands after each word of your reviews, and how the current text walks among them.',
  waiting: 'Train a network or load one, then write a review above: its way is drawn here.',
  busy: 'When training has ended, the line of the network is drawn here.',
  empty: 'Write a review in “Inside the network” above: its way is drawn here.',
  help: 'The last layer answers by one direction of its inputs, the readout: to the right a state speaks for one class, to the left for the other. Across is the direction in which the states differ most at right angles to it.',
  show: 'Draw the line',
  searching: (share: number | null) =>
    share === null ? 'The network reads the data …' : `The network reads the data: ${percent(share)}.`,
  searchLabel: 'Reading the data',
  states: (states: number, looked: number, all: number) =>
    `${plural(states, 'state', 'states')} of ${looked === all ? `all ${reviews(all)}` : `${count(looked)} of ${reviews(all)}`}, taken evenly.`,
  shares: (readout: number, first: number, angle: number) =>
    `${percent(readout)} of the states’ variance lies on the line of the readout. Their first principal component holds ${percent(first)}; the angle between both is ${Math.round(angle)}°.`,
  paper:
    'Trained sentiment networks keep a running sum of the words along one line: N. Maheswaranathan, A. Williams, M. Golub, S. Ganguli and D. Sussillo, “Reverse engineering recurrent networks for sentiment classification reveals line attractor dynamics” (2019). The more of the variance lies on the line, the more this network does so too.',
  picture: (ends: readonly { name: string; x: number }[]) =>
    `States along the line and across it. ${ends.map(({ name, x }) => `${name} reviews end at ${signed(x)} on average`).join(', ')}.`,
  axis: { along: 'along the readout (logit)', across: 'across', zero: '0' },
  towards: { left: (name: string) => `← ${name}`, right: (name: string) => `${name} →` },
  legend: {
    state: (name: string) => `${name}: small after a word, large at the end`,
    others: 'other classes',
    walk: 'the current text',
  },
  word: 'Word of the text',
  previous: 'Previous word',
  next: 'Next word',
  step: (token: string, x: number, before: number | null, name: string) => {
    const where = `at ${signed(x)} on the line, on the side of ${name}`;
    return before === null
      ? `After ${quoted(token)} the text stands ${where}.`
      : `${quoted(token)} moves the text by ${signed(x - before)}: it stands ${where}.`;
  },
  numbers: 'The way as numbers',
  columns: { word: 'Word', along: 'Along the line', across: 'Across' },
  value: signed,
  csv: {
    columns: ['Shown', 'Class', 'Word', 'Along the line', 'Across'],
    state: (isLast: boolean) => (isLast ? 'state at the end of a review' : 'state after a word'),
    walk: 'the current text',
  },
  scroll: 'Scroll through the way',
};
