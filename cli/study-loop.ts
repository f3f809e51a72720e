/** Runs what is left of a study, a run after the other or several side by side. */
import { InputError, keyOfRun, nextRun, studySummary, withFailure, withRun } from '../src/model/index.ts';
import type { MeasuredRun, PlannedRun, StudyRecord, StudyState } from '../src/model/index.ts';
import { watchForInterrupt } from './interruption.ts';
import { t } from './language.ts';
import { saveStudy } from './study-files.ts';
import type { StudyFlags } from './study-flags.ts';
import { failureLine, runJson, runLine, summaryLines } from './study-print.ts';
import { RunnerLost, type Runner } from './study-runner.ts';

interface Ended {
  runner: Runner;
  planned: PlannedRun;
  /** Null when it was interrupted. */
  outcome: { measured: MeasuredRun | null } | { error: unknown };
}

export class StudyLoop {
  private readonly underWay = new Map<PlannedRun, { since: number; ending: Promise<Ended> }>();
  /** Failed before any run has come to its end: that may be no matter of one setting. */
  private held: { planned: PlannedRun; error: InputError }[] = [];
  private isStopped = false;
  private readonly idle: Runner[];

  /** @param runners at least one: so many runs go side by side */
  constructor(
    private record: StudyRecord,
    private readonly flags: StudyFlags,
    private readonly runners: readonly Runner[],
  ) {
    this.idle = [...runners];
  }

  /** Runs what is left, and sums up however that ends. */
  async run(): Promise<void> {
    const interruption = watchForInterrupt((sentence) => console.error(sentence), t.whenStopped.study);
    try {
      const { signal } = interruption;
      signal.addEventListener('abort', () => (this.isStopped = true));
      this.begin(signal);
      while (this.underWay.size > 0) {
        const endings = [...this.underWay.values()].map(({ ending }) => ending);
        const ended = await Promise.race(endings);
        this.underWay.delete(ended.planned);
        await this.take(ended);
        this.begin(signal);
      }
      const [failed] = this.held;
      if (failed) throw failed.error;
      if (!this.isStopped && nextRun(this.record)) throw new InputError({ code: 'study-jobs-gone' });
    } finally {
      interruption.dispose();
      for (const runner of this.runners) runner.close();
      this.sumUp();
    }
  }

  /** What says how long the rest takes. */
  private get beside() {
    const begun = [...this.underWay.values()].map(({ since }) => since);
    const spent = begun.reduce((sum, since) => sum + (performance.now() - since) / 1_000, 0);
    return { atOnce: this.atOnce, spent };
  }

  private get atOnce(): number {
    return this.idle.length + this.underWay.size;
  }

  /** Begins as many runs as there are idle runners. */
  private begin(signal: AbortSignal): void {
    while (!this.isStopped && this.held.length === 0) {
      const [runner] = this.idle;
      const planned = runner && nextRun(this.record, [...this.underWay.keys()].map(keyOfRun));
      if (!planned) return;
      this.idle.shift();
      const ending = this.runOne(runner, planned, signal);
      this.underWay.set(planned, { since: performance.now(), ending });
    }
  }

  private async runOne(runner: Runner, planned: PlannedRun, signal: AbortSignal): Promise<Ended> {
    try {
      const measured = await runner.measure(planned.config, signal);
      return { runner, planned, outcome: { measured } };
    } catch (error) {
      return { runner, planned, outcome: { error } };
    }
  }

  /** @throws what ends the study */
  private async take({ runner, planned, outcome }: Ended): Promise<void> {
    if ('error' in outcome) {
      const { error } = outcome;
      if (error instanceof RunnerLost) return this.lose(error);
      if (this.isStopped && !(error instanceof InputError)) return;
      if (!(error instanceof InputError)) throw error;
      this.held.push({ planned, error });
    }
    this.idle.push(runner);
    if ('measured' in outcome) {
      if (outcome.measured) await this.takeRun(planned, outcome.measured);
      else this.isStopped = true;
    }
    if (this.record.runs.length > 0) await this.takeFailures();
  }

  /** Its run is begun again by another. */
  private lose({ how }: RunnerLost): void {
    if (!this.isStopped) console.error(t.study.jobLost(how, this.atOnce));
  }

  private async takeRun(planned: PlannedRun, measured: MeasuredRun): Promise<void> {
    const run = { ...keyOfRun(planned), ...measured };
    await this.save(withRun(this.record, run));
    console.log(this.flags.json ? runJson(this.record, run) : runLine(this.record, run, this.beside));
  }

  private async takeFailures(): Promise<void> {
    for (const { planned, error } of this.held.splice(0)) {
      await this.save(withFailure(this.record, planned, error.told));
      console.error(failureLine(this.record, { ...keyOfRun(planned), told: error.told }));
    }
  }

  private async save(state: StudyState): Promise<void> {
    this.record = { ...state, data: this.record.data };
    const path = this.flags.out ?? this.flags.resume;
    if (path !== undefined) await saveStudy(path, this.record);
  }

  private sumUp(): void {
    const { record, flags } = this;
    if (flags.json) return console.log(JSON.stringify({ event: 'summary', ...studySummary(record) }));
    for (const line of summaryLines(record, flags['show-tests'])) console.log(line);
  }
}
