/** Which columns of a table hold the text and, where there are labels that a network knows, the label. */
import { sentimentNames, type ClassId } from '../../contract/dataset.ts';
import type { ClassifiedColumns, ClassifyChoice } from '../../contract/classification.ts';
import { isLabelName } from '../data/column-names.ts';
import { columnValues } from '../data/column-values.ts';
import { guessText, labelCandidates } from '../data/guess-columns.ts';
import { excludedLabel, noLabel } from '../data/label-column.ts';
import { areCodes } from '../data/labels.ts';
import { labelValueOf, type Table } from '../data/table.ts';
import type { Texts } from '../data/text-column.ts';
import { InputError } from '../errors.ts';

export interface ChosenColumns {
  columns: ClassifiedColumns;
  /** [rows] As in `Labels.classes`, by the network's classes; null without a label column. */
  classes: Int8Array | null;
}

/**
 * @param table of clean cells
 * @throws {InputError} when a named column is not there, or its labels are not the network's
 */
export function chooseColumns(
  table: Table,
  choice: ClassifyChoice,
  classNames: readonly string[],
): ChosenColumns {
  for (const column of [choice.text, choice.label])
    if (column !== null && !table.columns.includes(column))
      throw new InputError({ code: 'no-such-column', column, columns: table.columns });
  const label =
    choice.label === null
      ? guessLabel(table, choice.text, classNames)
      : named(table, choice.label, classNames);
  const guess = choice.text === null ? guessText(table, [label?.column]) : null;
  const text = choice.text ?? guess?.name;
  if (text === undefined) throw new InputError({ code: 'no-text-column', columns: table.columns });
  const { fileName, rowCount: rows, columns } = table;
  return {
    columns: { fileName, rows, columns, text, why: guess?.why ?? null, label: label?.column ?? null },
    classes: label?.classes ?? null,
  };
}

interface FoundLabel {
  column: string;
  classes: Int8Array;
}

/**
 * The likeliest first, without the column that a user named as the text. Where classes have words for names, any column
 * of these words is the label; numbers may be anything where the column's name does not say so.
 */
function guessLabel(table: Table, text: string | null, classNames: readonly string[]): FoundLabel | null {
  const areWords = classNames.every((name) => /\p{L}{2}/u.test(name));
  const likely = [...labelCandidates(table), ...table.columns.filter(isLabelName)];
  for (const column of new Set([...likely, ...(areWords ? table.columns : [])])) {
    const classes =
      column === text ? null : classesOfColumn(table, column, classNames, likely.includes(column));
    if (classes) return { column, classes };
  }
  return null;
}

/** @throws {InputError} when its labels are not the network's */
function named(table: Table, column: string, names: readonly string[]): FoundLabel {
  const classes = classesOfColumn(table, column, names, true);
  if (!classes) throw new InputError({ code: 'labels-of-no-class', column, names });
  return { column, classes };
}

/** Null unless at least half of the labels are known. @param isLikely their meanings may be guessed as well */
function classesOfColumn(
  table: Table,
  column: string,
  classNames: readonly string[],
  isLikely: boolean,
): Int8Array | null {
  const cells = table.cells[table.columns.indexOf(column)];
  const byName = new Map(classNames.map((name, id) => [name.toLowerCase(), id]));
  for (const meaning of [byName, isLikely ? guessedMeaning(cells, column, byName) : null]) {
    // A column of long texts is not read to its end for this.
    if (!meaning || !isKnown(readClasses(cells, meaning, rowsLookedAt))) continue;
    const classes = readClasses(cells, meaning, cells.length);
    if (isKnown(classes)) return classes;
  }
  return null;
}

const rowsLookedAt = 1_000;

/** What labels mean to a network of the usual two classes: stars, "pos", 👍. Null where that is not known. */
function guessedMeaning(
  cells: Texts,
  column: string,
  byName: ReadonlyMap<string, ClassId>,
): ReadonlyMap<string, ClassId> | null {
  const ids = sentimentNames.map((name) => byName.get(name));
  const values = columnValues(cells, column).values ?? [];
  const labels = values.map(({ value }) => value);
  if (byName.size !== ids.length || ids.includes(undefined) || areCodes(labels, column)) return null;
  if (![0, 1].every((id) => values.some(({ guess }) => guess === id))) return null;
  const known = values.flatMap(({ value, guess }) => {
    const id = typeof guess === 'number' ? ids[guess] : undefined;
    return id === undefined ? [] : [[value.toLowerCase(), id] as const];
  });
  return new Map(known);
}

/** Of so many rows, evenly spaced. */
function readClasses(cells: Texts, meaning: ReadonlyMap<string, ClassId>, count: number): Int8Array {
  const length = Math.min(count, cells.length);
  return Int8Array.from({ length }, (_, place) => {
    const row = Math.floor((place * cells.length) / length);
    const value = labelValueOf(cells.get(row)).toLowerCase();
    return value === '' ? noLabel : (meaning.get(value) ?? excludedLabel);
  });
}

function isKnown(classes: Int8Array): boolean {
  let known = 0;
  let labelled = 0;
  for (const id of classes) {
    if (id >= 0) known++;
    if (id !== noLabel) labelled++;
  }
  return known > 0 && 2 * known >= labelled;
}
