/** What the command line says of data: its files, the doctor's report, likely label errors, in English. */
import type { ExclusionReason } from '../../dataset.ts';
import type { DoctorReport } from '../../findings.ts';
import type { TokenKind } from '../../settings.ts';
import { plainPercent as percent } from './format.ts';
import { capitalized, ngramBaseline, tokensName, wholeNumber as number } from './phrases.ts';

const reasons: Record<ExclusionReason, string> = {
  'empty-text': 'no text',
  'no-label': 'no label',
  'other-sheet': 'other sheet',
  'label-left-out': 'label is excluded',
  duplicate: 'same text as an earlier one',
  'two-labels': 'same text with several labels',
  'near-duplicate': 'nearly the same as an earlier one',
  'cross-split': 'in training and test',
  balance: 'balancing the classes',
  correction: 'taken out by a correction',
  'broken-row': 'could not be read',
};

export const inspect = {
  corrected: (applied: number, unknown: number) =>
    `Corrected ${applied} ${applied === 1 ? 'review' : 'reviews'}` +
    (unknown > 0 ? `; ${unknown} more corrections are of texts that this data does not have.` : '.'),
  sample: (name: string) => `Sample: ${name}`,
  files: (count: number) => `${number(count)} files`,
  columns: { text: 'text column', label: 'label column', split: 'split column' },
  rows: (read: number, used: number) => `Rows: ${number(read)} read, ${number(used)} used`,
  excludedFor: (reason: ExclusionReason) => `excluded: ${reasons[reason]}`,
  parts: ({ train, validation, test }: DoctorReport['parts'], isProvided: boolean) =>
    `${number(train)} to train, ${number(validation)} to validate, ${number(test)} to test${isProvided ? ', as the data has it' : ''}`,
  labels: 'Labels:',
  excluded: 'excluded',
  classes: 'Classes:',
  along: (name: string, levels: string) => `share of ${name} from the first row to the last: ${levels}`,
  lengths: (kind: TokenKind, { median, p95, longest }: DoctorReport['lengths']) =>
    `${capitalized(tokensName(kind))} a review: half have up to ${number(median)}, 95% up to ${number(p95)}, the longest ${number(longest)}`,
  orMore: (from: string) => `${from} and more`,
  limit: '← limit',
  cut: (kind: TokenKind, { limit, reviews, words }: DoctorReport['cut']) =>
    `The limit of ${number(limit)} ${tokensName(kind)} cuts ${percent(reviews)} of the reviews, ${percent(words)} of all ${tokensName(kind)}.`,
  vocabulary: (kind: TokenKind, distinct: number) =>
    `Vocabulary: ${number(distinct)} different ${tokensName(kind)} in the training part`,
  coverage: (kind: TokenKind, size: number, share: number) =>
    `The chosen size, ${number(size)}, covers ${percent(share)} of all ${tokensName(kind)}.`,
  findings: 'Findings:',
  noFindings: 'none',
  baselines: (rows: number) => `Baselines, on ${number(rows)} test reviews:`,
  majority: 'always the largest class',
  bagOfWords: (kind: TokenKind, seconds: number) =>
    `${ngramBaseline}: ${tokensName(kind)}, pairs and triples of them (logistic regression, ${seconds.toFixed(1)} s)`,
  wordsFor: (name: string, words: string) => `for ${name}: ${words}`,
  labelErrors: (total: number, shown: number) =>
    `Likely label errors: ${number(total)}${shown < total ? `, the first ${number(shown)}` : ''}`,
};
