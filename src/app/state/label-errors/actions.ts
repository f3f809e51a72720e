/** Has the worker look for labels that probably are wrong, and shows what it found. */
import type { LabelErrorRow } from '../../../workers/protocol.ts';
import type { AppController } from '../app-controller.ts';
import { sentenceOf } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { usableConfig } from '../findings/actions.ts';
import { corrected } from '../reviews/actions.ts';
import { ReviewPages } from '../reviews/pages.ts';
import { answersAlike, idleLabelErrors, isBusy, patch, update, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface LabelErrorActions {
  find(): Promise<void>;
  /** Ends the search under way; what was found before stays. */
  cancel(): void;
  /** Rows that are in view now. */
  look(first: number, last: number): void;
  /** Keeps the table up with data and corrections from now on. @returns what ends that */
  watch(): () => void;
}

export function createLabelErrorActions({ context }: AppController): LabelErrorActions {
  const { store, client, recoverFrom } = context;
  const tasks = new SoleTask();
  const config = () => usableConfig(store.getState().draft);
  /** What was loaded when the search under way, or the last one, began. */
  let asked = loadedOf(store.getState());

  const pages = new ReviewPages<LabelErrorRow>({
    ask: (start, count) => client.ask('label-errors', { start, count, config: config() }),
    onPages: (held) => patch(store, 'labelErrors', { pages: held }),
    onProblem(error) {
      clear();
      patch(store, 'labelErrors', { problem: sentenceOf(error) });
    },
  });

  function clear(): void {
    tasks.abort();
    pages.clear();
    update(store, 'labelErrors', () => idleLabelErrors);
  }

  async function find(): Promise<void> {
    const task = tasks.begin();
    asked = loadedOf(store.getState());
    patch(store, 'labelErrors', {
      progress: { phase: 'baseline', share: null, rows: 0 },
      problem: null,
    });
    try {
      const found = await client.ask(
        'find-label-errors',
        { config: config() },
        {
          signal: task.signal,
          onProgress: (progress) => {
            if (task.isCurrent()) patch(store, 'labelErrors', { progress });
          },
        },
      );
      if (!task.isCurrent()) return;
      patch(store, 'labelErrors', { ...idleLabelErrors, found, isOld: isOld() });
      pages.refresh(false);
    } catch (error) {
      if (!task.isCurrent()) return;
      const problem = isCancelled(error) ? null : sentenceOf(error);
      patch(store, 'labelErrors', { progress: null, problem });
      if (problem !== null) await recoverFrom(error);
    } finally {
      task.end();
    }
  }

  const isOld = (): boolean => {
    const now = loadedOf(store.getState());
    // A correction that was taken back leaves the data as it was, and so with the network's decision.
    const isSameData = now.data?.summary.fingerprint === asked.data?.summary.fingerprint;
    return !isSameData || !answersAlike(now.held, asked.held);
  };

  /** Data, its labels or the network may be others than those that were asked about. */
  function compare(): void {
    const { labelErrors, reviews, data } = store.getState();
    if (data.loaded?.source !== asked.data?.source) return clear();
    if (!labelErrors.found) return;
    if (isOld() !== labelErrors.isOld) patch(store, 'labelErrors', { isOld: isOld() });
    for (const [row, correction] of reviews.pending) pages.change(row, (old) => corrected(old, correction));
    pages.refresh(true);
  }

  function hear(state: AppState, before: AppState): void {
    if (isBusy(state.run) && !isBusy(before.run)) tasks.cancel();
    if (state.data.loaded !== before.data.loaded || state.model.held !== before.model.held) compare();
  }

  return {
    find,
    cancel: () => tasks.cancel(),
    look: (first, last) => pages.look(first, last),
    watch() {
      compare();
      return store.subscribe(hear);
    },
  };
}

/** What the search depends on. */
function loadedOf({ data, model }: AppState) {
  return { data: data.loaded, held: model.held };
}
