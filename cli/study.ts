/** `npm run study`: trains each of some settings with each of some seeds, and says what the runs show together. */
import { writeFile } from 'node:fs/promises';
import { byteOrderMark } from '../src/contract/csv.ts';
import { InputError, measureRun, plannedRuns, studySummary, TrainingService } from '../src/model/index.ts';
import type { StudyPlan, StudyRun } from '../src/model/index.ts';
import { dataUsage, loadData } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { watchForInterrupt } from './interruption.ts';
import { studyOptions, studyRequest, type StudyFlags } from './study-flags.ts';
import { loadVectors, vectorsUsage } from './vectors.ts';
import { cellName, runLine, studyCsv, summaryLines } from './study-print.ts';

const usage = `npm run study -- [--dataset uci-sentences|imdb | FILE …] [--preset recommended|article] [settings]

${dataUsage}
${vectorsUsage}
  --seeds 1-5              the seeds that each setting is run with; 1..10 names ten
  --vary SETTING=VALUES    a setting to vary: keep-prob=0.3,0.5,0.7, or a range with a count, keep-prob=0.3..0.7:5, or of
                           whole numbers batch-size=16..64:4; layer sizes are parted by semicolons, layer-sizes=32;64,32;
                           up to four times: then all combinations are run
  --random N               of all combinations only N, drawn by chance
  --vary-split             each seed splits the data by itself too, in place of --split-seed for all
  --show-tests             shows the test accuracy of all settings, not of the chosen ones alone
  --out FILE               writes a row a run to this CSV file, after each run
  --json                   one JSON object a line: {"event":"run",…} and, last, {"event":"summary",…}
${describeFlags()}

Settings are chosen by their mean validation accuracy. Ctrl+C ends the study: what is done so far is summed up.`;

async function main(): Promise<void> {
  const { values, paths } = parseFlagsAndPaths(studyOptions, 'study');
  if (values.help) return console.log(usage);
  const { cells, seeds } = studyRequest(values, paths);
  const service = new TrainingService();
  try {
    const data = await loadData(service, values, paths);
    for (const note of data.notes) console.error(note);
    const base = configFromFlags(values.preset, values, data);
    const starts = cells.map(({ embeddingStart = base.embeddingStart }) => embeddingStart);
    await loadVectors(service, values.vectors, starts);
    await runStudy(service, { base, cells, seeds, varySplit: values['vary-split'] }, values);
  } finally {
    service.backend.close();
  }
}

async function runStudy(service: TrainingService, plan: StudyPlan, flags: StudyFlags): Promise<void> {
  const planned = plannedRuns(plan);
  const interruption = watchForInterrupt(
    (sentence) => console.error(sentence),
    'The runs that are done are summed up',
  );
  const runs: StudyRun[] = [];
  const { cells } = plan;
  try {
    for (const next of planned) {
      if (interruption.signal.aborted) break;
      const run = await measureUnlessStopped(service, next, interruption.signal);
      if (!run) break;
      runs.push(run);
      if (flags.json) console.log(JSON.stringify({ event: 'run', settings: cells[run.cell], ...run }));
      else console.log(`${runs.length}/${planned.length} ${runLine(run, cellName(cells[run.cell]))}`);
      await save(flags.out, byteOrderMark + studyCsv(cells, runs));
    }
  } finally {
    interruption.dispose();
    const summary = studySummary(cells, runs, plan.seeds.length);
    if (flags.json) console.log(JSON.stringify({ event: 'summary', ...summary }));
    else
      for (const line of summaryLines(summary, { cells, runs, showsTests: flags['show-tests'] }))
        console.log(line);
  }
}

async function measureUnlessStopped(
  service: TrainingService,
  next: Parameters<typeof measureRun>[1],
  signal: AbortSignal,
): Promise<StudyRun | null> {
  try {
    return await measureRun(service, next, signal);
  } catch (error) {
    if (signal.aborted && !(error instanceof InputError)) return null;
    throw error;
  }
}

async function save(path: string | undefined, csv: string): Promise<void> {
  if (path === undefined) return;
  try {
    await writeFile(path, csv);
  } catch {
    throw new InputError({ code: 'file-not-written', path });
  }
}

main().catch(fail);
