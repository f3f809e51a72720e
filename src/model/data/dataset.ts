import { leastRowsOfClass } from '../../contract/parts.ts';
import { InputError } from '../errors.ts';
import type {
  ColumnChoice,
  Correction,
  ExclusionReason,
  ExclusionCount,
  Part,
} from '../../contract/dataset.ts';
import { TimeSlicer, type WorkOptions } from './time-slicer.ts';
import { canonicalKeys } from './canonical-key.ts';
import { fingerprintInSlices } from './fingerprint.ts';
import { readParts } from './provided-split.ts';
import { readLabels } from './label-column.ts';
import { selectRows, type Selection } from './select-rows.ts';
import type { Table } from './table.ts';
import { pickTexts, type Texts } from './text-column.ts';

/** Reviews that are ready to train on: clean, not empty, no text twice. */
export interface Dataset {
  name: string;
  texts: Texts;
  /** [texts.length] The canonical key of each text: texts that no network can tell apart have the same. */
  keys: Float64Array;
  /** [texts.length] From 0. */
  classes: Uint8Array;
  /** Names of the classes, class 0 first, as the data has them. */
  classNames: readonly string[];
  /** The labels of each class, such as "4, 5". */
  classLabels: readonly string[];
  /** Rows of the files, those excluded among them. */
  rowsRead: number;
  excluded: ExclusionCount[];
  /** Of texts and classes (and of the provided split, where there is one): equal when they are equal. */
  fingerprint: string;
  /** [texts.length] The part that each row came in, for a provided split; null: a random split. */
  provided: (Part | null)[] | null;
  origin: DatasetOrigin;
}

/** Where a dataset's rows come from, to look at what was excluded and to correct it. */
export interface DatasetOrigin {
  table: Table;
  choice: ColumnChoice;
  /** [texts.length] The table's row of each text, ascending. */
  rows: Int32Array;
  /** [table.rowCount] Null for rows that are used. */
  reasons: (ExclusionReason | null)[];
  /** Of texts, by `textKey`. */
  corrections: ReadonlyMap<string, Correction>;
}

/** The table's cells of a dataset's text column, cleaned or not: what its corrections are about. */
export function textCells({ table, choice }: DatasetOrigin): Texts {
  return table.cells[table.columns.indexOf(choice.text)];
}

/**
 * The reviews of a table whose columns and labels a user has chosen. `selectRows` says which rows stay.
 * @param corrections of texts, by `textKey`
 * @throws {InputError} when a column is not there, a class has no label, or too few rows are left; the signal's
 * reason once it is aborted
 */
export async function datasetFromTable(
  table: Table,
  choice: ColumnChoice,
  corrections: ReadonlyMap<string, Correction> = new Map(),
  options: WorkOptions = {},
): Promise<Dataset> {
  const columns = chosenColumns(table, choice);
  const slicer = new TimeSlicer(options, 'cleaning');
  slicer.beginStage(0, 0.05);
  const labels = await readLabels(table, columns.label, choice, slicer);
  slicer.beginStage(0.05, 0.1);
  const parts = columns.split === null ? null : await readParts(table, columns.split, slicer);
  slicer.beginStage(0.1, 0.2);
  const keys = await canonicalKeys(table.cells[columns.text], slicer);
  const { classes } = labels;
  const selection = await selectRows(
    {
      texts: table.cells[columns.text],
      keys,
      classes,
      provided: parts,
      corrections,
      cleaning: choice.cleaning ?? {},
    },
    slicer,
    options,
  );
  const { reasons, rows } = selection;
  const content = {
    texts: chosenTexts(selection),
    classes: Uint8Array.from(rows, (row) => classes[row]),
    provided: parts && Array.from(rows, (row) => parts[row]),
  };
  checkSizes(content.classes, labels.names, (of) =>
    countReasons(reasons.filter((_, row) => classes[row] === of)),
  );
  const excluded = countReasons(reasons, table);
  slicer.beginStage(0.7, 1);
  return {
    ...content,
    keys: Float64Array.from(rows, (row) => keys[row]),
    name: table.fileName,
    classNames: labels.names,
    classLabels: labels.labels,
    rowsRead: rows.length + excluded.reduce((sum, { count }) => sum + count, 0),
    excluded,
    fingerprint: await fingerprintInSlices(content, slicer),
    origin: { table, choice, rows, reasons, corrections },
  };
}

function chosenColumns(
  table: Table,
  choice: ColumnChoice,
): { text: number; label: number; split: number | null } {
  const columns = {
    text: columnIndex(table, choice.text),
    label: columnIndex(table, choice.label),
    split: choice.split ? columnIndex(table, choice.split) : null,
  };
  if (columns.text === columns.label) {
    throw new InputError({ code: 'same-column-twice', column: choice.text });
  }
  if (columns.split === columns.text || columns.split === columns.label) {
    throw new InputError({ code: 'split-column-taken', column: choice.split ?? '' });
  }
  return columns;
}

function columnIndex(table: Table, column: string): number {
  const index = table.columns.indexOf(column);
  if (index < 0) {
    throw new InputError({ code: 'no-such-column', column, columns: table.columns });
  }
  return index;
}

function chosenTexts({ texts, rows }: Selection): Texts {
  return rows.length === texts.length ? texts : pickTexts(texts, rows);
}

/** Each reason with its count; lines that never became rows, and what was excluded before, included. */
function countReasons(
  reasons: readonly (ExclusionReason | null)[],
  table?: Pick<Table, 'broken' | 'excludedBefore'>,
): ExclusionCount[] {
  const counts = new Map<ExclusionReason, number>();
  const add = (reason: ExclusionReason, count: number) =>
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  for (const { reason, count } of table?.excludedBefore ?? []) add(reason, count);
  for (const reason of reasons) if (reason) add(reason, 1);
  if (table && table.broken.count > 0) add('broken-row', table.broken.count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** @param excludedOf why other rows of a class are not used */
function checkSizes(
  classes: Uint8Array,
  classNames: readonly string[],
  excludedOf: (id: number) => ExclusionCount[],
): void {
  classCountsOf({ classes, classNames }).forEach((rows, of) => {
    if (rows >= leastRowsOfClass) return;
    const [name, excluded] = [classNames[of], excludedOf(of)];
    throw new InputError({ code: 'too-few-of-a-class', rows, name, least: leastRowsOfClass, excluded });
  });
}

/** Rows of each class. */
export function classCountsOf({ classes, classNames }: Pick<Dataset, 'classes' | 'classNames'>): number[] {
  const counts = classNames.map(() => 0);
  for (const id of classes) counts[id]++;
  return counts;
}
