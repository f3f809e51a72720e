/** The words of the data's check and of the table of reviews, in English. They come with those parts' code. */
import type { ExclusionReason, Part, Progress } from '../../dataset.ts';
import type { DoctorReport, FindingId, Severity } from '../../findings.ts';
import { count, list, percent } from './format.ts';
import type { TokenKind } from '../../settings.ts';
import {
  capitalized,
  ngramBaseline,
  ngramBaselineInFull,
  plural,
  quoted,
  reviews,
  tokens,
  tokensName,
  underWay,
  waitBefore,
  type BusyStatus,
} from './phrases.ts';

const reasons: Record<ExclusionReason, string> = {
  'empty-text': 'no text',
  'no-label': 'no label',
  'other-sheet': 'other sheet',
  'label-left-out': 'label excluded',
  duplicate: 'duplicate',
  'two-labels': 'two labels',
  'near-duplicate': 'near duplicate',
  'cross-split': 'in the test part too',
  balance: 'for balance',
  correction: 'excluded by you',
  'broken-row': 'broken row',
};

const findings: Record<FindingId, string> = {
  'few-rows': 'few reviews',
  'empty-part': 'an empty part',
  'other-labels': 'several labels',
  imbalance: 'one class is larger',
  direction: 'the wrong way round',
  sorted: 'sorted by class',
  'one-class-part': 'a part with one class',
  'exact-duplicates': 'duplicates',
  'same-words': 'the same words',
  'near-duplicates': 'near duplicates',
  'cross-split': 'in training and test',
  'two-labels': 'same text, two labels',
  'empty-texts': 'no text',
  'no-words': 'no words',
  'missing-labels': 'no label',
  'broken-rows': 'broken rows',
  'joined-cells': 'too many cells',
  'long-texts': 'longer than the limit',
  'small-vocabulary': 'unknown words',
  'wrong-encoding': 'wrong encoding',
  'decoded-twice': 'decoded twice',
  markup: 'markup',
  tokenization: 'tokenization',
  emoji: 'telling emoji',
};

const parts: Record<Part, string> = { train: 'training', validation: 'validation', test: 'test' };

const phases: Record<Progress['phase'], string> = {
  reading: 'Reading',
  cleaning: 'Cleaning',
  examining: 'Looking at the reviews',
  baseline: 'Measuring the baselines',
  classifying: 'Classifying',
};

