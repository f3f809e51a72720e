/** Whether the hints of a first visit are shown: they come until somebody closes them, and back when asked for. */
import { useSyncExternalStore } from 'react';

const key = 'forget-gate-hints-seen';
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return localStorage.getItem(key) === null;
  } catch {
    return true;
  }
}

let areShown = read();

function set(shown: boolean): void {
  areShown = shown;
  try {
    if (shown) localStorage.removeItem(key);
    else localStorage.setItem(key, '1');
  } catch {
    // Without storage they come again at the next visit.
  }
  for (const listener of listeners) listener();
}

export const showFirstSteps = () => set(true);
export const hideFirstSteps = () => set(false);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useFirstSteps = (): boolean => useSyncExternalStore(subscribe, () => areShown);
