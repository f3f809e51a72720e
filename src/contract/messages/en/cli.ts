/** What the command line prints, in English, by subject. The page loads none of it. */
import type { Progress } from '../../dataset.ts';
import { explain, proof } from './cli-explain.ts';
import { help } from './cli-help.ts';
import { inspect } from './cli-inspect.ts';
import { profile, study } from './cli-study.ts';
import { predict, test, train } from './cli-train.ts';
import { page } from './page.ts';
import { wholeNumber } from './phrases.ts';

/** Why the system refused to write, as the end of a sentence, by its code. */
const refusals: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  ENOENT: 'the system makes no folder there',
  EPERM: 'you may not write there',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EFBIG: 'a file may not become that large there',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'links lead round in a circle',
  EISDIR: 'a folder stands where a file has to go',
};

const phases: Record<Progress['phase'], string> = {
  reading: 'Reading',
  cleaning: 'Looking for copies',
  examining: 'Examining',
  baseline: 'Measuring the baselines',
  classifying: 'Classifying',
};

export const cli = {
  help,
  standardInput: 'standard input',
  exitCode: (code: number | null) => `exit code ${code}`,
  refused: (code: string) => refusals[code] ?? `the system says ${code}`,
  /** How far reading and checking has come. */
  progress: ({ phase, share, rows }: Progress) =>
    `${phases[phase]} …${share === null ? '' : ` ${Math.floor(100 * share)}%`}, ${wholeNumber(rows)} rows`,
  /** How far a phase of a run has come. */
  phase: (phase: keyof typeof page.training.phases, share: number | null, secondsLeft: number) =>
    `${page.training.phaseDone(page.training.phases[phase], share)}, ${Math.ceil(secondsLeft)} s left`,
  stopping: (what: string) => `Stopping. ${what}; Ctrl+C again ends at once.`,
  /** What becomes of what is done so far when a command is interrupted. */
  whenStopped: {
    train: 'What is done so far is tested and saved',
    study: 'The runs that are done are summed up',
    output: 'No more is written',
    file: 'Nothing is written',
  },
  train,
  test,
  predict,
  inspect,
  explain,
  proof,
  study,
  profile,
};
