/** Which columns of a table hold the text and, where there are labels that a network knows, the label. */
import { sentimentNames, type ClassId } from '../../contract/dataset.ts';
import type { ClassifiedColumns, ClassifyChoice } from '../../contract/classification.ts';
import { isLabelName } from '../data/column-names.ts';
import { columnValues } from '../data/column-values.ts';
import { guessText, labelCandidates } from '../data/guess-columns.ts';
import { excludedLabel, noLabel } from '../data/label-column.ts';
import { areCodes } from '../data/labels.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
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
export async function chooseColumns(
  table: Table,
  choice: ClassifyChoice,
  classNames: readonly string[],
  work: WorkOptions,
): Promise<ChosenColumns> {
  const network: Network = { classNames, slicer: new TimeSlicer(work, 'cleaning') };
  for (const column of [choice.text, choice.label])
    if (column !== null && !table.columns.includes(column))
      throw new InputError({ code: 'no-such-column', column, columns: table.columns });
  const label =
    choice.label === null
      ? await guessLabel(table, choice.text, network)
      : await named(table, choice.label, network);
  const guess = choice.text === null ? guessText(table, [label?.column]) : null;
  const text = choice.text ?? guess?.name;
  if (text === undefined) throw new InputError({ code: 'no-text-column', columns: table.columns });
  const { fileName, rowCount: rows, columns, encoding } = table;
  const why = guess?.why ?? null;
  return {
    columns: { fileName, rows, columns, text, why, label: label?.column ?? null, encoding },
    classes: label?.classes ?? null,
  };
}

/** Whose classes the labels may be, and what lets other messages in while columns are read. */
interface Network {
  classNames: readonly string[];
  slicer: TimeSlicer;
}

interface FoundLabel {
  column: string;
  classes: Int8Array;
}

/**
 * The likeliest first, without the column that a user named as the text. Where classes have words for names, any column
 * of these words is the label; numbers may be anything where the column's name does not say so.
 */
async function guessLabel(table: Table, text: string | null, network: Network): Promise<FoundLabel | null> {
  const areWords = network.classNames.every((name) => /\p{L}{2}/u.test(name));
  const likely = [...labelCandidates(table), ...table.columns.filter(isLabelName)];
  for (const column of new Set([...likely, ...(areWords ? table.columns : [])])) {
    const classes =
      column === text ? null : await classesOfColumn(table, column, network, likely.includes(column));
    if (classes) return { column, classes };
  }
  return null;
}

/** @throws {InputError} when its labels are not the network's */
async function named(table: Table, column: string, network: Network): Promise<FoundLabel> {
  const classes = await classesOfColumn(table, column, network, true);
  if (!classes) throw new InputError({ code: 'labels-of-no-class', column, names: network.classNames });
  return { column, classes };
}

/** Null unless at least half of the labels are known. @param isLikely their meanings may be guessed as well */
async function classesOfColumn(
  table: Table,
  column: string,
  { classNames, slicer }: Network,
  isLikely: boolean,
): Promise<Int8Array | null> {
  const cells = table.cells[table.columns.indexOf(column)];
  const byName = new Map(classNames.map((name, id) => [name.toLowerCase(), id]));
  for (const meaning of [byName, isLikely ? guessedMeaning(cells, column, byName) : null]) {
    // A column of long texts is not read to its end for this.
    if (!meaning) continue;
    const step = Math.max(1, Math.floor(cells.length / rowsLookedAt));
    if (!isKnown(await readClasses(cells, meaning, step, slicer))) continue;
    const classes = await readClasses(cells, meaning, 1, slicer);
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

/** Of each `step`th row. */
async function readClasses(
  cells: Texts,
  meaning: ReadonlyMap<string, ClassId>,
  step: number,
  slicer: TimeSlicer,
): Promise<Int8Array> {
  const classes = new Int8Array(Math.ceil(cells.length / step));
  for (let place = 0; place < classes.length; place++) {
    const value = labelValueOf(cells.get(place * step)).toLowerCase();
    classes[place] = value === '' ? noLabel : (meaning.get(value) ?? excludedLabel);
    if (slicer.isDue) await slicer.pause();
  }
  return classes;
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
