/** What a training run prints: lines for a user, or one JSON object a line for a program. */
import { say } from '../src/contract/messages/en/say.ts';
import type { EpochEvent, RunConfig, TestReport } from '../src/model/index.ts';
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
    const { accuracy, loss, rows, confusion, precision, recall, f1, excluded } = report;
    console.log(
      `Seed ${seed}: test accuracy ${percent(accuracy)} on ${rows} reviews, loss ${loss.toFixed(4)}`,
    );
    const [[trueNegatives, falsePositives], [falseNegatives, truePositives]] = confusion;
    console.log(
      `  right: ${trueNegatives} negative, ${truePositives} positive; ` +
        `wrong: ${falsePositives} predicted positive, ${falseNegatives} predicted negative`,
    );
    const shares = [precision, recall, f1].map((share) => (share === null ? '–' : percent(share)));
    console.log(`  precision ${shares[0]}, recall ${shares[1]}, F1 ${shares[2]}`);
    if (excluded)
      console.log(
        `  excluded, because the network has seen them: ${excluded.trained} trained on, ${excluded.validated} validated on`,
      );
    for (const line of testLines(report)) console.log(`  ${line}`);
  },
  mean({ seeds, accuracy, baseline }) {
    console.log(`Mean test accuracy of seeds ${seeds.join(', ')}: ${withDeviation(accuracy)}`);
    if (!baseline) return;
    const { mean, deviation } = baseline.difference;
    console.log(`  bag-of-words baseline on the same reviews: ${withDeviation(baseline.accuracy)}`);
    console.log(
      `  difference, run by run: ${points(mean)}${deviation === null ? '' : ` ± ${points(deviation)}`} points`,
    );
  },
};

function testLines({ interval, baselines, verdict, advice }: TestReport): string[] {
  const lines = [`95% interval ${percent(interval[0])} to ${percent(interval[1])}`];
  if (baselines) {
    const { bagOfWords, majority } = baselines;
    const range = `95% interval ${points(bagOfWords.interval[0])} to ${points(bagOfWords.interval[1])}`;
    lines.push(
      `baselines on the same reviews: bag of words ${percent(bagOfWords.accuracy)} ` +
        `(difference ${points(bagOfWords.difference)} points, ${range}, p ${bagOfWords.pValue < 0.001 ? '< 0.001' : `= ${bagOfWords.pValue.toFixed(3)}`}), ` +
        `majority class ${percent(majority.accuracy)}`,
    );
  }
  return [...lines, ...(verdict ? [say(verdict)] : []), ...advice.map(say)];
}

function withDeviation({ mean, deviation }: MeanAndDeviation): string {
  return deviation === null ? percent(mean) : `${percent(mean)} ± ${points(deviation)} (standard deviation)`;
}

function points(share: number): string {
  return (100 * share).toFixed(1);
}

/** Notes go to stderr, so that stdout is JSON alone. */
export const jsonPrinter: Printer = {
  note: (sentence) => console.error(sentence),
  epoch({ epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }) {
    print({ event: 'epoch', epoch, loss, accuracy, validationLoss, validationAccuracy, seconds });
  },
  test: ({ accuracy, loss, confusion, rows, excluded, ...more }, { seed, splitSeed }) => {
    const { interval, baselines, verdict, advice } = more;
    const evidence = {
      interval,
      baselines,
      verdict: verdict && { code: verdict.code, message: say(verdict) },
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
