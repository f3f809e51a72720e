/** The page's copy of a user's corrections: a new worker gets them back, and so does the same data later. */
import type { Context } from '../context.ts';
import type { DataSource } from '../store.ts';
import { Debounce } from '../timing.ts';

export interface CorrectionsCopy {
  /** As `export-corrections` made it; null when there are none. */
  of(source: DataSource): Blob | null;
  set(source: DataSource, corrections: Blob): void;
}

/** Corrections often come several at a time, in milliseconds. */
const rests = 300;

/** Columns may change; what was said about the reviews holds. */
const keyOf = (source: DataSource): unknown => (source.kind === 'sample' ? source.sample.id : source.files);

/** @param onChange hears of each change, null when the last correction was taken back */
export function createCorrectionsCopy(
  { store, client }: Context,
  onChange: (source: DataSource, corrections: Blob | null) => void,
): CorrectionsCopy {
  const copies = new Map<unknown, Blob>();
  const rest = new Debounce(rests);

  const isLoaded = (source: DataSource) => {
    const { loaded } = store.getState().data;
    return loaded !== null && keyOf(loaded.source) === keyOf(source);
  };

  /** The copy is a safety net: that it fails takes nothing from the user. */
  async function copy(source: DataSource): Promise<void> {
    if (!isLoaded(source)) return;
    const file = await client.ask('export-corrections', {}).catch(() => null);
    if (!file || !isLoaded(source)) return;
    const corrections = new Blob([file.bytes], { type: 'application/json' });
    copies.set(keyOf(source), corrections);
    onChange(source, corrections);
  }

  store.subscribe(({ data: { loaded } }, { data: before }) => {
    if (!loaded || loaded.summary === before.loaded?.summary) return;
    rest.cancel();
    if (loaded.summary.corrections > 0) {
      rest.run(() => void copy(loaded.source));
      return;
    }
    // Data that has just been read has none yet; only data that had some has lost them.
    const hadSome =
      before.loaded && keyOf(before.loaded.source) === keyOf(loaded.source)
        ? before.loaded.summary.corrections > 0
        : false;
    if (hadSome && copies.delete(keyOf(loaded.source))) onChange(loaded.source, null);
  });

  return {
    of: (source) => copies.get(keyOf(source)) ?? null,
    set: (source, corrections) => copies.set(keyOf(source), corrections),
  };
}
