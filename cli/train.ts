/** `npm run train`: trains, tests and saves a network from the shell, by the same code as the page. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BackendError, InputError, Session } from '../src/model/index.ts';
import type { DatasetSummary, EpochEvent, RunConfig, SampleDataset, TestReport } from '../src/model/index.ts';
import { configFlags, configFromFlags, describeFlags } from './flags.ts';
import { jsonPrinter, textPrinter } from './print.ts';
import type { Printer } from './print.ts';

const usage = `npm run train -- [--dataset uci-sentences|imdb | --file FILE] [--preset recommended|article] [settings]

  --dataset                one of the samples (default: uci-sentences)
  --file                   a CSV, TSV, JSON or JSON Lines file of your own
  --text-column, --label-column   its columns; guessed when left out
  --seeds 1,2,3            one run a seed, and the mean of their tests
  --out FOLDER             writes the model there: what the page's download holds, unpacked
  --json                   one JSON object a line: {"event":"epoch",…} and, last, {"event":"test",…}
${describeFlags()}`;

const options = {
  dataset: { type: 'string' },
  file: { type: 'string' },
  'text-column': { type: 'string' },
  'label-column': { type: 'string' },
  preset: { type: 'string' },
  seeds: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const datasetsFolder = 'public/datasets';

interface DataFlags {
  dataset?: string;
  file?: string;
  'text-column'?: string;
  'label-column'?: string;
}

async function main(): Promise<void> {
  const values = parseFlags();
  if (values.help) return console.log(usage);
  const printer = values.json ? jsonPrinter : textPrinter;
  const session = new Session();
  const { rowsUsed } = await loadData(session, values);
  const config = configFromFlags(values.preset, values, rowsUsed);
  const seeds = values.seeds?.split(',').map(Number) ?? [config.seed];
  const accuracies: number[] = [];
  for (const seed of seeds) {
    const { accuracy } = await run(session, { ...config, seed }, printer);
    accuracies.push(accuracy);
    if (values.out) await save(session, seeds.length > 1 ? join(values.out, `seed-${seed}`) : values.out);
  }
  if (seeds.length > 1) printer.mean(accuracies.reduce((sum, value) => sum + value, 0) / seeds.length, seeds);
  session.dispose();
}

/** @throws {InputError} for a flag that does not exist */
function parseFlags() {
  try {
    return parseArgs({ options: { ...configFlags, ...options } }).values;
  } catch (error) {
    throw new InputError(
      `${error instanceof Error ? error.message : String(error)} See npm run train -- --help.`,
    );
  }
}

async function loadData(session: Session, flags: DataFlags): Promise<DatasetSummary> {
  if (flags.file && flags.dataset) throw new InputError('Name a --dataset or a --file, not both.');
  return flags.file
    ? loadFile(session, flags.file, flags)
    : loadSample(session, flags.dataset ?? 'uci-sentences');
}

async function loadSample(session: Session, name: string): Promise<DatasetSummary> {
  const catalogue = await readFile(join(datasetsFolder, 'catalogue.json'), 'utf8').catch(() => '[]');
  const samples = JSON.parse(catalogue) as SampleDataset[];
  const sample = samples.find(({ id }) => id === name);
  if (!sample) {
    const known = samples.map(({ id }) => id).join(', ') || 'none yet, npm run datasets builds them';
    throw new InputError(
      `There is no sample “${name}” (samples: ${known}). For a file of your own use --file.`,
    );
  }
  return session.loadSample(sample, await readFile(join('public', sample.file)));
}

async function loadFile(session: Session, path: string, flags: DataFlags): Promise<DatasetSummary> {
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
  return session.chooseColumns({
    text,
    label,
    classes: Object.fromEntries(values.map((v) => [v.value, v.guess])),
  });
}

async function run(session: Session, config: RunConfig, printer: Printer): Promise<TestReport> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once('SIGINT', interrupt);
  for await (const event of session.train(config, abort.signal)) {
    if (event.type === 'epoch') printer.epoch(event satisfies EpochEvent, config);
    if (event.type === 'backend') printer.note(event.report.reason);
    if (event.type === 'warning' || event.type === 'end') printer.note(event.message);
  }
  process.removeListener('SIGINT', interrupt);
  const test = await session.test();
  printer.test(test, config);
  return test;
}

async function save(session: Session, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(session.exportFiles()))
    await writeFile(join(folder, name), bytes);
}

main().catch((error: unknown) => {
  const isPlain = error instanceof InputError || error instanceof BackendError;
  console.error(isPlain ? error.message : error);
  process.exitCode = 1;
});
