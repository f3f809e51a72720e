/** A store of saved data that lives as long as the page, for tests. Never shipped. */
import { SavedDataFailure, type SavedDataCode } from '../state/saved-data/failure.ts';
import type { SavedData, SavedDatasets } from '../state/saved-data/saved-datasets.ts';

export interface FakeSavedDatasets extends SavedDatasets {
  /** By id. */
  readonly saved: Map<string, SavedData>;
  /** As when a user clears the page's data. */
  clear(): void;
}

/** @param failure with which each write fails */
export function fakeSavedDatasets(failure?: SavedDataCode): FakeSavedDatasets {
  const saved = new Map<string, SavedData>();
  let inUse: string | null = null;
  const listeners: (() => void)[] = [];

  const change = (id: string, part: (data: SavedData) => SavedData) => {
    const data = saved.get(id);
    if (data) saved.set(id, part(data));
    return Promise.resolve();
  };

  return {
    saved,
    list: async () => ({
      entries: [...saved.values()].map(({ entry }) => entry).sort((a, b) => b.usedAt - a.usedAt),
      unreadable: 0,
    }),
    read: async (id) => saved.get(id) ?? null,
    async save(data) {
      if (failure) throw new SavedDataFailure(failure, null);
      saved.set(data.entry.id, data);
    },
    update: (id, part) => change(id, (data) => ({ ...data, entry: { ...data.entry, ...part } })),
    setCorrections: (id, corrections) => change(id, (data) => ({ ...data, corrections })),
    async delete(id) {
      saved.delete(id);
    },
    clear() {
      saved.clear();
      listeners.forEach((listener) => listener());
    },
    onChange: (listener) => void listeners.push(listener),
    inUse: async () => inUse,
    async setInUse(id) {
      inUse = id;
    },
  };
}
