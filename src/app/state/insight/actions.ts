/** Asks what the loaded network's last answer is made of: by its words, and by every gate. */
import { useMemo } from 'react';

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
}

/** The text of the last answer, where the loaded network gave it and is free; null: there is nothing to ask. */
function answeredText({ attempt, model, run }: AppState): string | null {
  const { answer, text } = attempt;
  const isFree = model.held !== null && !isBusy(run);
  return answer && isFree && !answer.prediction.weights && answer.text === text ? text : null;
}

function createInsightActions({ store, client, recoverFrom }: Context): InsightActions {
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
      if (isOther || answeredText(state) !== answeredText(before)) void renew(state);
    });
    return () => {
      unsubscribe();
      tasks.abort();
    };
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
          const inside = await client.ask('trace', { text }, { signal });
          if (!signal.aborted) patch(store, 'insight', { inside });
        },
        () => patch(store, 'insight', { inside: null }),
      ),
  };
}

export function useInsight(): InsightActions {
  const { context } = useController();
  return useMemo(() => createInsightActions(context), [context]);
}
