/** What the command line says of a run that trains, of its test, and of texts and files that are classified, in English. */
import type { ClassifiedSummary } from '../../classification.ts';
import type { ConfusionMatrix, ExcludedRows, Scores, TestBaselines } from '../../results.ts';
import type { EpochEvent } from '../../training.ts';
import { inPoints, list, plainPercent as percent, points } from './format.ts';
import { testWords } from './page-test.ts';
import { ngramBaseline, wholeNumber } from './phrases.ts';

type Ends = readonly [number, number];

interface Mean {
  mean: number;
  /** Null: of one run. */
  deviation: number | null;
}

const shareOr = (share: number | null) => (share === null ? '–' : percent(share));

const withDeviation = ({ mean, deviation }: Mean) =>
  deviation === null ? percent(mean) : `${percent(mean)} ± ${points(deviation)} (standard deviation)`;

/** "95% interval 80.2% to 84.0%" */
export const intervalOf = ([low, high]: Ends): string => `95% interval ${percent(low)} to ${percent(high)}`;

const pOf = (value: number) => (value < 0.001 ? '< 0.001' : `= ${value.toFixed(3)}`);

export const train = {
  epoch: (
    { epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }: EpochEvent,
    epochs: number,
  ) =>
    `Epoch ${epoch}/${epochs}: loss ${loss.toFixed(4)}, accuracy ${percent(accuracy)}, ` +
    `validation loss ${validationLoss.toFixed(4)}, accuracy ${percent(validationAccuracy)}, ${seconds.toFixed(1)} s`,
  ofSeed: (seed: number, what: string) => `seed ${seed}: ${what}`,
  beside: (accuracy: number, baseline: number) => `${accuracy.toFixed(4)}, baseline ${baseline.toFixed(4)}`,
  unfinished: (seeds: readonly number[]) =>
    `Not trained to the end: ${seeds.map((seed) => `seed ${seed}`).join(', ')}.`,
  mean: (seeds: readonly number[], accuracy: Mean) =>
    `Mean test accuracy of seeds ${seeds.join(', ')}: ${withDeviation(accuracy)}`,
  meanOfBaseline: (accuracy: Mean) => `${ngramBaseline} on the same reviews: ${withDeviation(accuracy)}`,
  meanDifference: ({ mean, deviation }: Mean) =>
    `difference, run by run: ${inPoints(mean)}${deviation === null ? '' : ` ± ${points(deviation)}`} points`,
  replaces: (folders: readonly string[]) =>
    `${list(folders.map((folder) => `“${folder}”`))} ${folders.length === 1 ? 'holds a model or a run' : 'hold models or runs'} already: ` +
    'this run replaces what is there. To keep it, name another folder.',
  stateNotWritten: (folder: string, reason: string) =>
    `The run file could not be written to “${folder}”: ${reason}. ` +
    'Training continues, and each later state is tried again.',
  modelNotWritten: (folder: string, reason: string) =>
    `The model could not be written to “${folder}”: ${reason}. Make room, then train again.`,
};

export const test = {
  reasons: testWords.reasons,
  accuracy: (seed: number, accuracy: number, rows: number, loss: number) =>
    `Seed ${seed}: test accuracy ${percent(accuracy)} on ${rows} reviews, loss ${loss.toFixed(4)}`,
  excluded: ({ trained, validated }: ExcludedRows) =>
    `excluded, because the network has seen them: ${trained} that it was trained on, ${validated} that it was validated on`,
  interval: intervalOf,
  baselines: ({ bagOfWords, majority }: TestBaselines) =>
    `baselines on the same reviews: ${ngramBaseline} ${percent(bagOfWords.accuracy)} ` +
    `(difference ${inPoints(bagOfWords.difference)} points, 95% interval ${inPoints(bagOfWords.interval[0])} to ${inPoints(bagOfWords.interval[1])}, p ${pOf(bagOfWords.pValue)}), ` +
    `majority class ${percent(majority.accuracy)}`,
  twoClasses: (confusion: ConfusionMatrix, [first, second]: readonly string[]) =>
    `right: ${confusion[0][0]} ${first}, ${confusion[1][1]} ${second}; ` +
    `wrong: ${confusion[0][1]} predicted ${second}, ${confusion[1][0]} predicted ${first}`,
  scores: ({ precision, recall, f1 }: Scores) =>
    `precision ${shareOr(precision)}, recall ${shareOr(recall)}, F1 ${shareOr(f1)}`,
  confusion: 'confusion, a row for each actual class, a column for each predicted one:',
  means: 'mean of classes',
  weighted: 'mean by reviews',
};

export const predict = {
  noWords: (text: string) => `– no words: ${text}`,
  answer: (name: string, probability: string, text: string) => `${name} ${probability}: ${text}`,
  noAnswer: (place: number, text: string) =>
    `There is no word in text ${place}, “${text}”: it has no answer.`,
  answered: (answered: number, { rows, text, why }: ClassifiedSummary) =>
    `${wholeNumber(answered)} of ${wholeNumber(rows)} rows answered, by the column “${text}”${why ? ', which was guessed' : ''}`,
  count: (name: string, rows: number, answered: number) =>
    `${name}: ${wholeNumber(rows)}${answered > 0 ? ` (${percent(rows / answered)})` : ''}`,
  withoutWords: (rows: number) => `without an answer, since they have no words: ${wholeNumber(rows)}`,
  broken: (lines: number) => `lines that could not be read: ${wholeNumber(lines)}`,
  unknown: (share: number) => `words that the network does not know: ${percent(share)}`,
  noTest: (why: string) => `No test: ${why}`,
  test: (accuracy: number, rows: number, label: string | null, ends: Ends) =>
    `Accuracy ${percent(accuracy)} on ${wholeNumber(rows)} rows by the labels of “${label}”, ${intervalOf(ends)}`,
};
