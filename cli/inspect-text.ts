/** The doctor's report as lines for a terminal, with small pictures in text. */
import { fieldNames, flagOf } from '../src/model/index.ts';
import type {
  DoctorReport,
  Finding,
  Fix,
  LabelErrorPage,
  RunConfig,
  TablePreview,
} from '../src/model/index.ts';
import { cleaningFlags, cleaningNames } from './columns.ts';
import type { LoadedData } from './data.ts';
import { labelsOf } from './labels.ts';
import { fixLabel, percent, say, shorten, t, wholeNumber as number } from './language.ts';

const barWidth = 30;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const levels = '▁▂▃▄▅▆▇█';

/** `share` of the full width, to an eighth of a character. */
function bar(share: number, width = barWidth): string {
  const parts = Math.round(share * width * 8);
  return '█'.repeat(parts >> 3) + eighths[parts & 7];
}

function describeFiles({ preview, choice }: NonNullable<LoadedData['opened']>): string[] {
  const { fileName, format, encoding, fileCount, guess } = preview;
  const { columns } = t.inspect;
  const width = Math.max(...Object.values(columns).map((name) => name.length));
  const files = fileCount > 1 ? `, ${t.inspect.files(fileCount)}` : '';
  const because = (column: keyof TablePreview['guess']['why'], chosen: string) => {
    const why = guess.why[column];
    return guess[column] === chosen && why ? `  (${say(why)})` : '';
  };
  return [
    `${fileName}: ${format}${encoding ? `, ${encoding}` : ''}${files}`,
    ...(['text', 'label', 'split'] as const).flatMap((column) => {
      const chosen = choice[column];
      return chosen ? [`  ${columns[column].padEnd(width)}  ${chosen}${because(column, chosen)}`] : [];
    }),
  ];
}

function describeRows({ opened, summary }: LoadedData, report: DoctorReport): string[] {
  return [
    t.inspect.rows(report.rowsRead, report.rowsUsed),
    ...report.excluded.map(
      ({ reason, count }) => `${number(count).padStart(12)}  ${t.inspect.excludedFor(reason)}`,
    ),
    `  ${t.inspect.parts(report.parts, report.areProvided)}`,
    t.inspect.labels,
    ...labelsOf(opened, summary).map(
      ({ value, class: id, count }) =>
        `${number(count).padStart(12)}  ${value} → ${id === null ? t.inspect.excluded : report.classNames[id]}`,
    ),
  ];
}

function describeClasses({ classNames, classCounts, classAlong, rowsUsed }: DoctorReport): string[] {
  const width = Math.max(...classNames.map((name) => name.length));
  const along = (id: number) =>
    classAlong.map((shares) => levels[Math.min(7, Math.floor(shares[id] * 8))]).join('');
  return [
    t.inspect.classes,
    ...classNames.map((name, id) => {
      const share = classCounts[id] / rowsUsed;
      return `  ${name.padEnd(width)}  ${bar(share).padEnd(barWidth)} ${number(classCounts[id])} (${percent(share)})`;
    }),
    ...classNames
      .map((name, id) => `  ${t.inspect.along(name, along(id))}`)
      .slice(classNames.length === 2 ? 1 : 0),
  ];
}

function describeLengths({ lengths, cut, rowsUsed, tokens }: DoctorReport): string[] {
  const most = Math.max(...lengths.counts);
  const last = lengths.counts.length - 1;
  const name = (bin: number) => {
    const from = number(lengths.edges[bin]);
    if (bin === last) return t.inspect.orMore(from);
    const to = lengths.edges[bin + 1] - 1;
    return to > lengths.edges[bin] ? `${from}–${number(to)}` : from;
  };
  return [
    t.inspect.lengths(tokens, lengths),
    ...lengths.counts.map((count, bin) => {
      const limit =
        cut.limit >= lengths.edges[bin] && cut.limit < lengths.edges[bin + 1] ? `  ${t.inspect.limit}` : '';
      return `${name(bin).padStart(16)} ${bar(count / most)} ${percent(count / rowsUsed)}${limit}`;
    }),
    `  ${t.inspect.cut(tokens, cut)}`,
  ];
}

function describeVocabulary({ coverage, tokens }: DoctorReport): string[] {
  return [
    t.inspect.vocabulary(tokens, coverage.distinct),
    ...coverage.sizes.map(
      (size, i) => `${number(size).padStart(16)} ${bar(coverage.shares[i])} ${percent(coverage.shares[i])}`,
    ),
    `  ${t.inspect.coverage(tokens, coverage.chosenSize, coverage.chosenShare)}`,
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
    case 'settings': {
      const change: Partial<RunConfig> = fix.change;
      return fieldNames
        .filter((name) => name in change)
        .map((name) => `--${flagOf(name)} ${String(change[name])}`)
        .join(' ');
    }
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
    t.inspect.baselines(testRows),
    `  ${percent(majority)}  ${t.inspect.majority}`,
    `  ${percent(bagOfWords)}  ${t.inspect.bagOfWords(tokens, seconds)}`,
    ...classNames.map(
      (name, id) => `  ${t.inspect.wordsFor(name, words[id].map(({ word }) => word).join(', '))}`,
    ),
  ];
}

export function describeReport(data: LoadedData, report: DoctorReport): string {
  const findings = report.findings.flatMap((finding) => describeFinding(finding, report));
  const blocks = [
    data.opened ? describeFiles(data.opened) : [t.inspect.sample(data.summary.name)],
    describeRows(data, report),
    describeClasses(report),
    describeLengths(report),
    describeVocabulary(report),
    [t.inspect.findings, ...(findings.length > 0 ? findings : [`  ${t.inspect.noFindings}`])],
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
  return [t.inspect.labelErrors(total, rows.length), ...lines].join('\n');
}
