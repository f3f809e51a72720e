/** Asks what the loaded network's last answer is made of: by its words, and by every gate. */
import type { AttributionMethod, Change, Gradients } from '../../../contract/insight.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { patch, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';
import { follow } from './follow.ts';
import { idleInsight, type InsightState } from './slice.ts';

/** What the text was before its words were changed; null: it is as it was written. */
export function originalOf({ attempt, insight: { edited } }: AppState): string | null {
  return edited?.text === attempt.text && edited.original !== attempt.text ? edited.original : null;
}

export class InsightActions {
  private readonly measuring = new SoleTask();

  constructor(private readonly context: Context) {
    // All of it is about one network, also while nobody looks: another may have no such gate, unit or method.
    context.store.subscribe((state, before) => {
      if (state.model.held === before.model.held) return;
      this.measuring.abort();
      context.store.setState({ insight: idleInsight });
    });
  }

  /** Asks what each word adds, after each answer from now on. @returns what ends that */
  readonly watchExplanation = (): (() => void) =>
    follow(this.context, {
      ask: async (text, signal, put) =>
        put({ explanation: await this.context.client.ask('explain', { text }, { signal }) }),
      empty: { explanation: null },
    });

  /** The same for gates and states, attribution and phrases, of the network with the change that is on. */
  readonly watchInside = (): (() => void) => {
    const { client } = this.context;
    const endTrace = follow(this.context, {
      ask: async (text, signal, put) => {
        const { change } = this.insight;
        put({ inside: await client.ask('trace', { text, change }, { signal }) });
      },
      empty: { inside: null },
      dependsOn: ({ change }) => [change],
      staysWhileAwaited: true,
    });
    const endShares = follow(this.context, {
      ask: async (text, signal, put) => {
        const { change, method } = this.insight;
        put({ attributed: await client.ask('attribute', { text, method, change }, { signal }) });
        put({ phrases: await client.ask('phrases', { text, change }, { signal }) });
      },
      empty: { attributed: null, phrases: null },
      dependsOn: ({ change, method }) => [change, method],
      staysWhileAwaited: true,
    });
    return () => {
      endTrace();
      endShares();
    };
  };

  /** The same for what goes back through a direction of a layer. */
  readonly watchGradients = (of: Pick<Gradients, 'layer' | 'direction'>): (() => void) =>
    follow(this.context, {
      ask: async (text, signal, put) => {
        const { change } = this.insight;
        put({ gradients: await this.context.client.ask('gradients', { text, change, ...of }, { signal }) });
      },
      empty: { gradients: null },
      dependsOn: ({ change }) => [change],
      staysWhileAwaited: true,
    });

  readonly attributeBy = (method: AttributionMethod): void => this.set({ method });

  /** A word of the text is about to be changed, which makes it this one: what it was can be restored. */
  readonly edit = (text: string): void => {
    const state = this.context.store.getState();
    this.set({ edited: { original: originalOf(state) ?? state.attempt.text, text } });
  };

  /** What is traced is the network with this change from now on; null: as it is. */
  readonly change = (change: Change | null): void => {
    this.measuring.abort();
    this.set({ change, measured: null, measuring: false });
  };

  /** Measures the change that is on, on validation reviews. */
  readonly measure = async (): Promise<void> => {
    const { client, recoverFrom } = this.context;
    const { change } = this.insight;
    if (!change) return;
    const task = this.measuring.begin();
    this.set({ measuring: true, problem: null });
    try {
      const [measured] = await client.ask('measure-changes', { changes: [change] }, { signal: task.signal });
      if (task.isCurrent()) this.set({ measured });
    } catch (error) {
      if (task.isCurrent()) this.set({ problem: sentenceOf(error) });
      if (!isCancelled(error)) await recoverFrom(error);
    } finally {
      if (task.end()) this.set({ measuring: false });
    }
  };

  private get insight(): InsightState {
    return this.context.store.getState().insight;
  }

  private set(change: Partial<InsightState>): void {
    patch(this.context.store, 'insight', change);
  }
}

/** The same actions for all that a controller shows. */
export const insightOf = onceFor((context: Context) => new InsightActions(context));

export const useInsight = (): InsightActions => insightOf(useController().context);
