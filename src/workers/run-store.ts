/** What a store of runs can do, and one that lives as long as the worker. */
import type { RunRecord, RunSummary } from './protocol.ts';

/** A run with what only the store knows of it. */
export interface StoredRun extends RunRecord {
  /** It may still be restored; gone when the store is next opened. */
  isDeleted?: boolean;
}

/** The same without what only a single run is asked for. */
export type StoredSummary = RunSummary & Pick<StoredRun, 'isDeleted'>;

/** Large parts of a run; absent: they stay as they are. Null: taken away. */
export interface RunParts {
  /** As `encodeState` writes it. */
  state?: Uint8Array | null;
  /** The model zip. */
  model?: Uint8Array | null;
}

/** From what is stored (null: nothing) to what is to be stored (null: leave it as it is). Pure: it may be called twice. */
export type RunChange = (stored: StoredRun | null) => StoredRun | null;

export interface StoredRuns {
  runs: StoredSummary[];
  /** Records that are none of a run, or of a newer version of the page: they stay as they are. */
  unreadable: number;
}

export interface RunStore {
  list(): Promise<StoredRuns>;
  /** @returns null when it is not there or can't be read */
  get(id: string): Promise<StoredRun | null>;
  /**
   * Reads, changes and writes as one: nothing comes between, and it is written wholly or not at all.
   * @returns what is stored now; null when the change wanted nothing written
   */
  update(id: string, change: RunChange, parts?: RunParts): Promise<StoredRun | null>;
  part(id: string, part: keyof RunParts): Promise<Uint8Array | null>;
}

export const partNames = ['state', 'model'] as const satisfies readonly (keyof RunParts)[];

export function summaryOf(run: StoredRun): StoredSummary {
  const { curve: _, marks: __, ...summary } = run;
  return summary;
}

export class MemoryRunStore implements RunStore {
  private readonly runs = new Map<string, StoredRun>();
  private readonly parts = { state: new Map<string, Uint8Array>(), model: new Map<string, Uint8Array>() };

  list(): Promise<StoredRuns> {
    return Promise.resolve({ runs: [...this.runs.values()].map(summaryOf), unreadable: 0 });
  }

  get(id: string): Promise<StoredRun | null> {
    return Promise.resolve(this.runs.get(id) ?? null);
  }

  update(id: string, change: RunChange, parts: RunParts = {}): Promise<StoredRun | null> {
    const run = change(this.runs.get(id) ?? null);
    if (!run) return Promise.resolve(null);
    this.runs.set(id, run);
    for (const part of partNames) {
      const bytes = parts[part];
      if (bytes) this.parts[part].set(id, bytes);
      else if (bytes === null) this.parts[part].delete(id);
    }
    return Promise.resolve(run);
  }

  part(id: string, part: keyof RunParts): Promise<Uint8Array | null> {
    return Promise.resolve(this.parts[part].get(id) ?? null);
  }
}
