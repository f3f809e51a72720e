/** Which data a command works on: a sample by its name, or a file of one's own. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../src/model/index.ts';
import type { RunConfig, SampleDataset, Session } from '../src/model/index.ts';

export const dataOptions = {
  dataset: { type: 'string' },
  file: { type: 'string' },
  'text-column': { type: 'string' },
  'label-column': { type: 'string' },
} as const;

/** Their lines in a command's help. */
export const dataUsage = `  --dataset                one of the samples (default: uci-sentences)
  --file                   a CSV, TSV, JSON or JSON Lines file of your own
  --text-column, --label-column   its columns; guessed when left out`;

export interface DataFlags {
  dataset?: string;
  file?: string;
  'text-column'?: string;
  'label-column'?: string;
}

const datasetsFolder = 'public/datasets';

export interface LoadedData {
  rows: number;
  /** Settings that the dataset brings along, over the preset's and under the person's own. */
  settings: Partial<RunConfig>;
}

/** @throws {InputError} */
export async function loadData(session: Session, flags: DataFlags): Promise<LoadedData> {
  if (flags.file && flags.dataset) throw new InputError('Name a --dataset or a --file, not both.');
  return flags.file
    ? loadFile(session, flags.file, flags)
    : loadSample(session, flags.dataset ?? 'uci-sentences');
}

async function loadSample(session: Session, name: string): Promise<LoadedData> {
  const catalogue = await readFile(join(datasetsFolder, 'catalogue.json'), 'utf8').catch(() => '[]');
  const samples = JSON.parse(catalogue) as SampleDataset[];
  const sample = samples.find(({ id }) => id === name);
  if (!sample) {
    const known = samples.map(({ id }) => id).join(', ') || 'none yet, npm run datasets builds them';
    throw new InputError(
      `There is no sample “${name}” (samples: ${known}). For a file of your own use --file.`,
    );
  }
  const { rowsUsed } = session.loadSample(sample, await readFile(join('public', sample.file)));
  return { rows: rowsUsed, settings: sample.shares ?? {} };
}

async function loadFile(session: Session, path: string, flags: DataFlags): Promise<LoadedData> {
  const bytes = await readFile(path).catch(() => {
    throw new InputError(`The file “${path}” could not be read.`);
  });
  const preview = session.openFile(bytes, basename(path));
  const text = flags['text-column'] ?? preview.guess.text;
  const label = flags['label-column'] ?? preview.guess.label;
  if (!text || !label) {
    const columns = preview.columns.join(', ');
    throw new InputError(`Say which columns to read: --text-column and --label-column, of ${columns}.`);
  }
  const values = preview.values[label] ?? [];
  const { rowsUsed } = session.chooseColumns({
    text,
    label,
    classes: Object.fromEntries(values.map((v) => [v.value, v.guess])),
  });
  return { rows: rowsUsed, settings: {} };
}
