/** Going from view to view: each one has an address, so that the browser's back and forward work. */
import { patch, type AppStore } from '../store.ts';
import { hashOf, hashOfLab, labOf, viewOf, type ViewId } from './slice.ts';

export interface ViewActions {
  show(view: ViewId): void;
  /** For what takes a while. @returns goes to a view, unless somebody has gone elsewhere in the meantime */
  fromHere(): (view: ViewId) => void;
  /** Follows the address from now on. */
  follow(): void;
}

export function createViewActions(store: AppStore): ViewActions {
  function take(): void {
    const view = viewOf(location.hash);
    store.setState({ view });
    if (view === 'labs') patch(store, 'labs', { open: labOf(location.hash) });
  }
  function show(view: ViewId): void {
    const { view: before, labs } = store.getState();
    // A lab that acts on other views is come back to; from the lab itself the link leads to all of them.
    const lab = view === 'labs' && before !== view ? labs.open : null;
    if (before === view && (view !== 'labs' || !labs.open)) return;
    store.setState({ view });
    if (view === 'labs') patch(store, 'labs', { open: lab });
    history.pushState(null, '', lab ? hashOfLab(lab) : hashOf(view));
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
