/** The texts around the labs, which come with their view, in English; those of each lab are `lab-texts.ts`. */
import { count, figure, loss, percent, wholePercent } from './format.ts';
import { labs } from './lab-texts.ts';
import { plural } from './phrases.ts';

export { labTexts, type LabWords } from './lab-texts.ts';

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
  chosen: 'Your guess is noted. Do the steps, then reveal the answer.',
  steps: 'The steps',
  state: { done: 'done', current: 'next', later: 'later', busy: 'training …' },
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
  gone: 'The network of this lab is no longer loaded. Train it again, or load one in Runs; then continue where you were.',
  below: (panel: string) => `More in “${panel}”, below`,
  curves: {
    accuracy: 'Accuracy',
    loss: 'Loss',
    legend: { training: 'training', validation: 'validation', before: 'validation of the run before' },
    ends: (training: string, validation: string) =>
      `Training reviews: ${training}. Validation reviews: ${validation}.`,
    values: { accuracy: percent, loss },
    ticks: { accuracy: wholePercent, loss: figure },
    epoch: (epoch: number) => (epoch === 0 ? '0' : `epoch ${count(epoch)}`),
  },
  figures: {
    caption: 'What you measured',
    network: 'Network',
    accuracy: 'Accuracy on validation reviews',
    trained: 'as trained',
    changes: {
      'forget-open': 'never forgets',
      'forget-shut': 'forgets at once',
    } as Readonly<Record<string, string>>,
    reviews: (rows: number) =>
      `${plural(rows, 'review', 'reviews')} each. Chance alone moves such a figure by two or three points.`,
    share: percent,
  },
  runs: {
    caption: 'The runs of this lab',
    run: 'Run',
    training: 'Training accuracy',
    validation: 'Validation accuracy',
    best: 'best epoch',
    loss: 'Validation loss',
    names: {
      'keep-all': 'keep_prob 1',
      'keep-half': 'keep_prob 0.5',
      lstm: 'LSTM',
      'simple-rnn': 'simple RNN',
      'right-labels': 'right labels',
      'shuffled-labels': 'shuffled labels',
      ordered: 'words in order',
      'shuffled-words': 'shuffled words',
    },
    note: 'Of the last epoch, where nothing else is said. These runs are the lab’s: they are saved nowhere, and are no results of yours.',
    share: percent,
    lossOf: loss,
  },
  labs,
};
