/** `npm run train`: trains, tests and saves a network from the shell, by the same code as the page. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BackendError, InputError, Session } from '../src/model/index.ts';
import type { DatasetSummary, RunConfig, SampleDataset, TestReport, TrainEvent } from '../src/model/index.ts';
import { configFlags, configFromFlags, describeFlags } from './flags.ts';

const usage = `npm run train -- [--dataset uci-sentences|imdb|FILE] [--preset recommended|article] [settings]

  --dataset                a sample, or a CSV, TSV, JSON or JSON Lines file (default: uci-sentences)
  --text-column, --label-column   of a file; guessed when left out
  --seeds 1,2,3            one run a seed, and the mean of their tests
  --out FOLDER             writes the trained weights there as a zip
  --json                   prints one JSON object at the end
${describeFlags()}`;

const datasetsFolder = 'public/datasets';

interface RunResult {
  seed: number;
  epochs: number;
  seconds: number;
  backend: string;
  test: TestReport;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...configFlags,
      dataset: { type: 'string', default: 'uci-sentences' },
      preset: { type: 'string' },
      'text-column': { type: 'string' },
      'label-column': { type: 'string' },
      seeds: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const session = new Session();
  const { rowsUsed } = await loadData(session, values.dataset, values);
  const config = configFromFlags(values.preset as string | undefined, values, rowsUsed);
  const seeds = values.seeds ? values.seeds.split(',').map(Number) : [config.seed];
  const results: RunResult[] = [];
  for (const seed of seeds) {
    results.push(await run(session, { ...config, seed }, say));
    if (values.out) await save(session, values.out, seeds.length > 1 ? `-seed-${seed}` : '');
  }
  session.dispose();
  const mean = results.reduce((sum, { test }) => sum + test.accuracy, 0) / results.length;
  if (values.json)
    console.log(JSON.stringify({ dataset: values.dataset, config, results, meanAccuracy: mean }));
  else if (results.length > 1) say(`Mean test accuracy of ${results.length} seeds: ${percent(mean)}`);
}

async function loadData(
  session: Session,
  name: string,
  flags: Record<string, unknown>,
): Promise<DatasetSummary> {
  const catalogue = await readFile(join(datasetsFolder, 'catalogue.json'), 'utf8').catch(() => '[]');
  const samples = JSON.parse(catalogue) as SampleDataset[];
  const sample = samples.find(({ id }) => id === name);
  if (sample) {
    return session.loadSample(sample, await readFile(join('public', sample.file)));
  }
  const bytes = await readFile(name).catch(() => {
    const known = samples.map(({ id }) => id).join(', ');
    throw new InputError(
      `There is no file or sample “${name}”. Samples: ${known || 'none; npm run datasets builds them'}.`,
    );
  });
  const preview = session.openFile(bytes, basename(name));
  const text = (flags['text-column'] as string | undefined) ?? preview.guess.text;
  const label = (flags['label-column'] as string | undefined) ?? preview.guess.label;
  if (!text || !label) {
    throw new InputError(
      `Say which columns to read: --text-column and --label-column, of ${preview.columns.join(', ')}.`,
    );
  }
  const classes = Object.fromEntries((preview.values[label] ?? []).map(({ value, guess }) => [value, guess]));
  return session.chooseColumns({ text, label, classes });
}

async function run(session: Session, config: RunConfig, say: (line: string) => void): Promise<RunResult> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once('SIGINT', interrupt);
  let seconds = 0;
  let epochs = 0;
  let backend = '';
  for await (const event of session.train(config, abort.signal)) {
    if (event.type === 'end') [seconds, epochs] = [event.seconds, event.epochs];
    if (event.type === 'backend') backend = event.report.chosen;
    const line = describe(event, config);
    if (line) say(line);
  }
  process.removeListener('SIGINT', interrupt);
  const test = await session.test();
  say(
    `Seed ${config.seed}: test accuracy ${percent(test.accuracy)} on ${test.rows} reviews, loss ${test.loss.toFixed(4)}`,
  );
  return { seed: config.seed, epochs, seconds, backend, test };
}

function describe(event: TrainEvent, config: RunConfig): string | null {
  switch (event.type) {
    case 'backend':
      return event.report.reason;
    case 'epoch':
      return (
        `Epoch ${event.epoch}/${config.epochs}: loss ${event.loss.toFixed(4)}, accuracy ${percent(event.accuracy)}, ` +
        `validation loss ${event.validationLoss.toFixed(4)}, accuracy ${percent(event.validationAccuracy)}, ${event.seconds.toFixed(1)} s`
      );
    case 'warning':
    case 'end':
      return event.message;
    case 'phase':
    case 'steps':
      return null;
  }
}

async function save(session: Session, folder: string, suffix: string): Promise<void> {
  const { fileName, bytes } = session.exportModel();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, fileName.replace(/\.zip$/, `${suffix}.zip`)), bytes);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

main().catch((error: unknown) => {
  const isPlain = error instanceof InputError || error instanceof BackendError;
  console.error(isPlain ? error.message : error);
  process.exitCode = 1;
});
