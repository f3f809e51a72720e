/** Asks what the loaded network's last answer is made of: by its words, and by every gate. */
import type { Change } from '../../../contract/insight.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { useController } from '../react.ts';
import { isBusy, patch, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface InsightActions {
  /** Asks what each word adds, after each answer from now on. @returns what ends that */
  watchExplanation(): () => void;
  /** The same for gates and states. */
  watchInside(): () => void;
  /** What is traced is the network with this change from now on; null: as it is. */
  change(change: Change | null): void;
  /** Measures the change that is on, on validation reviews. */
  measure(): Promise<void>;
}

/** The text of the last answer, where the loaded network gave it and is free; null: there is nothing to ask. */
function answeredText({ attempt, model, run }: AppState): string | null {
  const { answer, text } = attempt;
  const isFree = model.held !== null && !isBusy(run);
  return answer && isFree && !answer.prediction.weights && answer.text === text ? text : null;
}

function createInsightActions({ store, client, recoverFrom }: Context): InsightActions {
  const measuring = new SoleTask();

  /** What `ask` answers is put into the state, and taken out when another text is typed. */
  function follow(ask: (text: string, signal: AbortSignal) => Promise<void>, clear: () => void): () => void {
    const tasks = new SoleTask();
    async function renew(state: AppState): Promise<void> {
      const text = answeredText(state);
      if (text === null) {
        tasks.abort();
        return clear();
      }
      const task = tasks.begin();
      try {
        await ask(text, task.signal);
        if (task.end()) patch(store, 'insight', { problem: null });
      } catch (error) {
        if (!task.end() || isCancelled(error)) return;
        clear();
        patch(store, 'insight', { problem: sentenceOf(error) });
        await recoverFrom(error);
      }
    }
    void renew(store.getState());
    const unsubscribe = store.subscribe((state, before) => {
      const isOther =
        state.attempt.answer !== before.attempt.answer || state.model.held !== before.model.held;
      if (state.model.held !== before.model.held && state.insight.change) setChange(null);
      const isChanged = state.insight.change !== before.insight.change;
      if (isOther || isChanged || answeredText(state) !== answeredText(before)) void renew(state);
    });
    return () => {
      unsubscribe();
      tasks.abort();
    };
  }

  function setChange(change: Change | null): void {
    measuring.abort();
    patch(store, 'insight', { change, measured: null, measuring: false });
  }

  async function measure(): Promise<void> {
    const { change } = store.getState().insight;
    if (!change) return;
    const task = measuring.begin();
    patch(store, 'insight', { measuring: true, problem: null });
    try {
      const measured = await client.ask('measure-change', { change }, { signal: task.signal });
      if (task.isCurrent()) patch(store, 'insight', { measured });
    } catch (error) {
      if (task.isCurrent()) patch(store, 'insight', { problem: sentenceOf(error) });
      if (!isCancelled(error)) await recoverFrom(error);
    } finally {
      if (task.end()) patch(store, 'insight', { measuring: false });
    }
  }

  return {
    watchExplanation: () =>
      follow(
        async (text, signal) => {
          const explanation = await client.ask('explain', { text }, { signal });
          if (!signal.aborted) patch(store, 'insight', { explanation });
        },
        () => patch(store, 'insight', { explanation: null }),
      ),
    watchInside: () =>
      follow(
        async (text, signal) => {
          const { change } = store.getState().insight;
          const inside = await client.ask('trace', { text, change }, { signal });
          if (!signal.aborted) patch(store, 'insight', { inside });
        },
        () => patch(store, 'insight', { inside: null }),
      ),
    change: setChange,
    measure,
  };
}

const made = new WeakMap<Context, InsightActions>();

/** The same actions for all that a controller shows. */
export function insightOf(context: Context): InsightActions {
  const actions = made.get(context) ?? createInsightActions(context);
  made.set(context, actions);
  return actions;
}

export const useInsight = (): InsightActions => insightOf(useController().context);
