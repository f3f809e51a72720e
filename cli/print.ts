/** What a training run prints: lines for a user, or one JSON object a line for a program. */
import { ngramBaseline } from '../src/contract/messages/en/phrases.ts';
import { testWords } from '../src/contract/messages/en/page-test.ts';
import { say } from '../src/contract/messages/en/say.ts';
import type { EpochEvent, ExcludedRows, RunConfig, TestReport } from '../src/model/index.ts';
import type { MeanAndDeviation } from '../src/contract/math.ts';
import type { Summary } from './summary.ts';

export interface Printer {
  note(sentence: string): void;
  epoch(event: EpochEvent, config: RunConfig): void;
  test(report: TestReport, config: RunConfig): void;
  /** Of several runs. */
  mean(summary: Summary): void;
}

export const textPrinter: Printer = {
  note: (sentence) => console.log(sentence),
  epoch({ epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }, { epochs }) {
    const training = `loss ${loss.toFixed(4)}, accuracy ${percent(accuracy)}`;
    const validation = `validation loss ${validationLoss.toFixed(4)}, accuracy ${percent(validationAccuracy)}`;
    console.log(`Epoch ${epoch}/${epochs}: ${training}, ${validation}, ${seconds.toFixed(1)} s`);
  },
  test(report, { seed }) {
    const { accuracy, loss, rows, excluded } = report;
    console.log(
      `Seed ${seed}: test accuracy ${percent(accuracy)} on ${rows} reviews, loss ${loss.toFixed(4)}`,
    );
    for (const line of figureLines(report)) console.log(`  ${line}`);
    if (excluded) console.log(`  ${excludedLine(excluded)}`);
    for (const line of testLines(report)) console.log(`  ${line}`);
  },
  mean({ seeds, accuracy, baseline }) {
    console.log(`Mean test accuracy of seeds ${seeds.join(', ')}: ${withDeviation(accuracy)}`);
    if (!baseline) return;
    const { mean, deviation } = baseline.difference;
    console.log(`  ${ngramBaseline} on the same reviews: ${withDeviation(baseline.accuracy)}`);
    console.log(
      `  difference, run by run: ${points(mean)}${deviation === null ? '' : ` ± ${points(deviation)}`} points`,
    );
  },
};

const shareOr = (share: number | null) => (share === null ? '–' : percent(share));

export function excludedLine({ trained, validated }: ExcludedRows): string {
  return `excluded, because the network has seen them: ${trained} trained on, ${validated} validated on`;
}

type Figures = Pick<
  TestReport,
  'confusion' | 'classNames' | 'precision' | 'recall' | 'f1' | 'perClass' | 'weighted'
>;

/** How often which class was right, and in which way it was wrong. */
export function figureLines(report: Figures): string[] {
  return report.classNames.length === 2 ? twoClassLines(report) : classLines(report);
}

function twoClassLines({ confusion, classNames, precision, recall, f1 }: Figures): string[] {
  const [first, second] = classNames;
  return [
    `right: ${confusion[0][0]} ${first}, ${confusion[1][1]} ${second}; ` +
      `wrong: ${confusion[0][1]} predicted ${second}, ${confusion[1][0]} predicted ${first}`,
    `precision ${shareOr(precision)}, recall ${shareOr(recall)}, F1 ${shareOr(f1)}`,
  ];
}

/** The confusion matrix, and the scores of each class with their means. */
function classLines({ confusion, classNames, perClass, weighted, ...macro }: Figures): string[] {
  const width = Math.max(...classNames.map((name) => name.length), 'mean by reviews'.length);
  const cells = (row: readonly number[]) => row.map((count) => String(count).padStart(6)).join('');
  const scoresOf = ({ precision, recall, f1 }: typeof weighted) =>
    `precision ${shareOr(precision)}, recall ${shareOr(recall)}, F1 ${shareOr(f1)}`;
  return [
    'confusion, a row for each actual class, a column for each predicted one:',
    ...classNames.map((name, id) => `${name.padEnd(width)} ${cells(confusion[id])}`),
    ...classNames.map((name, id) => `${name.padEnd(width)} ${scoresOf(perClass[id])}`),
    `${'mean of classes'.padEnd(width)} ${scoresOf(macro)}`,
    `${'mean by reviews'.padEnd(width)} ${scoresOf(weighted)}`,
  ];
}

function testLines({ interval, baselines, verdict, reasons, advice }: TestReport): string[] {
  const lines = [`95% interval ${percent(interval[0])} to ${percent(interval[1])}`];
  if (baselines) {
    const { bagOfWords, majority } = baselines;
    const range = `95% interval ${points(bagOfWords.interval[0])} to ${points(bagOfWords.interval[1])}`;
    lines.push(
      `baselines on the same reviews: ${ngramBaseline} ${percent(bagOfWords.accuracy)} ` +
        `(difference ${points(bagOfWords.difference)} points, ${range}, p ${bagOfWords.pValue < 0.001 ? '< 0.001' : `= ${bagOfWords.pValue.toFixed(3)}`}), ` +
        `majority class ${percent(majority.accuracy)}`,
    );
  }
  const why = reasons.map((reason, at) => `${at === 0 ? `${testWords.reasons}: ` : ''}${say(reason)}`);
  return [...lines, ...(verdict ? [say(verdict)] : []), ...why, ...advice.map(say)];
}

function withDeviation({ mean, deviation }: MeanAndDeviation): string {
  return deviation === null ? percent(mean) : `${percent(mean)} ± ${points(deviation)} (standard deviation)`;
}

export function points(share: number): string {
  return (100 * share).toFixed(1);
}

/** Notes go to stderr, so that stdout is JSON alone. */
export const jsonPrinter: Printer = {
  note: (sentence) => console.error(sentence),
  epoch({ epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }) {
    print({ event: 'epoch', epoch, loss, accuracy, validationLoss, validationAccuracy, seconds });
  },
  test: ({ accuracy, loss, confusion, rows, excluded, ...more }, { seed, splitSeed }) => {
    const { interval, baselines, verdict, reasons, advice, classNames, perClass, weighted } = more;
    const { precision, recall, f1 } = more;
    const evidence = {
      classes: classNames,
      perClass,
      ...(classNames.length === 2 ? { precision, recall, f1 } : { macro: { precision, recall, f1 } }),
      weighted,
      interval,
      baselines,
      verdict: verdict && {
        code: verdict.code,
        message: say(verdict),
        difference: verdict.difference,
        interval: verdict.interval,
        reasons: reasons.map((one) => ({ ...one, message: say(one) })),
      },
      advice: advice.map((one) => ({ ...one, message: say(one) })),
    };
    print({ event: 'test', accuracy, loss, confusion, rows, excluded, seed, splitSeed, ...evidence });
  },
  mean: ({ accuracy: { mean, deviation }, seeds, baseline }) =>
    print({ event: 'mean', accuracy: mean, seeds, deviation, baseline }),
};

function print(value: object): void {
  console.log(JSON.stringify(value));
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
