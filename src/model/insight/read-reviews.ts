/** Reviews of the loaded data as a network reads them: some, evenly, where all would take too long. */
import { encodeText, evenly, readingOf, type Dataset, type TimeSlicer } from '../data/index.ts';
import type { Subject } from './explain.ts';

export interface ReadReviews {
  /** [n] Rows of the dataset, ascending. */
  rows: Int32Array;
  /** [n] Ids of the words that the network reads, one or more. */
  ids: Int32Array[];
  /** Reviews that there are. */
  all: number;
}

export interface MostReviews {
  reviews: number;
  /** Of all that are read together. */
  words: number;
}

/**
 * @param rows of the dataset that are asked for; those without words are passed over
 * @throws the signal's reason once it is aborted
 */
export async function readReviews(
  { saved, vocabulary }: Pick<Subject, 'saved' | 'vocabulary'>,
  { texts }: Pick<Dataset, 'texts'>,
  { rows, most }: { rows: Int32Array; most: MostReviews },
  slicer: TimeSlicer,
): Promise<ReadReviews> {
  const rule = readingOf(saved);
  const read: { row: number; ids: Int32Array }[] = [];
  let words = 0;
  for (const row of evenly(rows, most.reviews)) {
    const { ids, tokens } = encodeText(texts.get(row), vocabulary, rule);
    if (tokens.length === 0) continue;
    read.push({ row, ids });
    words += ids.length;
    if (slicer.isDue) await slicer.pause(0);
  }
  const fit = words > most.words ? Math.max(1, Math.floor((read.length * most.words) / words)) : read.length;
  const kept = evenly(read, fit);
  return {
    rows: Int32Array.from(kept, ({ row }) => row),
    ids: kept.map(({ ids }) => ids),
    all: rows.length,
  };
}
