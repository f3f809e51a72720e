/** What a study says of itself and of its settings, in English. */
import type { Part } from '../../parts.ts';
import { settingTexts } from './settings.ts';
import type { FieldName } from '../../settings.ts';
import { count, inPoints } from './format.ts';
import { partNames, plural, timesOf } from './phrases.ts';

type Interval = readonly [number, number];

/** A type and no interface: what is said must be plain values by name. */
type Compared = { name: string; other: string; part: Part };

type ComparedEqual = Compared & {
  difference: number;
  runs: number;
  kind: keyof typeof timesOf;
};

type ComparedRuns = ComparedEqual & { interval: Interval };

type ComparedRows = Compared & {
  rows: number;
  onlyName: number;
  onlyOther: number;
  pValue: number;
};

/** Below it a difference is called one. */
const level = 0.05;
const pOf = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`);

export const studyMessages = {
  'compared-runs': ({ name, other, part, difference, interval, runs, kind }: ComparedRuns) => {
    const [low, high] = interval;
    const by = `${inPoints(Math.abs(difference))} points`;
    const evidence = `95% interval of the difference ${inPoints(low)} to ${inPoints(high)} points, ${timesOf[kind](runs)}`;
    if (low > 0 || high < 0)
      return `${name} is ${by} ${low > 0 ? 'better' : 'worse'} than ${other} on the same ${partNames[part]} reviews, which is more than chance explains (${evidence}).`;
    return `${name} and ${other} can’t be told apart: on the same ${partNames[part]} reviews they differ by ${by} on average, and chance alone may do that (${evidence}).`;
  },
  'compared-equal': ({ name, other, part, difference, runs, kind }: ComparedEqual) => {
    const by = inPoints(Math.abs(difference));
    const how =
      Number(by) === 0
        ? `${name} and ${other} have the same accuracy`
        : `${name} is ${by} points ${difference > 0 ? 'better' : 'worse'} than ${other}`;
    return `With each of ${timesOf[kind](runs)} ${how} on the same ${partNames[part]} reviews. Equal differences give no interval: they do not show how far chance reaches. Try more ${kind}, or more reviews.`;
  },
  'compared-rows': ({ name, other, part, rows, onlyName, onlyOther, pValue }: ComparedRows) => {
    const figures =
      `Of ${count(rows)} ${partNames[part]} reviews only ${name} is right about ${count(onlyName)}, ` +
      `and only ${other} about ${count(onlyOther)}:`;
    const evidence = `(McNemar’s exact test, ${pOf(pValue)}). One run of each says nothing of other seeds.`;
    return pValue < level
      ? `${figures} more than chance explains ${evidence}`
      : `${figures} chance alone may do that ${evidence}`;
  },
  'folds-range': ({ least, most }: { least: number; most: number }) =>
    `A study has ${count(least)} to ${count(most)} folds.`,
  'folds-set-shares':
    'Folds set the training and the validation share themselves: with folds neither of them can vary.',
  'fold-of-provided':
    'This data names its validation reviews, so that there are no folds to choose. Split it by chance, or vary seeds.',
  'halving-needs-more':
    'Successive halving needs two settings or more, and two seeds or folds or more: it ends the worse half of the settings early.',
  'jobs-syntax': ({ most }: { most: number }) =>
    `--jobs takes auto, or how many runs go side by side: a whole number from 1 to ${count(most)}.`,
  'jobs-and-stdin':
    'Standard input can be read once, and each run beside another reads the data itself: write it to a file, or leave --jobs out.',
  'study-jobs-gone':
    'The study ended early: no process is left to train its runs. --jobs 1 trains one run after the other; what --out has written, --resume continues.',
  'run-not-measured': 'The run ended before it had a whole epoch to test.',
  'not-a-study': 'This file is no study that this version reads: it is damaged, or something else.',
  'study-of-other-data': ({ name, rows }: { name: string; rows: number }) =>
    `This study was run on other data: ${plural(rows, 'review', 'reviews')} of “${name}”. Load that to resume it.`,
  'varied-twice': ({ setting, value }: { setting: FieldName; value: string }) =>
    `${settingTexts[setting].label} has the value ${value} twice: name each value once.`,
  'range-syntax': ({ part }: { part: string }) =>
    `A range has its lower end first, and a count of values for numbers with decimals, such as 0.3..0.7:5: not “${part}”.`,
  'too-many-combinations': ({ count: cells, most }: { count: number; most: number }) =>
    `These values have ${count(cells)} combinations, and ${count(most)} is the most. Name fewer values.`,
};
