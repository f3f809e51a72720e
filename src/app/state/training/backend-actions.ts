/** Asks which backend would be used, and how many epochs it has time for. */
import { budgetSeconds, withinBudget, type RunConfig } from '../../../workers/protocol.ts';
import { sentenceOf, type Context } from '../context.ts';
import { readDraft } from '../settings/draft.ts';
import { isBusy, patch } from '../store.ts';
import { Latest } from '../timing.ts';

export class BackendActions {
  private readonly probes = new Latest();

  constructor(private readonly context: Context) {}

  /** Asks which backend would be used, and why. */
  readonly probe = async (): Promise<void> => {
    const { store, client } = this.context;
    const { run, draft } = store.getState();
    if (isBusy(run)) return;
    const current = this.probes.next();
    const { config } = readDraft(draft);
    // What is wrong stands at its field; there is nothing to measure until it is right.
    if (!config) return;
    patch(store, 'backend', { checking: true, problem: null });
    try {
      const report = await client.ask('probe-backends', { config });
      if (current()) patch(store, 'backend', { report, checking: false });
    } catch (error) {
      if (current()) patch(store, 'backend', { report: null, checking: false, problem: sentenceOf(error) });
    }
  };

  /** So many epochs as the time budget has room for. Where nothing could be measured, all: the run itself says why. */
  readonly planned = async (config: RunConfig): Promise<RunConfig> => {
    if (budgetSeconds(config) === null) return config;
    const { store } = this.context;
    const { backend } = store.getState();
    if (backend.checking || backend.isDue || !backend.report) await this.probe();
    return withinBudget(config, store.getState().backend.report?.secondsForRun ?? null);
  };
}
