/** Has the worker look for labels that probably are wrong, and shows what it found. */
import type { LabelErrorRow, RunConfig } from '../../../workers/protocol.ts';
import { sentenceOf, type Context } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { usableConfig } from '../findings/actions.ts';
import { corrected } from '../reviews/actions.ts';
import { ReviewPages } from '../reviews/pages.ts';
import { answersAlike, idleLabelErrors, isBusy, patch, update, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';
import type { LabelErrorsState } from './slice.ts';

/** What the search depends on. */
const loadedOf = ({ data, model }: AppState) => ({ data: data.loaded, held: model.held });

export class LabelErrorActions {
  private readonly tasks = new SoleTask();
  /** What was loaded when the search under way, or the last one, began. */
  private asked: ReturnType<typeof loadedOf>;

  private readonly pages = new ReviewPages<LabelErrorRow>({
    ask: (start, count) => this.context.client.ask('label-errors', { start, count, config: this.config }),
    onPages: (pages) => this.set({ pages }),
    onProblem: (error) => {
      this.clear();
      this.set({ problem: sentenceOf(error) });
    },
  });

  constructor(private readonly context: Context) {
    this.asked = loadedOf(this.state);
  }

  readonly find = async (): Promise<void> => {
    const { client, recoverFrom } = this.context;
    const task = this.tasks.begin();
    this.asked = loadedOf(this.state);
    this.set({ progress: { phase: 'baseline', share: null, rows: 0 }, problem: null });
    try {
      const found = await client.ask(
        'find-label-errors',
        { config: this.config },
        {
          signal: task.signal,
          onProgress: (progress) => {
            if (task.isCurrent()) this.set({ progress });
          },
        },
      );
      if (!task.isCurrent()) return;
      this.set({ ...idleLabelErrors, found, isOld: this.isOld });
      this.pages.refresh(false);
    } catch (error) {
      if (!task.isCurrent()) return;
      const problem = isCancelled(error) ? null : sentenceOf(error);
      this.set({ progress: null, problem });
      if (problem !== null) await recoverFrom(error);
    } finally {
      task.end();
    }
  };

  /** Ends the search under way; what was found before stays. */
  readonly cancel = (): void => this.tasks.cancel();

  /** Rows that are in view now. */
  readonly look = (first: number, last: number): void => this.pages.look(first, last);

  /** Keeps the table up with data and corrections from now on. @returns what ends that */
  readonly watch = (): (() => void) => {
    this.compare();
    return this.context.store.subscribe((state, before) => {
      if (isBusy(state.run) && !isBusy(before.run)) this.cancel();
      if (state.data.loaded !== before.data.loaded || state.model.held !== before.model.held) this.compare();
    });
  };

  private get state(): AppState {
    return this.context.store.getState();
  }

  private get config(): RunConfig {
    return usableConfig(this.state.draft);
  }

  private get isOld(): boolean {
    const now = loadedOf(this.state);
    // A correction that was taken back leaves the data as it was, and so with the network's decision.
    const isSameData = now.data?.summary.fingerprint === this.asked.data?.summary.fingerprint;
    return !isSameData || !answersAlike(now.held, this.asked.held);
  }

  private set(change: Partial<LabelErrorsState>): void {
    patch(this.context.store, 'labelErrors', change);
  }

  private clear(): void {
    this.tasks.abort();
    this.pages.clear();
    update(this.context.store, 'labelErrors', () => idleLabelErrors);
  }

  /** Data, its labels or the network may be others than those that were asked about. */
  private compare(): void {
    const { labelErrors, reviews, data } = this.state;
    if (data.loaded?.source !== this.asked.data?.source) return this.clear();
    if (!labelErrors.found) return;
    if (this.isOld !== labelErrors.isOld) this.set({ isOld: this.isOld });
    for (const [row, correction] of reviews.pending)
      this.pages.change(row, (old) => corrected(old, correction));
    this.pages.refresh(true);
  }
}
