/** The texts of the labs, which come with their view, in English. */
import type { LabId } from '../../labs.ts';
import { count, percent } from './format.ts';
import { plural } from './phrases.ts';

export interface LabWords {
  title: string;
  /** What somebody knows after it. */
  lead: string;
  /** One paragraph each. */
  before: readonly string[];
  question: string;
  /** In the order of their places; `right` is one of these. */
  answers: readonly string[];
  right: number;
  /** What each step does, the name of its button, and what to look at once it is done. */
  steps: readonly { does: string; button: string; look: string }[];
  /** One paragraph each, after the answer was revealed. */
  after: readonly string[];
}

/** Reviews to ask a network about. */
export const labTexts = {
  /** A verdict that turns round on the way. */
  turning: 'The food was great, but the service was so bad that we will never come back',
};

const train = {
  does: 'Train a small LSTM, of 32 units in one layer that reads forwards: a few seconds. Or take the one that is loaded.',
  button: 'Train the lab’s network',
};

const neverForget: LabWords = {
  title: 'Never forget',
  lead: 'What an LSTM is for: its cell state, and the gate that clears it.',
  before: [
    'An LSTM reads a review word by word. What it knows so far is in its cell state. At each word the forget gate says, for every unit, which share of the cell state stays: 1 keeps all of it, 0 clears it.',
    'Training finds out when to forget. Here you take that choice away from the network: first it never forgets, then it forgets at once.',
  ],
  question: 'The forget gates are put to 1, so that the network never forgets. What happens to its accuracy?',
  answers: [
    'It falls to about one half: without forgetting an LSTM is of no use.',
    'It changes little: most of what an LSTM does on short reviews is to remember.',
    'It rises clearly: more memory is always better.',
  ],
  right: 1,
  steps: [
    { ...train, look: 'An LSTM is trained, and answers.' },
    {
      does: 'Ask it about a text that changes its mind.',
      button: 'Write the text',
      look: 'The bars show the probability after each word. Follow them past “but”.',
    },
    {
      does: 'Put all forget gates to 1.',
      button: 'Never forget',
      look: 'What was written into the cell state stays to the end. Look at the curve of the forget gate.',
    },
    {
      does: 'Measure the changed network on validation reviews, which it has not learned from.',
      button: 'Measure without forgetting',
      look: 'Measured.',
    },
    {
      does: 'Now put them to 0: the cell state is cleared before each word.',
      button: 'Forget at once',
      look: 'Each bar says what one word means by itself, and the last one is the answer.',
    },
    {
      does: 'Measure again.',
      button: 'Measure without a memory',
      look: 'Measured.',
    },
    {
      does: 'Put the gates back to how they were trained.',
      button: 'As trained',
      look: 'The trained network was never changed: only a copy of it.',
    },
  ],
  after: [
    'The network needs its memory far more than its forgetting. Without a memory all that counts is the last word, and what a gate can make of the word before it. That is what an LSTM is for: it carries a word’s meaning to the end of the text.',
    'The first LSTM of 1997 had no forget gate at all. Gers, Schmidhuber and Cummins added it in 2000 for endless texts, where a cell state that only grows would fill up. A review is short: it ends before that.',
    'A weakness shows here too. The cell state has few numbers for all that was read. The longer a text, the more has to share them.',
  ],
};

export const labWords = {
  title: 'Labs',
  lead: 'Six experiments of about ten minutes on this page’s own workbench. Each begins with a question, and ends with its answer.',
  all: 'All labs',
  list: 'The labs',
  progress: (done: number, steps: number, isRevealed: boolean) =>
    isRevealed
      ? 'done'
      : done === 0
        ? plural(steps, 'step', 'steps')
        : `${count(done)} of ${count(steps)} steps done`,
  data: (name: string) => `It works on the data that is loaded: ${name}.`,
  noData: 'Load the sample of sentences in the view Data first.',
  question: 'The question',
  chosen: 'Your guess is saved. Do the steps, then reveal the answer.',
  steps: 'The steps',
  state: { done: 'done', current: 'next', later: 'later' },
  busy: 'It is training: one moment.',
  answer: 'The answer',
  reveal: 'Reveal the answer',
  notYet: (left: number, hasChosen: boolean) =>
    [
      !hasChosen && 'Choose an answer to the question first.',
      left > 0 && `${plural(left, 'step is', 'steps are')} left.`,
    ]
      .filter(Boolean)
      .join(' '),
  verdict: (isRight: boolean, right: string) =>
    isRight ? `You were right: ${right}` : `The answer is: ${right}`,
  restart: 'Begin again',
  own: 'The settings in the form are the lab’s. Yours are saved.',
  bringBack: 'Bring my settings back',
  replaces: 'The lab’s network takes the place of the loaded one. Your runs stay in Runs.',
  figures: {
    caption: 'What you measured',
    network: 'Network',
    accuracy: 'Accuracy on validation reviews',
    trained: 'as trained',
    changes: { 'forget-open': 'never forgets', 'forget-shut': 'forgets at once' } as Readonly<
      Record<string, string>
    >,
    reviews: (rows: number) =>
      `${plural(rows, 'review', 'reviews')} each. Chance alone moves such a figure by two or three points.`,
    share: percent,
  },
  labs: { 'never-forget': neverForget } as Readonly<Partial<Record<LabId, LabWords>>>,
};
