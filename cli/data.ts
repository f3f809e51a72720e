/** Which data a command works on: a sample by its name, or files of one's own. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, sampleIds } from '../src/model/index.ts';
import type {
  ColumnChoice,
  DatasetSummary,
  RunConfig,
  Catalogue,
  DataSize,
  TrainingService,
  TablePreview,
} from '../src/model/index.ts';
import {
  checkColumnFlags,
  choiceOf,
  columnOptions,
  encodingOf,
  cleaningFlags,
  cleaningOf,
} from './columns.ts';
import type { ColumnFlags } from './columns.ts';
import { readBytes, sourceFiles } from './files.ts';
import { t } from './language.ts';
import { withProgress } from './progress.ts';
import { standardInput } from './stdin.ts';
import { englishFile } from './vectors.ts';

export const dataOptions = {
  dataset: { type: 'string' },
  file: { type: 'string', multiple: true },
  corrections: { type: 'string' },
  ...columnOptions,
} as const;

export interface DataFlags extends ColumnFlags {
  dataset?: string;
  file?: string[];
  corrections?: string;
}

const datasetsFolder = 'public/datasets';

export interface LoadedData {
  /** Settings that come with the dataset, over the preset's and under the user's own. */
  settings: Partial<RunConfig>;
  summary: DatasetSummary;
  /** What presets follow. */
  size: DataSize;
  /** Null for a sample. */
  opened: { preview: TablePreview; choice: ColumnChoice } | null;
  /** What a user should know of how it was loaded. */
  notes: string[];
}

/** Files and folders that were named with a flag or without one. */
export function pathsOf(flags: DataFlags, positionals: readonly string[]): string[] {
  return [...(flags.file ?? []), ...positionals];
}

/**
 * Checks what can be checked of the flags before anything is read.
 * @param positionals paths that came without a flag
 * @throws {InputError} with one sentence
 */
export function checkDataFlags(flags: DataFlags, positionals: readonly string[]): void {
  const paths = pathsOf(flags, positionals);
  if (paths.length > 0 && flags.dataset !== undefined) throw new InputError({ code: 'dataset-or-files' });
  if (paths.includes('')) throw new InputError({ code: 'file-name-empty' });
  if (paths.concat(flags.corrections ?? []).filter((path) => path === standardInput).length > 1)
    throw new InputError({ code: 'stdin-once' });
  checkColumnFlags(flags);
}

/**
 * @param positionals paths that came without a flag
 * @throws {InputError}
 */
export async function loadData(
  service: TrainingService,
  flags: DataFlags,
  positionals: readonly string[],
): Promise<LoadedData> {
  checkDataFlags(flags, positionals);
  const paths = pathsOf(flags, positionals);
  const loaded =
    paths.length > 0
      ? await loadFiles(service, paths, flags)
      : await loadSample(service, flags.dataset ?? sampleIds[0], flags);
  const { summary, ...rest } =
    flags.corrections !== undefined ? await correct(service, flags.corrections, loaded) : loaded;
  return { ...rest, summary, size: { ...summary, hasEnglishVectors: existsSync(englishFile) } };
}

type WithoutSize = Omit<LoadedData, 'size'>;

async function loadSample(service: TrainingService, name: string, flags: DataFlags): Promise<WithoutSize> {
  const catalogue = await readFile(join(datasetsFolder, 'catalogue.json'), 'utf8').catch(() => null);
  const { samples } = catalogue === null ? { samples: [] } : (JSON.parse(catalogue) as Catalogue);
  const sample = samples.find(({ id }) => id === name);
  if (!sample) {
    throw new InputError({ code: 'no-such-sample', name, samples: samples.map(({ id }) => id) });
  }
  const cleaning = cleaningOf(flags);
  const forAll = new Set<string>(Object.values(cleaningFlags));
  const other = Object.keys(columnOptions).find((flag) => Object.hasOwn(flags, flag) && !forAll.has(flag));
  if (other) throw new InputError({ code: 'flag-for-files', flag: other });
  let summary = service.data.loadSample(sample, await readFile(join('public', sample.file)));
  if (cleaning) summary = await service.data.chooseColumns({ ...sampleColumns(summary), cleaning });
  return { settings: sample.shares ?? {}, summary, opened: null, notes: [] };
}

/** Every sample has them. */
function sampleColumns({ classNames }: DatasetSummary): ColumnChoice {
  const classes = Object.fromEntries(classNames.map((name, id) => [name, id]));
  return { text: 'text', label: 'label', classes, classNames };
}

async function loadFiles(
  service: TrainingService,
  paths: readonly string[],
  flags: DataFlags,
): Promise<WithoutSize> {
  const files = await sourceFiles(paths);
  const encoding = encodingOf(flags);
  const preview = await withProgress((onProgress) => service.data.openFiles(files, { encoding, onProgress }));
  const choice = choiceOf(preview, flags);
  const summary = await withProgress((onProgress) => service.data.chooseColumns(choice, { onProgress }));
  return { settings: {}, summary, opened: { preview, choice }, notes: [] };
}

async function correct(service: TrainingService, path: string, loaded: WithoutSize): Promise<WithoutSize> {
  const bytes = await readBytes(path);
  const { summary, applied, unknown } = await service.data.importCorrections(bytes);
  return { ...loaded, summary, notes: [...loaded.notes, t.inspect.corrected(applied, unknown)] };
}
