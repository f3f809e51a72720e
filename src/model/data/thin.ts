import type { Part } from '../reports.ts';
import type { Dataset } from './dataset.ts';
import { splitDataset, type SplitConfig } from './split.ts';
import { pickTexts } from './text-column.ts';

const parts = ['train', 'validation', 'test'] as const;

/**
 * About `most` of a dataset's rows, evenly from each class of each part of the run's split, in their parts: what a
 * run on all rows takes can be measured on them.
 * @throws {InputError} as `splitDataset`
 */
export function thinOut(
  dataset: Pick<Dataset, 'texts' | 'classes' | 'given'>,
  config: SplitConfig,
  most: number,
): Pick<Dataset, 'texts' | 'classes' | 'given'> {
  const { texts, classes } = dataset;
  const split = splitDataset(dataset, config);
  const chosen: { row: number; part: Part }[] = [];
  for (const part of parts) {
    for (const wanted of [0, 1]) {
      const rows = split[part].filter((row) => classes[row] === wanted);
      const count = Math.min(rows.length, Math.ceil((rows.length * most) / texts.length));
      for (let i = 0; i < count; i++) chosen.push({ row: rows[Math.floor((i * rows.length) / count)], part });
    }
  }
  chosen.sort((a, b) => a.row - b.row);
  const rows = Int32Array.from(chosen, ({ row }) => row);
  return {
    texts: pickTexts(texts, rows),
    classes: Uint8Array.from(rows, (row) => classes[row]),
    given: chosen.map(({ part }) => part),
  };
}
