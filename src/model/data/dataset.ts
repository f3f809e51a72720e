import { InputError } from '../errors.ts';
import type {
  ClassId,
  ColumnChoice,
  Correction,
  DatasetSummary,
  LeaveOutReason,
  LeftOut,
  Part,
} from '../reports.ts';
import { cleanText } from './clean.ts';
import { fingerprintOf } from './fingerprint.ts';
import { shorten } from './shorten.ts';
import { labelValueOf, type Table } from './table.ts';
import type { Texts } from './text-column.ts';
import { countTokens } from './tokenize.ts';

/** Reviews that are ready to train on: clean, not empty, no text twice. */
export interface Dataset {
  name: string;
  texts: Texts;
  /** [texts.length] 0 or 1. */
  classes: Uint8Array;
  /** Names of class 0 and of class 1, as the data has them. */
  classNames: [string, string];
  /** Rows of the files, those left out included. */
  rowsRead: number;
  leftOut: LeftOut[];
  /** Of texts and classes (and of the given split, where there is one): equal when they are equal. */
  fingerprint: string;
  /** [texts.length] The part that each row came in, for a split that the data brings; null: split by chance. */
  given: (Part | null)[] | null;
  origin: DatasetOrigin;
}

/** Where a dataset's rows come from, to look at what was left out and to correct it. */
export interface DatasetOrigin {
  table: Table;
  choice: ColumnChoice;
  /** [texts.length] The table's row of each text, ascending. */
  rows: Int32Array;
  /** [table.rowCount] Null for rows that are used. */
  reasons: (LeaveOutReason | null)[];
  /** Of texts, by `textKey`. */
  corrections: ReadonlyMap<string, Correction>;
}

/** With fewer rows of a class a test says nothing. */
const leastRows = 10;

/** A row before cleaning; class null: its label means to leave it out; undefined: it has no label. */
export interface RawRow {
  text: string;
  class: ClassId | null | undefined;
}

/** The clean rows, and how many were left out for which reason. Of equal texts the first one stays. */
export function collectRows(
  rows: Iterable<RawRow>,
): Pick<Dataset, 'texts' | 'classes' | 'leftOut' | 'rowsRead'> {
  const seen = new Set<string>();
  const texts: string[] = [];
  const classes: ClassId[] = [];
  const counts = new Map<LeftOut['reason'], number>();
  let rowsRead = 0;
  for (const row of rows) {
    rowsRead++;
    const text = cleanText(row.text);
    const reason = reasonToLeaveOut(text, row.class, seen);
    if (reason) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    } else {
      seen.add(text);
      texts.push(text);
      classes.push(row.class === 1 ? 1 : 0);
    }
  }
  const leftOut = [...counts].map(([reason, count]) => ({ reason, count }));
  return { texts, classes: Uint8Array.from(classes), leftOut, rowsRead };
}

function reasonToLeaveOut(
  text: string,
  wanted: RawRow['class'],
  seen: ReadonlySet<string>,
): LeftOut['reason'] | null {
  if (text === '') return 'empty-text';
  if (wanted === undefined) return 'no-label';
  if (wanted === null) return 'label-left-out';
  return seen.has(text) ? 'duplicate' : null;
}

function columnIndex(table: Table, column: string): number {
  const index = table.columns.indexOf(column);
  if (index < 0) {
    throw new InputError(`The file has no column “${column}”. It has: ${table.columns.join(', ')}.`);
  }
  return index;
}

function list(values: readonly string[]): string {
  const shown = values.slice(0, 8).map((value) => `“${value.slice(0, 40)}”`);
  return shown.join(', ') + (values.length > shown.length ? ' and others' : '');
}

