/** The texts of what is looked at after each epoch, which come with it, in English. */
import type { Cell } from '../../settings.ts';
import { percent } from './format.ts';
import { plural, quoted } from './phrases.ts';

const names: Record<Cell, string> = { lstm: 'LSTM', gru: 'GRU', 'simple-rnn': 'simple RNN' };

/** Of the gradient at the last word. */
const share = (value: number) => (value >= 0.001 || value === 0 ? percent(value) : 'less than 0.1%');

export const flowWords = {
  title: 'Look inside after each epoch',
  lead: 'How far back the loss reaches, and how the network reads the text in “Try it” at that moment.',
  waiting: 'The next run is looked at after each of its epochs.',
  flow: {
    title: 'Gradient by distance from the end of a review',
    meaning:
      'The norm of ∂loss/∂h in the first recurrent layer, forwards, as a share of that at the last word. The axis is logarithmic: a straight line down is a factor at each word.',
    reviews: (value: number) =>
      `A mean over the ${plural(value, 'longest validation review', 'longest validation reviews')}.`,
    pooled:
      'Pooling gives every word a way of its own to the loss. With “last output” each has to come through all later words.',
    trained: (cell: Cell, epoch: number) => `${names[cell]}, epoch ${epoch}`,
    untrained: `${names['simple-rnn']} of the same sizes, before any training`,
    outcome: (name: string, back: number, left: number) =>
      `${name}: ${share(left)} is left ${plural(back, 'word', 'words')} before the end.`,
    axis: 'words before the end',
    table: 'The same as numbers',
    back: 'Words before the end',
    share,
    train: 'Train a simple RNN beside it',
    trainHelp: 'With the same settings and reviews. It is saved nowhere, and the loaded network stays.',
    busy: 'It is training: one moment.',
  },
  reading: {
    title: (text: string) => `${quoted(text)} after each epoch`,
    none: 'Write a review in “Try it”: it is read after each epoch from then on.',
    name: (epoch: number, probability: number, className: string) =>
      `Epoch ${epoch}: ${className} ${percent(probability)}`,
    table: 'The verdicts as numbers',
    epoch: 'Epoch',
    meaning: (className: string) => `Probability of ${className} if the text ended after each word.`,
  },
};
