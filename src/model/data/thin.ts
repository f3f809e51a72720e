import type { Dataset } from './dataset.ts';
import { runParts, type RunParts } from './run-parts.ts';
import { partNames } from '../../contract/parts.ts';
import type { SplitConfig } from './split.ts';
import { pickTexts } from './text-column.ts';

/** Some rows of a dataset, and the parts of a run that they are in. */
export interface ThinData {
  dataset: Pick<Dataset, 'texts' | 'classes' | 'classNames'>;
  parts: RunParts;
}

/**
 * About `most` of a dataset's rows, evenly from each class of each part of the run's split, in their parts: what a
 * run on all rows takes can be measured on them.
 * @throws {InputError} as `runParts`
 */
export function thinOut(
  dataset: Pick<Dataset, 'texts' | 'keys' | 'classes' | 'classNames' | 'provided'>,
  config: SplitConfig,
  most: number,
): ThinData {
  const { texts, classes, classNames } = dataset;
  const { parts, seen } = runParts(dataset, config);
  const chosen = partNames.map((part) => {
    const rows = classNames.flatMap((_name, wanted) => {
      const ofClass = parts[part].filter((row) => classes[row] === wanted);
      const count = Math.min(ofClass.length, Math.ceil((ofClass.length * most) / texts.length));
      return Array.from({ length: count }, (_, i) => ofClass[Math.floor((i * ofClass.length) / count)]);
    });
    return rows.sort((a, b) => a - b);
  });
  const rows = Int32Array.from(chosen.flat()).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const [train, validation, test] = chosen.map((part) =>
    Int32Array.from(part, (row) => placeOf.get(row) ?? 0),
  );
  return {
    dataset: {
      texts: pickTexts(texts, rows),
      classes: Uint8Array.from(rows, (row) => classes[row]),
      classNames,
    },
    parts: { parts: { train, validation, test }, seen },
  };
}
