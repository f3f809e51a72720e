/** Runs what is left of a study. The page's own run is one of those under way; helpers, if there are any, make others beside it. */
import {
  keyOfRun,
  nextRun,
  progressOf,
  withFailure,
  withRun,
  type PlannedRun,
  type StudyState,
} from '../../../workers/studies.ts';
import type { AppController } from '../app-controller.ts';
import { patch, type AppStore, type SavedStudy } from '../store.ts';
import { beginRun } from '../training/begin.ts';
import { trainRun } from '../training/run-loop.ts';
import { startHelpers, threadsBeside, type Helper, type Outcome } from './helpers.ts';

type StudyEnd = 'done' | 'stopped' | 'failed';

export class StudyLoop {
  private readonly store: AppStore;
  private readonly underWay = new Set<PlannedRun>();
  private helpers: readonly Helper[] = [];
  /** The study does not continue: what helpers still do is lost. */
  private isOver = false;

  /** @param put shows a study as it is now, and saves it */
  constructor(
    private readonly controller: Pick<AppController, 'store' | 'context' | 'connect' | 'after'>,
    private study: SavedStudy,
    private readonly put: (study: SavedStudy) => void,
  ) {
    this.store = controller.store;
  }

  async run(): Promise<StudyEnd> {
    this.tell({});
    const unsubscribe = this.store.subscribe(({ run }, before) => {
      if (run.status === before.run.status) return;
      for (const helper of this.helpers) helper.pause(this.isPaused);
    });
    try {
      const end = await this.runAll();
      // It leaves no network: nothing is trained that could be tried.
      if (end !== 'failed') patch(this.store, 'run', { status: 'idle', problem: null });
      if (end === 'stopped') this.tell({ isStopped: true });
      return end;
    } finally {
      unsubscribe();
      patch(this.store, 'studies', { running: null });
    }
  }

  private async runAll(): Promise<StudyEnd> {
    try {
      const first = this.next();
      if (first) this.helpers = await startHelpers(this.controller, this.study, first.config);
      // Who has stopped it meanwhile finds the run idle again.
      const helping = this.helpers.map((helper) => this.help(helper));
      const end = await this.lead();
      this.close();
      await Promise.all(helping);
      return end;
    } finally {
      this.close();
    }
  }

  private close(): void {
    this.isOver = true;
    for (const helper of this.helpers) helper.close();
    this.helpers = [];
  }

  /** Makes runs as the page's own, one after the other. */
  private async lead(): Promise<StudyEnd> {
    for (;;) {
      await this.until(() => !this.isPaused);
      if (this.status === 'stopping') return 'stopped';
      const next = this.next();
      if (next) {
        const outcome = await this.during(next, () => this.runOne(next));
        if (!this.take(next, outcome)) return this.status === 'failed' ? 'failed' : 'stopped';
      } else if (this.underWay.size === 0) return 'done';
      else await this.until(() => this.status === 'stopping' || this.canGoOn);
    }
  }

  /** Makes runs in a worker beside the page's own, one after the other, until there are no more, or it fails. */
  private async help(helper: Helper): Promise<void> {
    while (!this.isOver) {
      const next = this.isPaused ? null : this.next();
      if (next) {
        const outcome = await this.during(next, () => helper.measure(next.config));
        if (this.isOver || this.take(next, outcome)) continue;
        // Another makes its run.
        helper.close();
        this.helpers = this.helpers.filter((one) => one !== helper);
        return this.tell({});
      }
      if (this.underWay.size === 0 && !this.isPaused) return;
      await this.until(() => this.isOver || (!this.isPaused && this.canGoOn));
    }
  }

  private next(): PlannedRun | null {
    return nextRun(this.study, [...this.underWay].map(keyOfRun));
  }

  /** There is a run to begin, or none that is waited for. */
  private get canGoOn(): boolean {
    return this.underWay.size === 0 || this.next() !== null;
  }

  private async during(planned: PlannedRun, work: () => Promise<Outcome>): Promise<Outcome> {
    this.underWay.add(planned);
    try {
      return await work();
    } finally {
      this.underWay.delete(planned);
    }
  }

  /** @returns false where the run has no outcome */
  private take(planned: PlannedRun, outcome: Outcome): boolean {
    if (outcome && 'measured' in outcome)
      this.tell(withRun(this.study, { ...keyOfRun(planned), ...outcome.measured }));
    // What fails before any run has come to its end is no matter of one setting.
    else if (outcome && this.study.runs.length > 0)
      this.tell(withFailure(this.study, planned, outcome.refused));
    else return false;
    return true;
  }

  private async runOne({ config }: PlannedRun): Promise<Outcome> {
    const { context, after } = this.controller;
    let outcome: Outcome = null;
    beginRun(this.store, config);
    await trainRun(context, after, {
      config,
      source: { kind: 'files', name: this.study.data.name },
      record: null,
      study: {
        threads: threadsBeside(this.helpers.length),
        onMeasured: (measured) => (outcome = { measured }),
        onRefused: (refused) => (outcome = { refused }),
      },
    });
    return outcome;
  }

  private get status() {
    return this.store.getState().run.status;
  }

  /** Between two runs nobody but the status says that the user has paused. */
  private get isPaused(): boolean {
    return this.status === 'paused' || this.status === 'pausing';
  }

  /** The study as it is now, for the page and for the device. */
  private tell(change: Partial<SavedStudy> | StudyState): void {
    this.study = { ...this.study, ...change, updated: Date.now() };
    const { id } = this.study;
    const atOnce = 1 + this.helpers.length;
    patch(this.store, 'studies', { running: { id, atOnce, ...progressOf(this.study, { atOnce }) } });
    this.put(this.study);
  }

  private until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.store.subscribe(look);
      look();
    });
  }
}
