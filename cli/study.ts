/** `npm run study`: trains each of some settings with each of some seeds, and says what the runs show together. */
import {
  beginStudy,
  checkStudyData,
  InputError,
  keyOfRun,
  measureRun,
  nextRun,
  studySummary,
  TrainingService,
  withFailure,
  withRun,
} from '../src/model/index.ts';
import type { PlannedRun, StudyRecord, StudyState } from '../src/model/index.ts';
import { loadData } from './data.ts';
import { configFromFlags, describeFlags, fail, parseFlagsAndPaths } from './flags.ts';
import { watchForInterrupt } from './interruption.ts';
import { t } from './language.ts';
import { checkStudyFiles, loadStudy, saveStudy } from './study-files.ts';
import { checkResumeFlags, studyOptions, studyRequest, type StudyFlags } from './study-flags.ts';
import { failureLine, runJson, runLine, summaryLines } from './study-print.ts';
import { loadVectors } from './vectors.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseFlagsAndPaths(studyOptions, 'study');
  if (values.help) return console.log(t.help.study(describeFlags()));
  const { resume } = values;
  if (resume !== undefined) checkResumeFlags(values, positionals);
  const saved = resume === undefined ? null : await loadStudy(resume);
  const request = saved ? null : studyRequest(values, positionals);
  const out = values.out ?? resume;
  if (out !== undefined) await checkStudyFiles(out);
  const service = new TrainingService();
  try {
    const loaded = await loadData(service, values, positionals);
    for (const note of loaded.notes) console.error(note);
    const data = service.data.identity();
    if (saved) checkStudyData(saved, data);
    const state =
      request === null
        ? saved
        : beginStudy({ ...request, base: configFromFlags(values.preset, values, loaded) });
    if (!state) return;
    const { base, cells, halving } = state.plan;
    await loadVectors(
      service,
      values,
      cells.map((cell) => ({ ...base, ...cell })),
    );
    if (halving) console.error(t.study.halving);
    await new Study(service, { ...state, data }, values).run();
  } finally {
    service.backend.close();
  }
}

class Study {
  constructor(
    private readonly service: TrainingService,
    private record: StudyRecord,
    private readonly flags: StudyFlags,
  ) {}

  /** Runs what is left, and sums up however that ends. */
  async run(): Promise<void> {
    const interruption = watchForInterrupt((sentence) => console.error(sentence), t.whenStopped.study);
    try {
      for (let next = nextRun(this.record); next; next = nextRun(this.record)) {
        if (interruption.signal.aborted) break;
        if (!(await this.runOne(next, interruption.signal))) break;
      }
    } finally {
      interruption.dispose();
      this.sumUp();
    }
  }

  private sumUp(): void {
    const { record, flags } = this;
    if (flags.json) return console.log(JSON.stringify({ event: 'summary', ...studySummary(record) }));
    for (const line of summaryLines(record, flags['show-tests'])) console.log(line);
  }

  /** @returns false when it was interrupted */
  private async runOne(next: PlannedRun, signal: AbortSignal): Promise<boolean> {
    try {
      const measured = await this.measure(next, signal);
      if (!measured) return false;
      const run = { ...keyOfRun(next), ...measured };
      await this.take(withRun(this.record, run));
      console.log(this.flags.json ? runJson(this.record, run) : runLine(this.record, run));
      return true;
    } catch (error) {
      if (signal.aborted && !(error instanceof InputError)) return false;
      // What fails before any run has come to its end is no matter of one setting.
      if (!(error instanceof InputError) || this.record.runs.length === 0) throw error;
      await this.take(withFailure(this.record, next, error.told));
      console.error(failureLine(this.record, { ...keyOfRun(next), told: error.told }));
      return true;
    }
  }

  private async measure({ config }: PlannedRun, signal: AbortSignal) {
    const events = measureRun(this.service, config, signal);
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value;
    }
  }

  private async take(state: StudyState): Promise<void> {
    this.record = { ...state, data: this.record.data };
    const path = this.flags.out ?? this.flags.resume;
    if (path !== undefined) await saveStudy(path, this.record);
  }
}

main().catch(fail);
