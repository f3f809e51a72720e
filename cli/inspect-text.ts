/** The doctor's report as lines for a terminal, with small pictures in text. */
import { fixLabel } from '../src/contract/messages/en/fixes.ts';
import { say } from '../src/contract/messages/en/say.ts';
import { capitalized, ngramBaseline, shorten, tokensName } from '../src/contract/messages/en/phrases.ts';
import { percent } from './print.ts';
import { fieldNames, flagOf } from '../src/model/index.ts';
import type {
  DoctorReport,
  Finding,
  ExclusionReason,
  Fix,
  LabelErrorPage,
  TablePreview,
} from '../src/model/index.ts';
import { cleaningFlags, cleaningNames } from './columns.ts';
import type { LoadedData } from './data.ts';
import { labelsOf } from './labels.ts';

const barWidth = 30;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const levels = '▁▂▃▄▅▆▇█';

/** `share` of the full width, to an eighth of a character. */
function bar(share: number, width = barWidth): string {
  const parts = Math.round(share * width * 8);
  return '█'.repeat(parts >> 3) + eighths[parts & 7];
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

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

function describeFiles({ preview, choice }: NonNullable<LoadedData['opened']>): string[] {
  const { fileName, format, encoding, fileCount, guess } = preview;
  const files = fileCount > 1 ? `, ${number(fileCount)} files` : '';
  const because = (column: keyof TablePreview['guess']['why'], chosen: string) => {
    const why = guess.why[column];
    return guess[column] === chosen && why ? `  (${say(why)})` : '';
  };
  return [
    `${fileName}: ${format}${encoding ? `, ${encoding}` : ''}${files}`,
    `  text column   ${choice.text}${because('text', choice.text)}`,
    `  label column  ${choice.label}${because('label', choice.label)}`,
    ...(choice.split ? [`  split column  ${choice.split}${because('split', choice.split)}`] : []),
  ];
}

function describeRows({ opened, summary }: LoadedData, report: DoctorReport): string[] {
  const { parts } = report;
  return [
    `Rows: ${number(report.rowsRead)} read, ${number(report.rowsUsed)} used`,
    ...report.excluded.map(
      ({ reason, count }) => `${number(count).padStart(12)}  excluded: ${reasons[reason]}`,
    ),
    `  ${number(parts.train)} to train, ${number(parts.validation)} to validate, ${number(parts.test)} to test${summary.provided ? ', as the data has it' : ''}`,
    'Labels:',
    ...labelsOf(opened, summary).map(
      ({ value, class: id, count }) =>
        `${number(count).padStart(12)}  ${value} → ${id === null ? 'excluded' : report.classNames[id]}`,
    ),
  ];
}

function describeClasses({ classNames, classCounts, classAlong, rowsUsed }: DoctorReport): string[] {
  const width = Math.max(...classNames.map((name) => name.length));
  const along = (id: number) =>
    classAlong.map((shares) => levels[Math.min(7, Math.floor(shares[id] * 8))]).join('');
  return [
    'Classes:',
    ...classNames.map((name, id) => {
      const share = classCounts[id] / rowsUsed;
      return `  ${name.padEnd(width)}  ${bar(share).padEnd(barWidth)} ${number(classCounts[id])} (${percent(share)})`;
    }),
    ...classNames
      .map((name, id) => `  share of ${name} from the first row to the last: ${along(id)}`)
      .slice(classNames.length === 2 ? 1 : 0),
  ];
}

function describeLengths({ lengths, cut, rowsUsed, tokens }: DoctorReport): string[] {
  const most = Math.max(...lengths.counts);
  const last = lengths.counts.length - 1;
  const name = (bin: number) => {
    const from = number(lengths.edges[bin]);
    if (bin === last) return `${from} and more`;
    const to = lengths.edges[bin + 1] - 1;
    return to > lengths.edges[bin] ? `${from}–${number(to)}` : from;
  };
  return [
    `${capitalized(tokensName(tokens))} a review: half have up to ${number(lengths.median)}, 95% up to ${number(lengths.p95)}, the longest ${number(lengths.longest)}`,
    ...lengths.counts.map((count, bin) => {
      const limit = cut.limit >= lengths.edges[bin] && cut.limit < lengths.edges[bin + 1] ? '  ← limit' : '';
      return `${name(bin).padStart(16)} ${bar(count / most)} ${percent(count / rowsUsed)}${limit}`;
    }),
    `  The limit of ${number(cut.limit)} ${tokensName(tokens)} cuts ${percent(cut.reviews)} of the reviews, ${percent(cut.words)} of all ${tokensName(tokens)}.`,
  ];
}

function describeVocabulary({ coverage, tokens }: DoctorReport): string[] {
  return [
    `Vocabulary: ${number(coverage.distinct)} different ${tokensName(tokens)} in the training part`,
    ...coverage.sizes.map(
      (size, i) => `${number(size).padStart(16)} ${bar(coverage.shares[i])} ${percent(coverage.shares[i])}`,
    ),
    `  The chosen size, ${number(coverage.chosenSize)}, covers ${percent(coverage.chosenShare)} of all ${tokensName(tokens)}.`,
  ];
}

const signs: Record<Finding['severity'], string> = { problem: '✗', warning: '!', note: '·' };

/** The flags that do what the page's button does. */
function flagsOf(fix: Fix, classNames: readonly string[]): string {
  switch (fix.kind) {
    case 'choice':
      return cleaningNames
        .filter((name) => fix.cleaning[name])
        .map((name) => `--${cleaningFlags[name]}`)
        .join(' ');
    case 'settings':
      return fieldNames
        .filter((name) => name in fix.change)
        .map((name) => `--${flagOf(name)} ${String(fix.change[name])}`)
        .join(' ');
    case 'classes': {
      const pairs = Object.entries(fix.classes).map(
        ([value, id]) => `${value}=${id === null ? 'exclude' : classNames[id]}`,
      );
      const said = pairs.join(',');
      return `--classes ${/^[\w=,-]+$/.test(said) ? said : `'${said}'`}`;
    }
    case 'encoding':
      return `--encoding ${fix.encoding}`;
  }
}

function describeFinding(
  { severity, message, effect, fixes }: Finding,
  { classNames, tokens }: DoctorReport,
): string[] {
  const flags = fixes.map((fix) => `${flagsOf(fix, classNames)}  (${fixLabel(fix, tokens)})`);
  return [
    `  ${signs[severity]} ${say(message)}`,
    `    ${say(effect)}`,
    ...flags.map((flag) => `    → ${flag}`),
  ];
}

function describeBaselines({ baselines, classNames, tokens }: DoctorReport): string[] {
  const { majority, bagOfWords, seconds, testRows, words } = baselines;
  return [
    `Baselines, on ${number(testRows)} test reviews:`,
    `  ${percent(majority)}  always the largest class`,
    `  ${percent(bagOfWords)}  ${ngramBaseline}: ${tokensName(tokens)}, pairs and triples of them (logistic regression, ${seconds.toFixed(1)} s)`,
    ...classNames.map((name, id) => `  for ${name}: ${words[id].map(({ word }) => word).join(', ')}`),
  ];
}

export function describeReport(data: LoadedData, report: DoctorReport): string {
  const findings = report.findings.flatMap((finding) => describeFinding(finding, report));
  const blocks = [
    data.opened ? describeFiles(data.opened) : [`Sample: ${data.summary.name}`],
    describeRows(data, report),
    describeClasses(report),
    describeLengths(report),
    describeVocabulary(report),
    ['Findings:', ...(findings.length > 0 ? findings : ['  none'])],
    describeBaselines(report),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** Letters of a text that are shown. */
const textShown = 160;

/** The rows whose label probably is wrong, a line each and the text below. */
export function describeLabelErrors({ total, rows }: LabelErrorPage, classNames: readonly string[]): string {
  const lines = rows.flatMap(({ row, text, given, suggested, probability }) => [
    `${number(row + 1).padStart(12)}  ${classNames[given]} → ${classNames[suggested]} (${percent(probability)})`,
    `${' '.repeat(14)}${shorten(text.replaceAll('\n', ' '), textShown)}`,
  ]);
  const shown = rows.length < total ? `, the first ${number(rows.length)}` : '';
  return [`Likely label errors: ${number(total)}${shown}`, ...lines].join('\n');
}
