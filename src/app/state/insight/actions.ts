/** Asks what the loaded network's last answer is made of: by its words, and by every gate. */
import type { AttributionMethod, Change, Gradients } from '../../../contract/insight.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { isBusy, patch, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';
import { createMeasurements, type MeasurementActions } from './measurements.ts';
import { idleInsight, type InsightState } from './slice.ts';

export interface InsightActions extends MeasurementActions {
  /** Asks what each word adds, after each answer from now on. @returns what ends that */
  watchExplanation(): () => void;
  /** The same for gates and states, attribution and phrases, of the network with the change that is on. */
  watchInside(): () => void;
  /** The same for what goes back through a direction of a layer. */
  watchGradients(of: Pick<Gradients, 'layer' | 'direction'>): () => void;
  attributeBy(method: AttributionMethod): void;
  /** A word of the text is about to be changed, which makes it this one: what it was can be brought back. */
  edit(text: string): void;
  /** What is traced is the network with this change from now on; null: as it is. */
  change(change: Change | null): void;
  /** Measures the change that is on, on validation reviews. */
  measure(): Promise<void>;
}

/** What the text was before its words were changed; null: it is as it was written. */
export function originalOf({ attempt, insight: { edited } }: AppState): string | null {
  return edited?.text === attempt.text && edited.original !== attempt.text ? edited.original : null;
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

/** Something that is asked after each answer of the loaded network. */
interface Following {
  ask: (text: string, signal: AbortSignal) => Promise<void>;
  clear: () => void;
  /** What of the look inside it depends on besides. */
  dependsOn?: (insight: InsightState) => readonly unknown[];
  /** What was answered stays until the answer for the next text is there. */
  staysWhileAwaited?: boolean;
}

function createInsightActions(context: Context): InsightActions {
  const { store, client, recoverFrom } = context;
  const measuring = new SoleTask();

  // All of it is about one network, also while nobody looks: another may have no such gate, unit or method.
  store.subscribe((state, before) => {
    if (state.model.held === before.model.held) return;
    measuring.abort();
    store.setState({ insight: idleInsight });
  });

  /** What `ask` answers is put into the state, and cleared when there is nothing to ask any more. */
  function follow({ ask, clear, dependsOn = () => [], staysWhileAwaited = false }: Following): () => void {
    const tasks = new SoleTask();
    async function renew(state: AppState): Promise<void> {
      const text = answeredText(state);
      if (text === null) {
        tasks.abort();
        if (!staysWhileAwaited || !isAwaited(state)) clear();
        return;
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
      const [measured] = await client.ask('measure-changes', { changes: [change] }, { signal: task.signal });
      if (task.isCurrent()) patch(store, 'insight', { measured });
    } catch (error) {
      if (task.isCurrent()) patch(store, 'insight', { problem: sentenceOf(error) });
      if (!isCancelled(error)) await recoverFrom(error);
    } finally {
      if (task.end()) patch(store, 'insight', { measuring: false });
    }
  }

  return {
    ...createMeasurements(context),
    watchExplanation: () =>
      follow({
        ask: async (text, signal) => {
          const explanation = await client.ask('explain', { text }, { signal });
          if (!signal.aborted) patch(store, 'insight', { explanation });
        },
        clear: () => patch(store, 'insight', { explanation: null }),
      }),
    watchInside() {
      const endTrace = follow({
        ask: async (text, signal) => {
          const { change } = store.getState().insight;
          const inside = await client.ask('trace', { text, change }, { signal });
          if (!signal.aborted) patch(store, 'insight', { inside });
        },
        clear: () => patch(store, 'insight', { inside: null }),
        dependsOn: ({ change }) => [change],
        staysWhileAwaited: true,
      });
      const endShares = follow({
        ask: async (text, signal) => {
          const { change, method } = store.getState().insight;
          const attributed = await client.ask('attribute', { text, method, change }, { signal });
          if (!signal.aborted) patch(store, 'insight', { attributed });
          const phrases = await client.ask('phrases', { text, change }, { signal });
          if (!signal.aborted) patch(store, 'insight', { phrases });
        },
        clear: () => patch(store, 'insight', { attributed: null, phrases: null }),
        dependsOn: ({ change, method }) => [change, method],
        staysWhileAwaited: true,
      });
      return () => {
        endTrace();
        endShares();
      };
    },
    watchGradients: (of) =>
      follow({
        ask: async (text, signal) => {
          const { change } = store.getState().insight;
          const gradients = await client.ask('gradients', { text, change, ...of }, { signal });
          if (!signal.aborted) patch(store, 'insight', { gradients });
        },
        clear: () => patch(store, 'insight', { gradients: null }),
        dependsOn: ({ change }) => [change],
        staysWhileAwaited: true,
      }),
    attributeBy: (method) => patch(store, 'insight', { method }),
    edit(text) {
      const original = originalOf(store.getState()) ?? store.getState().attempt.text;
      patch(store, 'insight', { edited: { original, text } });
    },
    change: setChange,
    measure,
  };
}

/** The same actions for all that a controller shows. */
export const insightOf = onceFor(createInsightActions);

export const useInsight = (): InsightActions => insightOf(useController().context);
