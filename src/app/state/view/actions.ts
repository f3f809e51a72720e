/** Going from view to view: each one has an address, so that the browser's back and forward work. */
import type { AppStore } from '../store.ts';
import { hashOf, viewOf, type ViewId } from './slice.ts';

export interface ViewActions {
  show(view: ViewId): void;
  /** For what takes a while. @returns goes to a view, unless somebody has gone elsewhere in the meantime */
  fromHere(): (view: ViewId) => void;
  /** Follows the address from now on. */
  follow(): void;
}

export function createViewActions(store: AppStore): ViewActions {
  const take = () => store.setState({ view: viewOf(location.hash) });
  function show(view: ViewId): void {
    if (store.getState().view === view) return;
    store.setState({ view });
    history.pushState(null, '', hashOf(view));
  }

  return {
    show,
    fromHere() {
      const { view: here } = store.getState();
      return (view) => {
        if (store.getState().view === here) show(view);
      };
    },
    follow() {
      take();
      addEventListener('hashchange', take);
      addEventListener('popstate', take);
    },
  };
}
