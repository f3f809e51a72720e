/** `npm run train`: trains, tests and saves a network from the shell, by the same code as the page. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Session } from '../src/model/index.ts';
import type { EpochEvent, RunConfig, TestReport } from '../src/model/index.ts';
import { dataOptions, dataUsage, loadData } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { jsonPrinter, textPrinter } from './print.ts';
import type { Printer } from './print.ts';

const usage = `npm run train -- [--dataset uci-sentences|imdb | FILE …] [--preset recommended|article] [settings]

${dataUsage}
  --seeds 1,2,3            one run a seed, and the mean of their tests
  --out FOLDER             writes the model there: what the page's download holds, unpacked
  --json                   one JSON object a line: {"event":"epoch",…} and, last, {"event":"test",…}
${describeFlags()}`;

const options = {
  ...dataOptions,
  preset: { type: 'string' },
  seeds: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths } = parseFlagsAndPaths(options, 'train');
  if (values.help) return console.log(usage);
  const printer = values.json ? jsonPrinter : textPrinter;
  const session = new Session();
  const data = await loadData(session, values, paths);
  for (const note of data.notes) printer.note(note);
  const config = configFromFlags(values.preset, values, data);
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

main().catch(fail);
