/** Asks for what is looked at after each epoch, and trains a simple RNN beside the run. */
import type { AppController } from '../app-controller.ts';
import { trainAside } from '../labs/aside.ts';
import { onceFor } from '../once-for.ts';
import { useController } from '../react.ts';
import { readDraft } from '../settings/draft.ts';
import { isBusy, patch, type AppState } from '../store.ts';
import { Debounce } from '../timing.ts';

export interface FlowActions {
  /** From the end of the next epoch on. */
  turn(isOn: boolean): void;
  /** Trains a simple RNN with the settings of the last run, which is saved nowhere. */
  trainSimpleRnn(): void;
}

const typingRests = 300;

function createFlowActions(controller: AppController): FlowActions {
  const { store, context } = controller;
  const typing = new Debounce(typingRests);

  function tell(): void {
    const { flow, attempt } = store.getState();
    const text = flow.isOn && attempt.text.trim() !== '' ? attempt.text : null;
    // Who does not hear it tells nothing: the next run is told again.
    void context.client.ask('watch-epochs', { flow: flow.isOn, text }).catch(() => undefined);
  }

  store.subscribe((state: AppState, before: AppState) => {
    if (state.data.loaded !== before.data.loaded) patch(store, 'flow', { runs: {} });
    if (!state.flow.isOn) return;
    // A run that was interrupted is resumed by a fresh worker, which knows nothing of this.
    if (state.run.status === 'running' && before.run.status !== 'running') tell();
    if (state.attempt.text !== before.attempt.text) typing.run(tell);
  });

  return {
    turn(isOn) {
      patch(store, 'flow', { isOn });
      tell();
    },
    trainSimpleRnn() {
      const { run, draft } = store.getState();
      const config = run.config ?? readDraft(draft).config;
      if (!config || isBusy(run)) return;
      void trainAside(controller, { ...config, cell: 'simple-rnn' }, { shuffling: null });
    },
  };
}

/** The same actions for all that a controller shows. */
export const flowOf = onceFor(createFlowActions);

export const useFlow = (): FlowActions => flowOf(useController());
