/** What a training run prints: lines for a person, or one JSON object a line for a program. */
import type { EpochEvent, RunConfig, TestReport } from '../src/model/index.ts';

export interface Printer {
  note(sentence: string): void;
  epoch(event: EpochEvent, config: RunConfig): void;
  test(report: TestReport, config: RunConfig): void;
  /** Of several runs. */
  mean(accuracy: number, seeds: number[]): void;
}

export const textPrinter: Printer = {
  note: (sentence) => console.log(sentence),
  epoch({ epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }, { epochs }) {
    const training = `loss ${loss.toFixed(4)}, accuracy ${percent(accuracy)}`;
    const validation = `validation loss ${validationLoss.toFixed(4)}, accuracy ${percent(validationAccuracy)}`;
    console.log(`Epoch ${epoch}/${epochs}: ${training}, ${validation}, ${seconds.toFixed(1)} s`);
  },
  test({ accuracy, loss, rows, confusion, precision, recall, f1, excluded }, { seed }) {
    console.log(
      `Seed ${seed}: test accuracy ${percent(accuracy)} on ${rows} reviews, loss ${loss.toFixed(4)}`,
    );
    const [[trueNegatives, falsePositives], [falseNegatives, truePositives]] = confusion;
    console.log(
      `  right: ${trueNegatives} negative, ${truePositives} positive; ` +
        `wrong: ${falsePositives} called positive, ${falseNegatives} called negative`,
    );
    const shares = [precision, recall, f1].map((share) => (share === null ? '–' : percent(share)));
    console.log(`  precision ${shares[0]}, recall ${shares[1]}, F1 ${shares[2]}`);
    if (excluded)
      console.log(
        `  excluded, because the network has seen them: ${excluded.trained} trained on, ${excluded.validated} validated on`,
      );
  },
  mean: (accuracy, seeds) =>
    console.log(`Mean test accuracy of seeds ${seeds.join(', ')}: ${percent(accuracy)}`),
};

/** Notes go to stderr, so that stdout is JSON alone. */
export const jsonPrinter: Printer = {
  note: (sentence) => console.error(sentence),
  epoch({ epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }) {
    print({ event: 'epoch', epoch, loss, accuracy, validationLoss, validationAccuracy, seconds });
  },
  test: ({ rows, accuracy, loss, confusion, excluded }) =>
    print({ event: 'test', rows, accuracy, loss, confusion, excluded }),
  mean: (accuracy, seeds) => print({ event: 'mean', accuracy, seeds }),
};

function print(value: object): void {
  console.log(JSON.stringify(value));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
