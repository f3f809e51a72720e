/** Asks something after each answer of the loaded network, while somebody looks. */
import { sentenceOf, type Context } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { isBusy, patch, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';
import type { InsightState } from './slice.ts';

export interface Question {
  /** @param put what was answered into the state; does nothing once the question is out of date */
  ask: (text: string, signal: AbortSignal, put: (answer: Partial<InsightState>) => void) => Promise<void>;
  /** What stands there when there is nothing to ask any more. */
  empty: Partial<InsightState>;
  /** What of the look inside it depends on besides. */
  dependsOn?: (insight: InsightState) => readonly unknown[];
  /** What was answered stays until the answer for the next text is there. */
  staysWhileAwaited?: boolean;
}

/** The text of the last answer, where the loaded network gave it and is free; null: there is nothing to ask. */
function answeredText({ attempt, model, run }: AppState): string | null {
  const { answer, text } = attempt;
  const isFree = model.held !== null && !isBusy(run);
  return answer && isFree && !answer.prediction.weights && answer.text === text ? text : null;
}

/** Another text was typed, and its answer will come. */
function isAwaited({ attempt, model, run }: AppState): boolean {
  return model.held !== null && !isBusy(run) && attempt.problem === null && attempt.text.trim() !== '';
}

/** Asks now, and after each answer from now on. @returns what ends that */
export function follow({ store, recoverFrom }: Context, question: Question): () => void {
  const { ask, empty, dependsOn = () => [], staysWhileAwaited = false } = question;
  const tasks = new SoleTask();
  async function renew(state: AppState): Promise<void> {
    const text = answeredText(state);
    if (text === null) {
      tasks.abort();
      if (!staysWhileAwaited || !isAwaited(state)) patch(store, 'insight', empty);
      return;
    }
    const { signal, end } = tasks.begin();
    try {
      await ask(text, signal, (answer) => {
        if (!signal.aborted) patch(store, 'insight', answer);
      });
      if (end()) patch(store, 'insight', { problem: null });
    } catch (error) {
      if (!end() || isCancelled(error)) return;
      patch(store, 'insight', { ...empty, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  }
  void renew(store.getState());
  const unsubscribe = store.subscribe((state, before) => {
    const of = (one: AppState) => [
      ...[one.attempt.answer, one.model.held, answeredText(one), isAwaited(one)],
      ...dependsOn(one.insight),
    ];
    const old = of(before);
    if (of(state).some((value, i) => value !== old[i])) void renew(state);
  });
  return () => {
    unsubscribe();
    tasks.abort();
  };
}
