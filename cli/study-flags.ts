/** What `npm run study` was asked for: every flag is checked before anything is read or trained. */
import {
  cellsOf,
  drawFields,
  fieldNames,
  flagOf,
  InputError,
  mostVaried,
  variedSetting,
} from '../src/model/index.ts';
import type { FieldName, StudyPlan } from '../src/model/index.ts';
import { checkDataFlags, dataOptions, pathsOf } from './data.ts';
import { checkSettings, type parseFlagsAndPaths } from './flags.ts';
import { parseSeeds } from './seeds.ts';
import { standardInput } from './stdin.ts';
import { vectorsOptions } from './vectors.ts';

/** What a study is planned by: a resumed one has its own. */
const planOptions = {
  preset: { type: 'string' },
  seeds: { type: 'string' },
  folds: { type: 'string' },
  vary: { type: 'string', multiple: true },
  random: { type: 'string' },
  'vary-split': { type: 'boolean' },
  halving: { type: 'boolean' },
} as const;

export const studyOptions = {
  ...dataOptions,
  ...vectorsOptions,
  ...planOptions,
  jobs: { type: 'string', default: 'auto' },
  resume: { type: 'string' },
  'show-tests': { type: 'boolean', default: false },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export type StudyFlags = ReturnType<typeof parseFlagsAndPaths<typeof studyOptions>>['values'];

/** A plan without the settings that all runs share, which depend on the data. */
export type StudyRequest = Omit<StudyPlan, 'base'>;

const defaultSeeds = '1-5';

/** "keep-prob=0.3,0.5" → the setting and its values, as they are written. */
function pairOf(part: string): { name: FieldName; text: string } {
  const at = part.indexOf('=');
  if (at < 1 || part.slice(at + 1).trim() === '') throw new InputError({ code: 'vary-syntax', part });
  const flag = part.slice(0, at).trim().replace(/^--/, '');
  const name = fieldNames.find((one) => flagOf(one) === flag || one === flag);
  if (!name) throw new InputError({ code: 'vary-no-such-setting', name: flag });
  if (drawFields.includes(name)) throw new InputError({ code: 'vary-seed' });
  return { name, text: part.slice(at + 1) };
}

const mostJobs = 64;

/** How many runs go side by side: whatever is faster, or so many. @throws {InputError} */
export function jobsAsked({ jobs, ...flags }: StudyFlags, paths: readonly string[]): 'auto' | number {
  if (jobs === 'auto') return jobs;
  const count = /^[1-9]\d?$/.test(jobs) ? Number(jobs) : 0;
  if (count < 1 || count > mostJobs) throw new InputError({ code: 'jobs-syntax', most: mostJobs });
  if (count > 1 && readsStandardInput(flags, paths)) throw new InputError({ code: 'jobs-and-stdin' });
  return count;
}

/** Then nobody else can read the same. */
export function readsStandardInput(flags: Omit<StudyFlags, 'jobs'>, paths: readonly string[]): boolean {
  const { corrections = '', vectors = '', unlabelled = '' } = flags;
  return [...pathsOf(flags, paths), corrections, vectors, unlabelled].includes(standardInput);
}

function countOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InputError({ code: 'random-syntax' });
  return Number(text);
}

function repeatsOfFlags(flags: StudyFlags): StudyPlan['repeats'] {
  const { seeds, folds, 'vary-split': varySplit = false } = flags;
  const given: Record<string, unknown> = flags;
  if (varySplit && given['split-seed'] !== undefined) throw new InputError({ code: 'split-seed-or-vary' });
  if (folds === undefined) {
    if (given['seed'] !== undefined) throw new InputError({ code: 'seed-or-seeds' });
    return { kind: 'seeds', seeds: parseSeeds(seeds ?? defaultSeeds), varySplit };
  }
  if (seeds !== undefined) throw new InputError({ code: 'seeds-or-folds' });
  if (varySplit) throw new InputError({ code: 'folds-or-vary' });
  if (given['fold'] !== undefined) throw new InputError({ code: 'fold-or-folds' });
  if (!/^\d{1,3}$/.test(folds)) throw new InputError({ code: 'folds-syntax' });
  return { kind: 'folds', folds: Number(folds) };
}

/** @throws {InputError} with one sentence */
export function studyRequest(flags: StudyFlags, paths: readonly string[]): StudyRequest {
  const repeats = repeatsOfFlags(flags);
  const pairs = (flags.vary ?? []).map(pairOf);
  if (pairs.length > mostVaried) throw new InputError({ code: 'vary-too-many', most: mostVaried });
  const given: Record<string, unknown> = flags;
  pairs.forEach(({ name }, place) => {
    const flag = flagOf(name);
    if (pairs.findIndex((pair) => pair.name === name) !== place)
      throw new InputError({ code: 'vary-twice', name: flag });
    if (given[flag] !== undefined) throw new InputError({ code: 'vary-and-flag', name: flag });
  });
  checkSettings(flags.preset, flags);
  checkDataFlags(flags, paths);
  const varied = pairs.map(({ name, text }) => variedSetting(name, text));
  return { cells: cellsOf(varied, countOf(flags.random)), repeats, halving: flags.halving ?? false };
}

/** A study that is resumed has its plan: nothing of it is asked for anew. @throws {InputError} */
export function checkResumeFlags(flags: StudyFlags, paths: readonly string[]): void {
  const given: Record<string, unknown> = flags;
  const flag = [...Object.keys(planOptions), ...fieldNames.map(flagOf)].find(
    (one) => given[one] !== undefined,
  );
  if (flag !== undefined) throw new InputError({ code: 'resumed-study-has', flag });
  checkDataFlags(flags, paths);
}
