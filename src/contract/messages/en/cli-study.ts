/** What the command line says of a study and of a step's profile, in English. */
import type { StepProfile } from '../../backends.ts';
import { inPoints, plainPercent as percent, points } from './format.ts';
import { ngramBaseline, plural, timeLeft, wholeNumber } from './phrases.ts';
import { noInterval, studyWords } from './page-studies.ts';
import { intervalOf } from './cli-train.ts';

type Ends = readonly [number, number];

const interval = ([low, high]: Ends) => `${inPoints(low)} to ${inPoints(high)}`;

/** Of the runs of a setting. */
interface Figure {
  mean: number;
  /** Null of one run. */
  deviation: number | null;
  /** Null where all runs are equal. */
  interval: Ends | null;
}

const withDeviation = ({ mean, deviation }: Figure) =>
  percent(mean) + (deviation === null ? '' : ` ± ${points(deviation)}`);

interface JobsMeasured {
  jobs: number;
  /** Of each. */
  threads: number;
  /** Of one alone. */
  all: number;
  faster: number;
}

export const study = {
  asTheyAre: 'as they are',
  repeat: studyWords.repeat,
  halving: studyWords.runningHalving,
  replaces: (path: string) =>
    `“${path}” holds a study already: this one replaces it. To run the rest of it, use --resume in place of --out.`,
  run: (
    name: string,
    { validation, epochs, seconds }: { validation: number; epochs: number; seconds: number },
    { done, total, secondsLeft }: { done: number; total: number; secondsLeft: number | null },
  ) =>
    `${done}/${total} ${name}: validation accuracy ${percent(validation)}, ${epochs} epochs, ${seconds.toFixed(1)} s` +
    (secondsLeft !== null && done < total ? `; ${timeLeft(secondsLeft)}` : ''),
  failure: (name: string, repeat: string, why: string) => `${name}, ${repeat} has no result: ${why}`,
  test: (test: Figure) =>
    `test accuracy ${withDeviation(test)}, ${test.interval === null ? noInterval : intervalOf(test.interval)}`,
  baseline: (mean: number, difference: number, ends: Ends | null) =>
    `${ngramBaseline} on the same reviews ${percent(mean)}: the network less it ` +
    `${inPoints(difference)} points (${ends === null ? noInterval : `${interval(ends)}, 95% interval`})`,
  validation: (validation: Figure) =>
    `validation ${withDeviation(validation)} (${validation.interval === null ? noInterval : interval(validation.interval)})`,
  failed: studyWords.failed,
  ended: 'ended early by halving',
  seconds: (seconds: number) => `${seconds.toFixed(1)} s a run`,
  noRun: 'No run came to its end.',
  chosen: (name: string) => `Chosen by validation: ${name}`,
  jobsMeasured: (areBeside: boolean, { jobs, threads, all, faster }: JobsMeasured) => {
    const compared = `${faster.toFixed(2)} times the steps of one run on ${plural(all, 'thread', 'threads')}`;
    const several = `${wholeNumber(jobs)} at once with ${plural(threads, 'thread', 'threads')} each`;
    return areBeside
      ? `Runs go side by side: measured now, ${several} do up to ${compared}, and what lies between steps at once as well.`
      : `Runs go one after the other: measured now, ${several} do at most ${compared}.`;
  },
  jobsInMemory: (possible: number, wanted: number) =>
    `Memory is free for ${plural(possible, 'run', 'runs')} at once, and not for ${wholeNumber(wanted)}: ` +
    'each takes about four times what reading this data took.',
  jobNotStarted: (how: string, left: number) =>
    `A process to train runs could not begin (${how}): ${left > 1 ? `${wholeNumber(left)} runs go side by side` : 'runs go one after the other'}.`,
  jobLost: (how: string, left: number) =>
    `A process that trains runs ended by itself (${how}), perhaps because memory was full. ` +
    (left > 0
      ? `Its run is begun again: ${plural(left, 'process continues', 'processes continue')}.`
      : 'There is no other.'),
  testsHidden:
    'Tests of the others are not shown: whoever chooses by them has no test left. --show-tests shows them.',
};

export const profile = {
  step: ({ backend, adapter, rows, length }: StepProfile) =>
    `${backend} (${adapter}), a step of ${rows} reviews with ${length} tokens each:`,
  milliseconds: (value: string) => `${value} ms`,
  sum: 'sum',
  whole: 'whole step',
  memory: (bytes: number, tensors: number) =>
    `Memory held: ${(bytes / 1e6).toFixed(1)} MB; ${tensors} tensors from step to step.`,
  device: 'On the device itself:',
  times: (calls: number) => `${Math.round(calls)} times`,
};
