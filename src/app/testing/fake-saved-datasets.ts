/** A store of kept data that lives as long as the page, for tests. Never shipped. */
import {
  SavedDataFailure,
  type RememberCode,
  type SavedData,
  type SavedDatasets,
} from '../state/saved-data/saved-datasets.ts';

export interface FakeSavedDatasets extends SavedDatasets {
  /** By id. */
  readonly kept: Map<string, SavedData>;
  /** As when a user clears the page's data. */
  clear(): void;
}

/** @param failure with which each write fails */
export function fakeSavedDatasets(failure?: RememberCode): FakeSavedDatasets {
  const kept = new Map<string, SavedData>();
  let inUse: string | null = null;
  const listeners: (() => void)[] = [];

  const change = (id: string, part: (data: SavedData) => SavedData) => {
    const data = kept.get(id);
    if (data) kept.set(id, part(data));
    return Promise.resolve();
  };

  return {
    kept,
    list: async () => ({
      entries: [...kept.values()].map(({ entry }) => entry).sort((a, b) => b.usedAt - a.usedAt),
      unreadable: 0,
    }),
    read: async (id) => kept.get(id) ?? null,
    async keep(data) {
      if (failure) throw new SavedDataFailure(failure, null);
      kept.set(data.entry.id, data);
    },
    update: (id, part) => change(id, (data) => ({ ...data, entry: { ...data.entry, ...part } })),
    setCorrections: (id, corrections) => change(id, (data) => ({ ...data, corrections })),
    async forget(id) {
      kept.delete(id);
    },
    clear() {
      kept.clear();
      listeners.forEach((listener) => listener());
    },
    onChange: (listener) => void listeners.push(listener),
    inUse: async () => inUse,
    async setInUse(id) {
      inUse = id;
    },
  };
}
