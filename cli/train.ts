/** `npm run train`: trains, tests and saves a network from the command line, by the same code as the page. */
import { budgetSeconds, InputError, sampleIds, tokenKind, TrainingService } from '../src/model/index.ts';
import type { RunConfig, RunName, TestReport } from '../src/model/index.ts';
import { Checkpoints } from './checkpoints.ts';
import { decide } from './decide.ts';
import { loadData, pathsOf } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths, reasonsOf } from './flags.ts';
import { isSystemError, reasonOf } from './folder.ts';
import { interruptedExitCode, watchForInterrupt } from './interruption.ts';
import { presetReason, say, t } from './language.ts';
import { saveModel } from './model-folder.ts';
import { jsonPrinter, textPrinter } from './print.ts';
import type { Printer } from './print.ts';
import { showPhase, withProgress } from './progress.ts';
import { checkSameData, dataCommand, resumedData, type DataRequest, type DataToLoad } from './resume.ts';
import { summaryOf } from './summary.ts';
import { folderOf, planOf, trainOptions, type Plan } from './train-flags.ts';
import { coverageLines, loadUnlabelled, loadVectors } from './vectors.ts';

/** All that runs of several seeds share. */
interface Work {
  service: TrainingService;
  plan: Plan;
  config: RunConfig;
  request: DataToLoad;
  printer: Printer;
}

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(trainOptions, 'train');
  if (values.help) return console.log(t.help.train(describeFlags(), interruptedExitCode));
  const plan = await planOf(values, positionals);
  const { resumed, replaced } = plan;
  if (replaced.length > 0) console.error(t.train.replaces(replaced));
  const printer = values.json ? jsonPrinter : textPrinter;
  const given = { flags: values, positionals };
  const request = resumed
    ? resumedData(resumed.saved, resumed.folder, given)
    : { ...given, command: dataCommand(given) };
  const service = new TrainingService();
  try {
    const data = await loadData(service, request.flags, request.positionals);
    if (resumed) checkSameData(service, resumed.saved, request);
    for (const note of data.notes) printer.note(note);
    const asked = resumed?.config ?? configFromFlags(values.preset, values, data);
    const config = resumed ? asked : await service.measuring.planned(asked);
    const seconds = budgetSeconds(config);
    if (seconds !== null && config.epochs < asked.epochs)
      printer.note(
        say({ code: 'epochs-within-budget', epochs: config.epochs, asked: asked.epochs, seconds }),
      );
    if (!resumed) for (const reason of reasonsOf(values, data.size)) printer.note(presetReason(reason));
    const { rule, why } = data.summary.tokenization;
    if (config.tokenization === 'automatic' && why)
      printer.note(`${say(why)} ${say({ code: 'effect-tokens', kind: tokenKind(rule) })}`);
    // A run that is resumed has its words and their vectors, but no unlabelled texts.
    if (resumed) await loadUnlabelled(service, values);
    else {
      await loadVectors(service, values, [config]);
      const coverage = await withProgress((onProgress) => service.measuring.coverage(config, { onProgress }));
      if (coverage) coverageLines(coverage).forEach((line) => printer.note(line));
    }
    await trainAll({ service, plan, config, request, printer });
  } finally {
    service.backend.close();
  }
}

function nameOf(service: TrainingService, { flags, positionals }: DataRequest): RunName {
  const paths = pathsOf(flags, positionals);
  const dataset = service.data.identity();
  const source: RunName['source'] =
    paths.length > 0
      ? { kind: 'files', name: paths.join(', ').slice(0, 200) }
      : { kind: 'sample', id: flags.dataset ?? sampleIds[0] };
  return { id: crypto.randomUUID(), name: dataset.name, started: Date.now(), source, dataset };
}

/** One run a seed, until all are done or Ctrl+C is pressed; then the mean of those that are done. */
async function trainAll(work: Work): Promise<void> {
  const { plan, config, printer } = work;
  const seeds = plan.seeds ?? [config.seed];
  const interruption = watchForInterrupt((sentence) => console.error(sentence));
  const done: { seed: number; test: TestReport }[] = [];
  try {
    for (const seed of seeds) {
      const test = await trainAndTest(work, seed, interruption.signal);
      if (test) done.push({ seed, test });
      if (interruption.signal.aborted) break;
    }
  } finally {
    interruption.dispose();
    if (seeds.length > 1) sumUp(done, seeds, printer);
  }
}

function sumUp(
  done: readonly { seed: number; test: TestReport }[],
  seeds: readonly number[],
  printer: Printer,
): void {
  const missing = seeds.filter((seed) => !done.some((run) => run.seed === seed));
  if (missing.length > 0) printer.note(t.train.unfinished(missing));
  if (done.length > 0) printer.mean(summaryOf(done.map(({ seed, test }) => ({ config: { seed }, test }))));
}

/** @returns null when the run was interrupted before its end; what there was of it is tested and saved all the same */
async function trainAndTest(work: Work, seed: number, signal: AbortSignal): Promise<TestReport | null> {
  const { service, plan, printer } = work;
  const folder = folderOf(plan, seed);
  const config = { ...work.config, seed, ...(plan.varySplit && { splitSeed: seed }) };
  const end = await train(work, config, signal);
  if (end === null) return null;
  const test =
    (await decide(service, plan.decision, (message) => printer.note(say(message)))) ??
    (await service.evaluation.test());
  printer.test(test, config);
  if (folder !== null) await saveOrSay(service, folder, plan);
  return end === 'stopped' ? null : test;
}

/** @returns why the run ended; null when Ctrl+C came before there was anything to test */
async function train(work: Work, config: RunConfig, signal: AbortSignal): Promise<string | null> {
  const { service, plan, request, printer } = work;
  const run = plan.resumed?.saved.run ?? nameOf(service, request);
  const folder = folderOf(plan, config.seed);
  const checkpoints = folder === null ? null : new Checkpoints(folder, (sentence) => console.error(sentence));
  const from = plan.resumed?.saved.state ?? null;
  let reason: string | null = null;
  try {
    for await (const event of service.train(config, signal, { from })) {
      if (event.type === 'phase') showPhase(event);
      if (event.type === 'epoch') printer.epoch(event, config);
      if (event.type === 'backend') printer.note(say(event.report.reason));
      if (event.type === 'warning' || event.type === 'mark') printer.note(say(event.message));
      if (event.type === 'end') printer.note(say({ ...event, code: 'run-ended' }));
      if (event.type === 'end') reason = event.reason;
      if (event.type === 'state')
        await checkpoints?.save({ state: event.state, run, command: request.command });
    }
  } catch (error) {
    if (signal.aborted && !(error instanceof InputError)) return null;
    throw error;
  }
  return reason;
}

/** A folder that can't be written to any more does not end the runs of other seeds. */
async function saveOrSay(service: TrainingService, folder: string, { parts }: Plan): Promise<void> {
  try {
    await saveModel(service, folder, parts);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    console.error(t.train.modelNotWritten(folder, reasonOf(error)));
    process.exitCode ||= 1;
  }
}

main().catch(fail);
