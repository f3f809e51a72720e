/** What a training run prints: lines for a user, or one JSON object a line for a program. */
import type { EpochEvent, RunConfig, TestReport } from '../src/model/index.ts';
import { say, t } from './language.ts';
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
  epoch: (event, { epochs }) => console.log(t.train.epoch(event, epochs)),
  test(report, { seed }) {
    const { accuracy, loss, rows, excluded } = report;
    console.log(t.test.accuracy(seed, accuracy, rows, loss));
    for (const line of figureLines(report)) console.log(`  ${line}`);
    if (excluded) console.log(`  ${t.test.excluded(excluded)}`);
    for (const line of testLines(report)) console.log(`  ${line}`);
  },
  mean({ seeds, accuracy, baseline }) {
    console.log(t.train.mean(seeds, accuracy));
    if (!baseline) return;
    console.log(`  ${t.train.meanOfBaseline(baseline.accuracy)}`);
    console.log(`  ${t.train.meanDifference(baseline.difference)}`);
  },
};

type Figures = Pick<
  TestReport,
  'confusion' | 'classNames' | 'precision' | 'recall' | 'f1' | 'perClass' | 'weighted'
>;

/** How often which class was right, and in which way it was wrong. */
export function figureLines(report: Figures): string[] {
  const { classNames, confusion } = report;
  if (classNames.length > 2) return classLines(report);
  return [t.test.twoClasses(confusion, classNames), t.test.scores(report)];
}

/** The confusion matrix, and the scores of each class with their means. */
function classLines({ confusion, classNames, perClass, weighted, ...macro }: Figures): string[] {
  const rows = [...classNames, t.test.means, t.test.weighted];
  const width = Math.max(...rows.map((name) => name.length));
  const cells = (row: readonly number[]) => row.map((count) => String(count).padStart(6)).join('');
  return [
    t.test.confusion,
    ...classNames.map((name, id) => `${name.padEnd(width)} ${cells(confusion[id])}`),
    ...[...perClass, macro, weighted].map(
      (scores, row) => `${rows[row].padEnd(width)} ${t.test.scores(scores)}`,
    ),
  ];
}

function testLines({ interval, baselines, verdict, reasons, advice }: TestReport): string[] {
  const why = reasons.map((reason, at) => `${at === 0 ? `${t.test.reasons}: ` : ''}${say(reason)}`);
  return [
    t.test.interval(interval),
    ...(baselines ? [t.test.baselines(baselines)] : []),
    ...(verdict ? [say(verdict)] : []),
    ...why,
    ...advice.map(say),
  ];
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