export const doctorWords = {
  checking: (phase: Progress['phase'], share: number | null) =>
    share === null ? `${phases[phase]} …` : `${phases[phase]}: ${Math.floor(share * 100)}% …`,
  progress: 'Progress of the check',
  cancel: 'Cancel',
  again: 'Check now',
  cancelled: 'You cancelled the check.',
  noData: 'Choose a dataset, and it is checked here.',
  needsColumns: 'Choose the columns of the file above, and it is checked here.',
  training: 'The check waits until the run has ended.',
  measuring: 'The check waits until the backends have been measured.',
  old: 'These figures are of before the last change.',
  checked: (used: number, found: Record<Severity, number>) => {
    const kinds = [
      found.problem > 0 ? plural(found.problem, 'problem', 'problems') : '',
      found.warning > 0 ? plural(found.warning, 'warning', 'warnings') : '',
      found.note > 0 ? plural(found.note, 'note', 'notes') : '',
    ].filter(Boolean);
    return `${reviews(used)} checked: ${kinds.length === 0 ? 'nothing found' : list(kinds)}.`;
  },

  baselines: 'Baselines',
  majority: (name: string) => `Always ${quoted(name)}`,
  bagOfWords: ngramBaselineInFull,
  baselineScores: (name: string, majority: number, bag: number) =>
    `Always answering ${quoted(name)} is right for ${percent(majority)}, the ${ngramBaseline} for ${percent(bag)}. ` +
    'The network should beat this: its test compares them, review by review.',
  baselineRows: (rows: number) => `On the ${reviews(rows)} of the test part.`,

  rows: 'Rows',
  rowsRead: 'read',
  rowsUsed: 'used',
  parts,
  partsOf: (train: number, validation: number, test: number) =>
    `${count(train)} for training, ${count(validation)} for validation, ${count(test)} for the test.`,
  excluded: 'Excluded',
  nothingExcluded: 'Nothing is excluded.',
  reasons,
  showReason: (reason: ExclusionReason, rows: number) =>
    `Show ${plural(rows, 'row', 'rows')} excluded: ${reasons[reason]}`,

  balance: 'Classes',
  balanceOf: (name: string, value: number, share: number) => `${name}: ${count(value)} (${percent(share)})`,
  along: 'Classes along the file',
  alongText: (name: string, least: number, most: number) =>
    `Share of ${name}, first row to last: between ${percent(least)} and ${percent(most)}.`,
  first: 'first row',
  last: 'last row',

  lengths: (kind: TokenKind) => `${capitalized(tokensName(kind))} a review`,
  lengthsText: (kind: TokenKind, { median, p95, longest }: DoctorReport['lengths']) =>
    `Half have up to ${tokens(median, kind)}, 95% up to ${count(p95)}, the longest has ${count(longest)}.`,
  cut: (kind: TokenKind, { limit, reviews: longer, words: lost }: DoctorReport['cut']) =>
    longer === 0
      ? `None is longer than the limit of ${tokens(limit, kind)}.`
      : `${percent(longer)} are longer than the limit of ${tokens(limit, kind)}; ${percent(lost)} of all ${tokensName(kind)} are cut.`,
  limit: (limit: number) => `limit ${count(limit)}`,
  more: (from: number) => `${count(from)}+`,

  coverage: 'What the vocabulary covers',
  coverageText: (kind: TokenKind, size: number, share: number) =>
    `The ${count(size)} most frequent ${tokensName(kind)} make up ${percent(share)} of the training text; the rest is “unknown”.`,
  coverageAll: (kind: TokenKind, distinct: number) =>
    `The training text has ${count(distinct)} different ${tokensName(kind)}: the network knows all of them.`,
  chosen: (share: number) => percent(share),

  topWords: (kind: TokenKind) => `Most predictive ${tokensName(kind)} and n-grams`,
  topWordsHelp: `By their weights in the ${ngramBaseline}: one of these moves its answer most.`,
  topWordsFor: (name: string) => `for ${name}`,

  findings: 'What was found',
  noFindings: 'Nothing is wrong with this data. You can train on it.',
  severity: { problem: 'Problem', warning: 'Warning', note: 'Note' },
  showRows: 'Show the rows',
  rowsOf: (finding: string) => ` of ${quoted(finding)}`,
  fixBusy: (status: BusyStatus) => waitBefore(status, 'you change the data'),
};

export const reviewWords = {
  open: 'Look through the reviews',
  search: 'Search in the text',
  class: 'Class',
  part: 'Part',
  reason: 'Excluded because',
  finding: 'Found by the check',
  all: 'all',
  excluded: 'excluded',
  corrected: 'Only corrected ones',
  clear: 'Clear the filters',
  parts,
  reasons,
  findings,
  total: (value: number) => (value === 0 ? 'No row matches.' : plural(value, 'row', 'rows')),
  limited: (shown: number) =>
    `The first ${count(shown)} can be scrolled through: search or filter for others.`,
  counting: 'Looking …',
  table: 'Reviews',
  keys: (names: readonly string[]) =>
    `Arrow keys: from row to row. Enter: whole text. ${names.length === 2 ? `N: ${names[0]}, P: ${names[1]}, ` : ''}X: exclude, U: undo.`,
  columns: { row: 'Row', text: 'Review', label: 'In the file', part: 'Part', class: 'Class' },
  rowNumber: (row: number) => count(row + 1),
  noText: '(no text)',
  noLabel: '(no label)',
  inFile: 'in the file:',
  out: (reason: ExclusionReason) =>
    reason === 'correction' ? reasons[reason] : `excluded: ${reasons[reason]}`,
  classOf: (row: number) => `Class of row ${count(row + 1)}`,
  exclude: 'exclude',
  undo: 'Undo',
  undoOf: (row: number) => `Undo the correction of row ${count(row + 1)}`,
  whole: 'Whole text',
  less: 'Less',
  loading: '…',
  busy: (status: BusyStatus) => `${underWay(status)}. Labels can be corrected when the run has ended.`,
  corrections: (value: number) => `${plural(value, 'correction', 'corrections')} by you.`,
  sameText: 'A correction holds for all rows with the same text.',
  download: 'Download corrections',
  load: 'Load corrections',
  reading: 'Reading …',
  downloadRows: 'Download these rows (CSV)',
  making: 'Writing …',
  imported: (applied: number, unknown: number) =>
    `${plural(applied, 'correction was', 'corrections were')} taken over.` +
    (unknown > 0 ? ` ${plural(unknown, 'is', 'are')} about a text that this data does not have.` : ''),
  trainedBefore: 'Your network was trained before these changes. Train again to use them.',
};
