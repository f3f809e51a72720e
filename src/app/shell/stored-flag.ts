/** Choices of a user about the page itself that outlive a reload, and that need no place in its state. */
import { useSyncExternalStore } from 'react';

export interface StoredFlag {
  get(): boolean;
  set(value: boolean): void;
  subscribe(listener: () => void): () => void;
}

/** @param key in the browser's storage; without storage the flag is `initial` again at the next visit */
function storedFlag(key: string, initial: boolean): StoredFlag {
  const listeners = new Set<() => void>();
  const flag = { value: read(key) ?? initial };
  return {
    get: () => flag.value,
    set(value) {
      flag.value = value;
      try {
        localStorage.setItem(key, String(value));
      } catch {
        // It holds until the page is left.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(key: string): boolean | null {
  try {
    const text = localStorage.getItem(key);
    return text === 'true' ? true : text === 'false' ? false : null;
  } catch {
    return null;
  }
}

export const useFlag = ({ subscribe, get }: StoredFlag): boolean => useSyncExternalStore(subscribe, get);

/** The hints of a first visit are shown until somebody closes them, and again when asked for. */
export const firstSteps = storedFlag('forget-gate-hints', true);

/** Keys without Ctrl act on the page. Who speaks to the computer may not want that. */
export const singleKeys = storedFlag('forget-gate-single-keys', true);
