/** Has a training step measured piece by piece. */
import { sentenceOf, type Context } from '../context.ts';
import { Latest } from '../timing.ts';
import { readDraft } from '../settings/draft.ts';
import { isBusy, patch } from '../store.ts';

export interface ProfileActions {
  /** Measures a step of the settings in the form, on the backend that a run would take. */
  measure(): Promise<void>;
}

export function createProfileActions({ store, client, recoverFrom }: Context): ProfileActions {
  const latest = new Latest();
  return {
    async measure() {
      const { draft, data, run } = store.getState();
      const { config } = readDraft(draft);
      if (!config || !data.loaded || isBusy(run)) return;
      const current = latest.next();
      patch(store, 'profile', { running: true, problem: null });
      try {
        const report = await client.ask('profile', { config });
        if (current()) patch(store, 'profile', { running: false, report, of: draft });
      } catch (error) {
        if (current()) patch(store, 'profile', { running: false, report: null, problem: sentenceOf(error) });
        await recoverFrom(error);
      }
    },
  };
}
