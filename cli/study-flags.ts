/** What `npm run study` was asked for: every flag is checked before anything is read or trained. */
import { cellsOf, fieldNames, InputError, mostVaried, variedSetting } from '../src/model/index.ts';
import type { CellSettings, FieldName } from '../src/model/index.ts';
import { checkDataFlags, dataOptions } from './data.ts';
import { checkSettings, flagOf, type parseFlagsAndPaths } from './flags.ts';
import { parseSeeds } from './seeds.ts';
import { vectorsOptions } from './vectors.ts';

export const studyOptions = {
  ...dataOptions,
  ...vectorsOptions,
  preset: { type: 'string' },
  seeds: { type: 'string', default: '1-5' },
  vary: { type: 'string', multiple: true, default: [] as string[] },
  random: { type: 'string' },
  'vary-split': { type: 'boolean', default: false },
  'show-tests': { type: 'boolean', default: false },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export type StudyFlags = ReturnType<typeof parseFlagsAndPaths<typeof studyOptions>>['values'];

export interface StudyRequest {
  cells: CellSettings[];
  seeds: number[];
}

/** "keep-prob=0.3,0.5" → the setting and its values, as they are written. */
function pairOf(part: string): { name: FieldName; text: string } {
  const at = part.indexOf('=');
  if (at < 1 || part.slice(at + 1).trim() === '') throw new InputError({ code: 'vary-syntax', part });
  const flag = part.slice(0, at).trim().replace(/^--/, '');
  const name = fieldNames.find((one) => flagOf(one) === flag || one === flag);
  if (!name) throw new InputError({ code: 'vary-no-such-setting', name: flag });
  if (name === 'seed' || name === 'splitSeed') throw new InputError({ code: 'vary-seed' });
  return { name, text: part.slice(at + 1) };
}

function countOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InputError({ code: 'random-syntax' });
  return Number(text);
}

/** @throws {InputError} with one sentence */
export function studyRequest(flags: StudyFlags, paths: readonly string[]): StudyRequest {
  const seeds = parseSeeds(flags.seeds);
  const pairs = flags.vary.map(pairOf);
  if (pairs.length > mostVaried) throw new InputError({ code: 'vary-too-many', most: mostVaried });
  const given: Record<string, unknown> = flags;
  pairs.forEach(({ name }, place) => {
    const flag = flagOf(name);
    if (pairs.findIndex((pair) => pair.name === name) !== place)
      throw new InputError({ code: 'vary-twice', name: flag });
    if (given[flag] !== undefined) throw new InputError({ code: 'vary-and-flag', name: flag });
  });
  if (given['seed'] !== undefined) throw new InputError({ code: 'seed-or-seeds' });
  if (flags['vary-split'] && given['split-seed'] !== undefined)
    throw new InputError({ code: 'split-seed-or-vary' });
  checkSettings(flags.preset, flags);
  checkDataFlags(flags, paths);
  const varied = pairs.map(({ name, text }) => variedSetting(name, text));
  return { cells: cellsOf(varied, countOf(flags.random)), seeds };
}
