/** Texts of studies on the page, in English. */
import { count, duration, moment, percent, points } from './format.ts';
import { capitalized, ngramBaseline, plural, quoted, timeLeft, timesOf } from './phrases.ts';

type Ends = readonly [number, number];

/** A study that is under way. */
interface Running {
  done: number;
  total: number;
  secondsLeft: number | null;
  /** So many runs go side by side. */
  atOnce: number;
}

/** In place of an interval, where several runs came to the same figure. */
export const noInterval = 'no interval: all runs are equal';

const runs = (value: number) => plural(value, 'run', 'runs');

export const studyWords = {
  title: 'Studies',
  lead: 'Settings with several seeds or folds each: which is best by validation, and how sure that is.',
  loading: 'Looking for studies …',
  empty: 'No study yet: choose more than one seed in Train, or a setting to vary.',
  notSaved: 'Studies can’t be saved on this device at present: this one is lost when the page is left.',
  choice: {
    label: 'Several runs',
    seeds: 'Seeds',
    seedsHelp: (value: number) =>
      value === 1
        ? 'One run. With more seeds the same settings are trained several times, for mean and deviation.'
        : `${count(value)} runs of the same settings: mean, deviation and 95% interval, beside the baseline.`,
    plan: (cells: number, runCount: number, seconds: number | null) =>
      `${plural(cells, 'setting', 'settings')}, ${runs(runCount)}${seconds === null ? '' : `, about ${duration(seconds)}`}. Start training runs them all, several at once where that is faster; a study saves their figures and no network.`,
    sweep: 'Sweep',
  },
  sweep: {
    add: 'Vary a setting',
    setting: 'Setting',
    values: 'Values',
    remove: (name: string) => `Do not vary ${name}`,
    listHelp: 'Separated by commas, or a range with a count: 0.3..0.7:5.',
    wholeHelp: 'Separated by commas, or a range: 2..5.',
    sizesHelp: 'Lists separated by semicolons: 32; 64, 32.',
    on: 'on',
    off: 'off',
    most: (value: number) => `Up to ${count(value)} settings can vary.`,
    repeats: 'Repeated with',
    repeatKinds: { seeds: 'seeds', folds: 'folds' },
    howMany: 'How many',
    foldsHelp:
      'The reviews that are not for the test are divided into so many parts, and each is validated on once. The test part stays the same.',
    drawn: 'Draw only some',
    drawnHelp: 'How many combinations are drawn by chance; empty: all of them.',
    varySplit: 'Each seed splits the data anew',
    halving: 'Successive halving: end the worse half after 1, 2, 4 … runs of each setting',
    single: 'Back to a single run',
  },
  drawnWrong: 'Draw a whole number of combinations, or leave the field empty.',
  running: ({ done, total, secondsLeft, atOnce }: Running) => {
    const left = secondsLeft === null ? '' : `, ${timeLeft(secondsLeft)}`;
    return atOnce > 1
      ? `Study: ${count(done)} of ${runs(total)} done, ${count(atOnce)} side by side${left}. What is drawn is one of them.`
      : `Study: run ${count(Math.min(done + 1, total))} of ${count(total)}${left}.`;
  },
  runningHalving: 'Successive halving is on: settings that are worse on validation are ended early.',
  interrupted: (name: string, done: number, total: number, ago: string) =>
    `A study of ${quoted(name)} was interrupted after ${count(done)} of ${runs(total)} (${ago}). Resume begins the run that was under way anew and then runs the rest.`,
  interruptedLabel: 'Interrupted study',
  stopped: (name: string, done: number, total: number) =>
    `The study of ${quoted(name)} was stopped after ${count(done)} of ${runs(total)}. The run that was under way is lost.`,
  stoppedLabel: 'Stopped study',
  resume: 'Resume',
  later: 'Later',
  which: 'Study',
  name: (data: string, cells: number, done: number, total: number, started: number) =>
    `${data}, ${plural(cells, 'setting', 'settings')}, ${done === total ? runs(total) : `${count(done)} of ${runs(total)}`}, ${moment(started)}`,
  resumeRest: (left: number, total: number) =>
    left === total ? `Run all ${count(total)}` : `Run the other ${count(left)}`,
  csv: 'Runs as CSV',
  json: 'Study as JSON',
  delete: 'Delete study',
  none: 'No run has come to its end yet.',
  table: (repeats: keyof typeof timesOf, times: number) =>
    `Settings by validation accuracy, ${timesOf[repeats](times)} each`,
  scroll: 'Scroll through the settings',
  columns: {
    compare: 'Compare',
    rank: 'Rank',
    validation: 'Validation',
    deviation: 'Deviation',
    interval: '95% interval',
    runs: 'Runs',
    seconds: 'Time a run',
    test: 'Test',
    baseline: 'Baseline',
    difference: 'Less baseline',
    actions: 'Settings',
  },
  asTheyAre: 'as in the form',
  asBegun: 'as when the study began',
  /** @param more how many other settings differ */
  unlikeForm: (named: string, more: number) =>
    `with ${named}${more > 0 ? ` and ${plural(more, 'other setting', 'other settings')}` : ''}, unlike the form`,
  network: {
    none: 'A study saves figures and no network. This trains one with the chosen setting and saves it in Runs.',
    needsData: (name: string) =>
      `A study saves figures and no network. Load the same data, ${quoted(name)}, to train one with the chosen setting.`,
    train: 'Train a network with this setting',
    saved: (name: string) =>
      `A study saves figures and no network. The run ${quoted(name)} was trained with this setting on this data, and its network is saved.`,
    load: (name: string) => `Load ${quoted(name)}`,
  },
  chosen: 'chosen',
  ended: 'ended early',
  failed: (value: number) => `${count(value)} without a result`,
  failures: (value: number) => `${runs(value)} had no result`,
  failure: (name: string, repeat: string, why: string) => `${name}, ${repeat}: ${why}`,
  repeat: { seeds: (seed: number) => `seed ${seed}`, folds: (fold: number) => `fold ${fold}` },
  percent,
  points,
  interval: (ends: Ends | null) => (ends === null ? 'all equal' : `${points(ends[0])}–${points(ends[1])}`),
  signed: (ends: Ends | null) =>
    ends === null ? noInterval : `${points(ends[0])} to ${points(ends[1])}`.replaceAll('-', '−'),
  seconds: duration,
  use: 'Use these settings',
  useOf: (name: string) => `Use these settings: ${name}`,
  compareWith: (name: string) => `Compare with ${name}`,
  result: {
    title: 'Chosen by validation',
    /** "82.1% ± 1.2 (95% interval 80.2–84.0)" */
    figure: (mean: number, deviation: number | null, ends: Ends | null) =>
      percent(mean) +
      (deviation === null ? '' : ` ± ${points(deviation)}`) +
      ` (${ends === null ? noInterval : `95% interval ${points(ends[0])}–${points(ends[1])}`})`,
    validation: 'Validation',
    test: 'Test',
    baseline: `${capitalized(ngramBaseline)}, same reviews`,
    difference: 'Network less baseline',
  },
  tests: {
    show: 'Show the tests of all settings',
    hide: 'Hide the tests of the others',
    why: 'Only the chosen setting’s test is shown: whoever chooses by the test has no test left.',
    open: 'These tests are for looking, not for choosing: a setting that is chosen by them looks better than it is.',
  },
  compared: {
    title: 'Beside another setting',
    only: 'There is one setting only: nothing to compare it with.',
    pick: 'Choose a setting in the table to compare it with the chosen one.',
    none: 'These two can’t be compared: no seed or fold was run with both, or they divide the data differently.',
  },
  plots: {
    parallel: 'Settings and their validation accuracy',
    parallelText: (best: string, accuracy: number) =>
      `Each line is one setting of the table, from its values to its mean validation accuracy on the right. The thick line with diamonds is the chosen one (${best}, ${percent(accuracy)}); the dashed line with squares the one it is compared with.`,
    setting: (name: string) => `Validation accuracy by ${name}`,
    settingText: (name: string, parts: readonly string[]) =>
      `Mean over all settings with the same ${name}: ${parts.join(', ')}. A dot is one setting; the diamond is the chosen one.`,
    part: (value: string, accuracy: number) => `${value}: ${percent(accuracy)}`,
    accuracy: 'Validation',
  },
};
