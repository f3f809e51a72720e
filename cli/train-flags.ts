/** What `npm run train` was asked for: every flag is checked before anything is read or trained. */
import { join } from 'node:path';
import { checkResumed, InputError, noData } from '../src/model/index.ts';
import type { ExportPart, RunConfig } from '../src/model/index.ts';
import { checkDataFlags, dataOptions } from './data.ts';
import { checkSettings, configFromFlags } from './flags.ts';
import type { parseFlagsAndPaths } from './flags.ts';
import { parseCosts, type DecisionPlan } from './decide.ts';
import { checkFolder, checkInside } from './folder.ts';
import { holdsRun, loadState, partsOf, runFileNames, type SavedRun } from './model-folder.ts';
import { parseSeeds } from './seeds.ts';
import { vectorsOptions } from './vectors.ts';

export const trainOptions = {
  ...dataOptions,
  ...vectorsOptions,
  preset: { type: 'string' },
  seeds: { type: 'string' },
  'vary-split': { type: 'boolean', default: false },
  out: { type: 'string' },
  export: { type: 'string' },
  resume: { type: 'string' },
  calibrate: { type: 'boolean', default: false },
  costs: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export type TrainFlags = ReturnType<typeof parseFlagsAndPaths<typeof trainOptions>>['values'];

export interface Plan {
  decision: DecisionPlan;
  /** Null: the seed of the settings alone. */
  seeds: number[] | null;
  /** Each seed is the split seed of its run as well. */
  varySplit: boolean;
  parts: ExportPart[];
  /** The folder that is written to; null: nothing is written. */
  out: string | null;
  /** Folders whose model or run file will be written over by another run's. */
  replaced: string[];
  resumed: { saved: SavedRun; config: RunConfig; folder: string } | null;
}

/** Where the run with this seed is written. */
export function folderOf({ out, seeds }: Pick<Plan, 'out' | 'seeds'>, seed: number): string | null {
  return out !== null && seeds && seeds.length > 1 ? join(out, `seed-${seed}`) : out;
}

/** @throws {InputError} with one sentence, before any data is read */
export async function planOf(flags: TrainFlags, paths: readonly string[]): Promise<Plan> {
  const parts = partsOf(flags.export);
  const seeds = flags.seeds === undefined ? null : parseSeeds(flags.seeds);
  checkTogether(flags);
  checkSettings(flags.preset, flags);
  checkDataFlags(flags, paths);
  const resumed = flags.resume === undefined ? null : await resumedFrom(flags.resume, flags);
  const out = flags.resume ?? flags.out ?? null;
  const costs = flags.costs === undefined ? null : parseCosts(flags.costs);
  const decision = { calibrate: flags.calibrate, costs };
  const plan = { decision, seeds, varySplit: flags['vary-split'], parts, out, resumed };
  if (out !== null) await checkOut(resumed === null ? '--out' : '--resume', out, plan);
  return { ...plan, replaced: resumed === null ? await replacedBy(plan) : [] };
}

async function replacedBy(plan: Pick<Plan, 'out' | 'seeds'>): Promise<string[]> {
  const folders = (plan.seeds ?? [0]).flatMap((seed) => folderOf(plan, seed) ?? []);
  const found = await Promise.all(folders.map(async (folder) => ((await holdsRun(folder)) ? [folder] : [])));
  return found.flat();
}

/** Flags that say two things about one matter, or that do nothing without another one. */
function checkTogether(flags: TrainFlags): void {
  const {
    resume,
    out,
    seeds,
    seed,
    'split-seed': splitSeed,
  } = flags as TrainFlags & Partial<Record<'seed' | 'split-seed', string>>;
  if (resume !== undefined) {
    if (seeds !== undefined) throw new InputError({ code: 'resume-no-seeds' });
    if (out !== undefined) throw new InputError({ code: 'resume-no-out' });
    if (flags.preset !== undefined) throw new InputError({ code: 'resume-no-preset' });
  }
  if (flags['vary-split'] && seeds === undefined) throw new InputError({ code: 'vary-split-needs-seeds' });
  if (flags['vary-split'] && splitSeed !== undefined) throw new InputError({ code: 'split-seed-or-vary' });
  if (seeds !== undefined && seed !== undefined) throw new InputError({ code: 'seed-or-seeds' });
  if (flags.export !== undefined && out === undefined && resume === undefined)
    throw new InputError({ code: 'export-needs-folder' });
}

async function resumedFrom(folder: string, flags: TrainFlags): Promise<NonNullable<Plan['resumed']>> {
  const saved = await loadState(folder);
  const { config: settings } = saved.state;
  // The state has every setting: nothing is left that the data would have a say in.
  const config = configFromFlags(undefined, flags, { size: noData, settings });
  checkResumed(settings, config);
  return { saved, config, folder };
}

async function checkOut(flag: string, out: string, plan: Pick<Plan, 'out' | 'seeds'>): Promise<void> {
  if (!plan.seeds || plan.seeds.length === 1) return checkFolder(flag, out, runFileNames);
  await checkFolder(flag, out, []);
  for (const seed of plan.seeds) {
    const folder = folderOf(plan, seed) ?? out;
    await checkInside(out, folder);
    await checkFolder(flag, folder, runFileNames);
  }
}