/** @throws {InputError} unless both classes have label values with rows */
function checkClasses(counts: ReadonlyMap<string, number>, choice: ColumnChoice, label: string): void {
  const values = [...counts.keys()];
  if (values.length === 0)
    throw new InputError(`The column “${label}” is empty. Choose another label column.`);
  if (values.length === 1) {
    throw new InputError(
      `The column “${label}” has only one label, ${list(values)}. Training needs two kinds of reviews: choose another column or file.`,
    );
  }
  const missing = [0, 1].filter((wanted) => !values.some((value) => classOf(value, choice) === wanted));
  if (missing.length === 0) return;
  if (values.length > 2) {
    throw new InputError(
      `The column “${label}” has ${values.length} labels: ${list(values)}. Training needs two: choose which mean negative and which mean positive.`,
    );
  }
  throw new InputError(
    `The column “${label}” has the labels ${list(values)}. Choose which of them means negative and which positive.`,
  );
}

function classOf(value: string, choice: ColumnChoice): ClassId | null {
  return Object.hasOwn(choice.classes, value) ? choice.classes[value] : null;
}

/** The most frequent label value of each class. */
function nameClasses(counts: ReadonlyMap<string, number>, choice: ColumnChoice): [string, string] {
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const name = (wanted: ClassId) =>
    frequent.find((value) => classOf(value, choice) === wanted) ?? String(wanted);
  return [name(0), name(1)];
}

function checkSizes(classes: Uint8Array, classNames: [string, string]): void {
  classNames.forEach((name, wanted) => {
    const rows = classes.filter((value) => value === wanted).length;
    if (rows < leastRows) {
      throw new InputError(
        `Only ${rows} different reviews are “${name}”. Bring at least ${leastRows} of each kind.`,
      );
    }
  });
}

/**
 * The reviews of a table whose columns and labels a person has chosen.
 * @throws {InputError} when a column is not there, a class has no label, or too few rows are left
 */
export function datasetFromTable(table: Table, choice: ColumnChoice): Dataset {
  const textColumn = columnIndex(table, choice.text);
  const labelColumn = columnIndex(table, choice.label);
  if (textColumn === labelColumn) {
    throw new InputError(`Text and label are both “${choice.text}”. Choose two different columns.`);
  }
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const value = labelValueOf(row[labelColumn]);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  checkClasses(counts, choice, choice.label);
  const collected = collectRows(rawRows(table, textColumn, labelColumn, choice));
  const classNames = nameClasses(counts, choice);
  checkSizes(collected.classes, classNames);
  if (table.brokenRows > 0) collected.leftOut.push({ reason: 'broken-row', count: table.brokenRows });
  return {
    ...collected,
    rowsRead: collected.rowsRead + table.brokenRows,
    name: table.fileName,
    classNames,
    fingerprint: fingerprintOf(collected.texts, collected.classes),
  };
}

function* rawRows(
  table: Table,
  textColumn: number,
  labelColumn: number,
  choice: ColumnChoice,
): Generator<RawRow> {
  for (const row of table.rows) {
    const value = labelValueOf(row[labelColumn]);
    yield { text: row[textColumn], class: value === '' ? undefined : classOf(value, choice) };
  }
}

/** Rows that are shown, taken in turn from both classes. */
const exampleCount = 6;
const exampleUnits = 300;

/** What a person is told about a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const lengths = Int32Array.from(dataset.texts, countTokens).sort();
  const quantile = (share: number) => lengths[Math.round(share * (lengths.length - 1))] ?? 0;
  const positive = dataset.classes.reduce((sum, value) => sum + value, 0);
  return {
    name: dataset.name,
    rowsRead: dataset.rowsRead,
    rowsUsed: dataset.texts.length,
    leftOut: dataset.leftOut,
    classCounts: [dataset.classes.length - positive, positive],
    classNames: dataset.classNames,
    medianLength: quantile(0.5),
    p95Length: quantile(0.95),
    examples: pickExamples(dataset),
  };
}

function pickExamples(dataset: Dataset): DatasetSummary['examples'] {
  const chosen: DatasetSummary['examples'] = [];
  const next = [0, 0];
  while (chosen.length < exampleCount) {
    const wanted: ClassId = chosen.length % 2 === 0 ? 1 : 0;
    const row = dataset.classes.indexOf(wanted, next[wanted]);
    if (row < 0) break;
    next[wanted] = row + 1;
    chosen.push({ text: shorten(dataset.texts[row], exampleUnits), class: wanted });
  }
  return chosen;
}
