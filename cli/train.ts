/** `npm run train`: trains, tests and saves a network from the shell, by the same code as the page. */
import { join } from 'node:path';
import { InputError, Session } from '../src/model/index.ts';
import type { RunConfig, RunName, TestReport, TrainingState } from '../src/model/index.ts';
import { dataOptions, dataUsage, loadData } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { loadState, partsOf, saveModel, saveState } from './model-folder.ts';
import { jsonPrinter, textPrinter } from './print.ts';
import type { Printer } from './print.ts';
import { parseSeeds } from './seeds.ts';

const usage = `npm run train -- [--dataset uci-sentences|imdb | FILE …] [--preset recommended|article] [settings]

${dataUsage}
  --seeds 1,2,3            one run a seed, and the mean of their tests; 1-10 names ten
  --out FOLDER             writes the model there: what the page's download holds, unpacked; and while it trains the
                           run's state, every 15 seconds and after each epoch
  --export all             with --out: all parts, or some of tfjs,safetensors,onnx,keras,code,training
  --resume FOLDER          goes on with a run whose state is there, on the same data, and writes there
  --json                   one JSON object a line: {"event":"epoch",…} and, last, {"event":"test",…}
${describeFlags()}`;

const options = {
  ...dataOptions,
  preset: { type: 'string' },
  seeds: { type: 'string' },
  out: { type: 'string' },
  export: { type: 'string' },
  resume: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What a run begins with, and where it goes. */
interface Task {
  config: RunConfig;
  run: RunName;
  from: TrainingState | null;
  folder: string | null;
}

async function main(): Promise<void> {
  const { values, paths } = parseFlagsAndPaths(options, 'train');
  if (values.help) return console.log(usage);
  const parts = partsOf(values.export);
  const given = values.seeds === undefined ? null : parseSeeds(values.seeds);
  const printer = values.json ? jsonPrinter : textPrinter;
  const session = new Session();
  const kept = values.resume === undefined ? null : await loadState(values.resume);
  const data = await loadData(session, { ...sampleOf(kept?.run, paths), ...values }, paths);
  for (const note of data.notes) printer.note(note);
  const config = kept
    ? configFromFlags(undefined, values, { summary: data.summary, settings: kept.state.config })
    : configFromFlags(values.preset, values, data);
  const seeds = given ?? [config.seed];
  if (kept && values.seeds) throw new InputError('A run that goes on has its seed: leave --seeds out.');
  const accuracies: number[] = [];
  for (const seed of seeds) {
    const out = values.resume ?? values.out ?? null;
    const folder = out !== null && seeds.length > 1 ? join(out, `seed-${seed}`) : out;
    const named =
      kept?.run ?? nameOf(session, values.dataset ?? (paths.length ? null : 'uci-sentences'), paths);
    const task = { config: { ...config, seed }, run: named, from: kept?.state ?? null, folder };
    const { accuracy } = await trainAndTest(session, task, printer);
    accuracies.push(accuracy);
    if (folder !== null) await saveModel(session, folder, parts);
  }
  if (seeds.length > 1) printer.mean(accuracies.reduce((sum, value) => sum + value, 0) / seeds.length, seeds);
  session.dispose();
}

/** A run on a sample brings its data itself. */
function sampleOf(run: RunName | undefined, paths: readonly string[]): { dataset?: string } {
  return run?.source.kind === 'sample' && paths.length === 0 ? { dataset: run.source.id } : {};
}

function nameOf(session: Session, sample: string | null, paths: readonly string[]): RunName {
  const dataset = session.datasetName();
  const source: RunName['source'] =
    sample === null
      ? { kind: 'files', name: paths.join(', ').slice(0, 200) }
      : { kind: 'sample', id: sample };
  return { id: crypto.randomUUID(), name: dataset.name, started: Date.now(), source, dataset };
}

async function trainAndTest(session: Session, task: Task, printer: Printer): Promise<TestReport> {
  const { config, from, folder } = task;
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once('SIGINT', interrupt);
  for await (const event of session.train(config, abort.signal, { from })) {
    if (event.type === 'epoch') printer.epoch(event, config);
    if (event.type === 'backend') printer.note(event.report.reason);
    if (event.type === 'warning' || event.type === 'mark' || event.type === 'end')
      printer.note(event.message);
    if (event.type === 'state' && folder !== null) await saveState(folder, event.state, task.run);
  }
  process.removeListener('SIGINT', interrupt);
  const test = await session.test();
  printer.test(test, config);
  return test;
}

main().catch(fail);
