/** Asks how accurate the last test is in groups of its reviews. */
import type { Grouping } from '../../../workers/protocol.ts';
import type { AppController } from '../app-controller.ts';
import { sentenceOf } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { idleErrorGroups, patch, update, type AppState } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface ErrorGroupActions {
  groupBy(by: Grouping): Promise<void>;
  /** Asks after each test from now on. @returns what ends that */
  watch(): () => void;
}

export function createErrorGroupActions({ context }: AppController): ErrorGroupActions {
  const { store, client } = context;
  const tasks = new SoleTask();

  async function groupBy(by: Grouping): Promise<void> {
    const task = tasks.begin();
    patch(store, 'errorGroups', { by, problem: null });
    try {
      const found = await client.ask('group-errors', { by }, { signal: task.signal });
      if (task.isCurrent()) patch(store, 'errorGroups', { found });
    } catch (error) {
      if (task.isCurrent() && !isCancelled(error))
        patch(store, 'errorGroups', { found: null, problem: sentenceOf(error) });
    } finally {
      task.end();
    }
  }

  /** Another test, or none: what it was put together by may be gone. */
  function renew(): void {
    tasks.abort();
    update(store, 'errorGroups', () => idleErrorGroups);
    if (store.getState().test.report) void groupBy(idleErrorGroups.by);
  }

  function hear(state: AppState, before: AppState): void {
    const isOther = state.data.loaded?.source !== before.data.loaded?.source;
    if (state.test.report !== before.test.report || isOther) renew();
  }

  return {
    groupBy,
    watch() {
      renew();
      return store.subscribe(hear);
    },
  };
}
