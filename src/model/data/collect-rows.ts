import type { ClassId } from '../../contract/dataset.ts';
import { TimeSlicer } from './time-slicer.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import { cleanText } from './clean.ts';
import type { Dataset } from './dataset.ts';
import { excludedLabel, noLabel } from './label-column.ts';
import { selectRows } from './select-rows.ts';
import { pickTexts, TextColumnWriter } from './text-column.ts';

/** A row before cleaning; class null: its label is excluded; undefined: it has no label. */
export interface RawRow {
  text: string;
  class: ClassId | null | undefined;
}

export type CollectedRows = Pick<Dataset, 'texts' | 'classes' | 'excluded' | 'rowsRead'>;

/** The clean rows, and how many were excluded for which reason: as `datasetFromTable` does with a file. */
export async function collectRows(rows: Iterable<RawRow>): Promise<CollectedRows> {
  const writer = new TextColumnWriter();
  const labels: number[] = [];
  for (const row of rows) {
    writer.append(cleanText(row.text));
    labels.push(row.class === undefined ? noLabel : (row.class ?? excludedLabel));
  }
  const classes = Int8Array.from(labels);
  const texts = writer.finish();
  const keys = canonicalKeysOf(texts);
  const from = { texts, keys, classes, provided: null, corrections: new Map(), cleaning: {} };
  const selection = await selectRows(from, new TimeSlicer({}, 'cleaning'), {});
  const reasons = selection.reasons.filter((reason) => reason !== null);
  return {
    texts: pickTexts(selection.texts, selection.rows),
    classes: Uint8Array.from(selection.rows, (row) => classes[row]),
    excluded: [...new Set(reasons)].map((reason) => ({
      reason,
      count: reasons.filter((other) => other === reason).length,
    })),
    rowsRead: labels.length,
  };
}
