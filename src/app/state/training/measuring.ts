/** When the backends are measured: once a user has paused, and never while the data is being checked. */
import type { BackendActions } from './backend-actions.ts';
import { patch, type AppStore } from '../store.ts';
import { Debounce } from '../timing.ts';

/** How long settings and data must stay as they are, in milliseconds: longer than until the data's check begins. */
const restFor = 900;

/** Each change of settings, data or texts without labels may change how long a step takes. */
export function measureWhenSettled(store: AppStore, backend: Pick<BackendActions, 'probe'>): void {
  const rest = new Debounce(restFor);

  function measure(): void {
    // They share the worker, and what is wrong with the data is what a user waits for.
    if (store.getState().doctor.progress !== null) return;
    patch(store, 'backend', { isDue: false });
    void backend.probe();
  }

  store.subscribe((state, before) => {
    const isOther =
      state.draft !== before.draft ||
      state.data.loaded !== before.data.loaded ||
      state.unlabelled.loaded !== before.unlabelled.loaded;
    if (isOther) {
      patch(store, 'backend', { isDue: true });
      rest.run(measure);
      return;
    }
    if (state.backend.isDue && before.doctor.progress !== null && state.doctor.progress === null)
      rest.run(measure);
  });
}
