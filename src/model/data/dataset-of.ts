import type { ExclusionCount } from '../../contract/dataset.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import type { Dataset } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Table } from './table.ts';
import type { Texts } from './text-column.ts';

export interface ChosenRows {
  name: string;
  /** Clean, not empty, none twice. */
  texts: Texts;
  classes: Uint8Array;
  /** All different. */
  classNames: readonly string[];
  /** What was excluded before. */
  excludedBefore?: ExclusionCount[];
}

/** A dataset of rows that are chosen already, with a table of two columns, “text” and “label”, to look at. */
export function datasetOf({ name, texts, classes, classNames, excludedBefore = [] }: ChosenRows): Dataset {
  const labels: Texts = { length: texts.length, get: (row) => classNames[classes[row]] };
  const table: Table = {
    fileName: name,
    format: 'text',
    encoding: 'UTF-8',
    files: [{ path: name, format: 'text', encoding: 'UTF-8', rows: texts.length }],
    fileCount: 1,
    rowCount: texts.length,
    columns: ['text', 'label'],
    cells: [texts, labels],
    defects: new Uint8Array(texts.length),
    made: { label: null, split: null },
    broken: { count: 0, samples: [] },
    excludedBefore,
  };
  return {
    name,
    texts,
    keys: canonicalKeysOf(texts),
    classes,
    classNames,
    classLabels: classNames,
    rowsRead: texts.length + excludedBefore.reduce((sum, { count }) => sum + count, 0),
    excluded: excludedBefore,
    fingerprint: fingerprintOf(texts, classes),
    provided: null,
    origin: {
      table,
      choice: {
        text: 'text',
        label: 'label',
        classes: Object.fromEntries(classNames.map((className, id) => [className, id])),
        classNames,
      },
      rows: Int32Array.from({ length: texts.length }, (_, row) => row),
      reasons: Array.from({ length: texts.length }, () => null),
      corrections: new Map(),
    },
  };
}
