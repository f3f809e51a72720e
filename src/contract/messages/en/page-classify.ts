/** Texts of classifying a file in the panel *Try it*, in English. */
import type { ClassifiedSummary, ClassifiedTest } from '../../classification.ts';
import type { Progress } from '../../dataset.ts';
import { count, percent } from './format.ts';
import { columnName, plural, pathName, timeLeft, waitBefore, type BusyStatus } from './phrases.ts';

const rows = (value: number) => plural(value, 'row', 'rows');

const phases: Partial<Record<Progress['phase'], string>> = {
  reading: 'Reading',
  cleaning: 'Looking for rows to test on',
  classifying: 'Classifying',
};

export const classifyWords = {
  title: 'A whole file',
  classify: 'Classify a file…',
  hint: 'Or drop it here: CSV, Excel, JSON, Parquet, text. You get its rows back with a class and probabilities.',
  noModel: 'A network that is trained or loaded can classify all rows of a file here.',
  busy: (status: BusyStatus) => waitBefore(status, 'you classify a file'),
  textColumn: 'Text column',
  labelColumn: 'Label column',
  automatic: 'Automatic',
  labels: (column: string | null) =>
    column === null
      ? 'No column has labels of this network: nothing is tested.'
      : `Right answers are taken from ${columnName(column)}.`,
  encodingHelp: 'Wrong letters in the answers? Try another one.',
  why: (reason: string) => `Guessed: ${reason.replace(/\.$/, '')}.`,
  progress: 'Classifying the file',
  opening: (name: string) => `Opening ${pathName(name)} …`,
  phase: ({ phase, rows: done }: Progress) => [phases[phase], ...(done > 0 ? [rows(done)] : [])].join(', '),
  left: timeLeft,
  cancel: 'Cancel',
  cancelling: 'Cancelling …',
  cancelled: 'You cancelled it. There are no answers.',
  ended:
    'Classifying ended because training started. There are no answers: classify the file again when training has ended.',
  done: ({ fileName, rows: all, withoutWords }: ClassifiedSummary) =>
    `${pathName(fileName)}: ${count(all - withoutWords)} of ${rows(all)} answered.`,
  answers: 'Answers',
  rows: (value: number, share: number) => `${count(value)} (${percent(share)})`,
  withoutWords: 'Without an answer',
  withoutWordsNote: 'no word in the text',
  broken: 'Lines that could not be read',
  unknown: 'Unknown words',
  accuracy: 'Accuracy',
  test: ({ rows: tested, excluded }: ClassifiedTest, label: string) =>
    `by ${columnName(label)}, on ${rows(tested)}` +
    (excluded && excluded.trained + excluded.validated > 0
      ? ` that it has not seen (${count(excluded.trained)} trained on, ${count(excluded.validated)} validated on)`
      : ''),
  recall: (name: string) => `Recall of ${name}`,
  noTest: (why: string) => `There are labels, and no accuracy: ${why}`,
  download: 'Download answers',
  before: 'These are answers of the network before this one.',
};
