/** The words of a test's result: scores, intervals, baselines, spread. They come with the code of the test's result. */
import { count, list, percent, points } from './format.ts';
import { ngramBaseline, ngramBaselineInFull, plural, reviews } from './phrases.ts';

/** A share in points with its sign: 0.031 → "+3.1", -0.004 → "−0.4". */
function signedPoints(share: number): string {
  const value = (100 * share).toFixed(1);
  if (value === '0.0' || value === '-0.0') return '0.0';
  return share > 0 ? `+${value}` : value.replace('-', '−');
}

export const testWords = {
  earlier:
    'An earlier version made this test: it may include reviews that the network had seen. Test it again.',
  excluded: (trained: number, validated: number) =>
    `Excluded, because the network has seen them: ${list([
      `${reviews(trained)} that it was trained on`,
      `${count(validated)} that it was validated on`,
    ])}.`,
  accuracy: 'Accuracy',
  loss: 'Loss',
  class: 'Class',
  classRows: 'Reviews',
  perClass: 'Scores of each class',
  means: 'Mean of the classes',
  weighted: 'Mean by reviews',
  precision: 'Precision',
  precisionHelp: (name: string) => `Of those predicted ${name}, how many are.`,
  recall: 'Recall',
  recallHelp: (name: string) => `Of those that are ${name}, how many were found.`,
  f1: 'F1',
  f1Help: 'Precision and recall in one number.',
  undefinedScore: 'none',
  majorityGets: (share: number) => `Always giving the majority class would get ${percent(share)}.`,
  confusion: 'Confusion matrix',
  actual: (name: string) => `actual ${name}`,
  predicted: (name: string) => `predicted ${name}`,
  mistakes: 'Most confident errors',
  mistake: (predicted: string, probability: number, actual: string) =>
    `predicted ${predicted} (${percent(probability)}), actual ${actual}`,
  noMistakes: 'It made no mistake.',
  noMistakesSaved: 'A model’s zip holds no reviews. Test it again to see its mistakes.',
  margin: (rows: number, error: number, [low, high]: readonly [number, number]) =>
    `${reviews(rows)}: ± ${points(error)} points (standard error), 95% interval ${percent(low)} to ${percent(high)}.`,
  baselines: 'Beside simple baselines, on the same reviews',
  columns: {
    model: 'Model',
    accuracy: 'Accuracy',
    difference: 'Network less baseline, points',
    interval: '95% interval',
    pValue: 'p',
  },
  network: 'Your network',
  bagOfWords: ngramBaselineInFull,
  majority: 'Majority class',
  difference: signedPoints,
  interval: ([low, high]: readonly [number, number]) => `${signedPoints(low)} to ${signedPoints(high)}`,
  pValue: (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3)),
  help: 'Both baselines learned from the same training reviews. p: the exact McNemar test.',
  noBaselines: 'The baselines need the reviews that the network was trained on, which are not in this data.',
  reasons: 'The most likely reason and what to try',
  advice: 'What to try next',
  cell: (value: number, actual: string, predicted: string) =>
    `${count(value)} actual ${actual}, predicted ${predicted}: show these reviews`,
  tested: {
    title: 'Test reviews',
    lead: 'Each review of the test with what the network said, at the time of the test.',
    filters: 'Which reviews',
    show: { all: 'All', wrong: 'Wrong', unsure: 'Unsure', errors: 'Most confident errors' },
    help: {
      all: 'In the order of the data.',
      wrong: 'In the order of the data.',
      unsure: 'Less than 50 points above the next class, the least sure first.',
      errors: 'The most confident first.',
    },
    cell: (actual: string, predicted: string) => `Only actual ${actual}, predicted ${predicted}`,
    allCells: 'All cells',
    search: 'Search in the test',
    total: (value: number) => (value === 0 ? 'No review matches.' : reviews(value)),
    table: 'Test reviews',
    columns: { row: 'Row', text: 'Review', answer: 'Predicted', class: 'Class' },
    answer: (name: string, probability: number) => `${name} ${percent(probability)}`,
    right: 'right',
    wrong: (name: string) => `wrong: ${name}`,
  },
  scroll: 'Scroll through the comparison',
  spread: {
    own: (runs: number, low: number, high: number) =>
      `Your ${plural(runs, 'run', 'runs')} with these settings and other seeds or splits gave ${percent(low)} to ${percent(high)}.`,
    measured: (splits: number, mean: number, deviation: number, low: number, high: number) =>
      `Measured with these settings on ${count(splits)} splits: ${percent(mean)} ± ${points(deviation)} points (standard deviation), from ${percent(low)} to ${percent(high)}.`,
    baseline: (mean: number, deviation: number) =>
      `The ${ngramBaseline} on the same splits: ${percent(mean)} ± ${points(deviation)} points.`,
  },
};
