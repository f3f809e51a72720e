/** The table of reviews: which rows a user asks for, and what stands in them. */
import type { ClassId, ExclusionReason, Part } from '../../contract/dataset.ts';
import type { ReviewRow, RowPage, RowQuery } from '../../contract/reviews.ts';
import { InputError } from '../errors.ts';
import { correctedRows } from './corrections.ts';
import { textCells, type Dataset } from './dataset.ts';
import { nfc } from './nfc.ts';
import { shorten } from './shorten.ts';
import { partNames } from '../../contract/parts.ts';
import { splitDataset, type SplitConfig } from './split.ts';
import { textKey } from './corrections.ts';

const textUnits = 4_000;
const labelUnits = 200;
const mostRowsAPage = 1_000;

/** What is worked out once for a dataset and looked at by every query. */
interface Index {
  /** [table.rowCount] The row of the dataset; −1 for rows that are excluded. */
  usedAs: Int32Array;
  corrected: Int32Array;
  /** [dataset rows] Index into `partNames`, for the split of `splitKey`; −1 where there is none. */
  partOf: Int8Array;
  splitKey: string;
  /** The last search and the rows that have it: what a user continues typing is searched in these alone. */
  search: { text: string; rows: Int32Array };
  /** The last query with its answer: pages of it are asked for one after the other. */
  answer: { key: string; found: Int32Array | null; rows: Int32Array } | null;
}

const indexes = new WeakMap<Dataset, Index>();

function indexOf(dataset: Dataset, config: SplitConfig): Index {
  let index = indexes.get(dataset);
  if (!index) {
    index = newIndex(dataset);
    indexes.set(dataset, index);
  }
  const splitKey = JSON.stringify([config.trainShare, config.validationShare, config.splitSeed, config.fold]);
  if (index.splitKey !== splitKey) {
    index.partOf = readParts(dataset, config);
    index.splitKey = splitKey;
    index.answer = null;
  }
  return index;
}

function newIndex(dataset: Dataset): Index {
  const { table, rows } = dataset.origin;
  const usedAs = new Int32Array(table.rowCount).fill(-1);
  rows.forEach((row, at) => (usedAs[row] = at));
  return {
    usedAs,
    corrected: correctedRows(dataset),
    partOf: new Int8Array(0),
    splitKey: '',
    search: { text: '', rows: usedAs.map((_, row) => row) },
    answer: null,
  };
}

/** A dataset that can't be split, such as with too few rows of a class, can be looked at all the same. */
function readParts(dataset: Dataset, config: SplitConfig): Int8Array {
  const partOf = new Int8Array(dataset.texts.length).fill(-1);
  try {
    const split = splitDataset(dataset, config);
    partNames.forEach((part, code) => split[part].forEach((row) => (partOf[row] = code)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return partOf;
}

/** What a search ignores: capitals, and how accents are composed; and blanks around it. */
export function searched(text: string): string {
  return nfc(text.trim()).toLowerCase();
}

/** The text that a row is used with; of one that is excluded, the file's. */
function textOf(dataset: Dataset, index: Index, row: number): string {
  const at = index.usedAs[row];
  return at >= 0 ? dataset.texts.get(at) : textCells(dataset.origin).get(row);
}

/** Rows whose text has the search, ascending. Texts are in NFC already. */
function searchRows(dataset: Dataset, index: Index, search: string): Int32Array {
  const wanted = searched(search);
  const known = index.search;
  if (wanted === known.text) return known.rows;
  const from = wanted.includes(known.text) ? known.rows : index.usedAs.map((_, row) => row);
  const rows = from.filter((row) => textOf(dataset, index, row).toLowerCase().includes(wanted));
  index.search = { text: wanted, rows };
  return rows;
}

/**
 * The rows of the data's table that a query asks for, ascending.
 * @param config says how the dataset is split
 * @param found rows of the query's finding; null when it asks for none
 */
export function queryRows(
  dataset: Dataset,
  config: SplitConfig,
  query: RowQuery,
  found: Int32Array | null,
): Int32Array {
  const index = indexOf(dataset, config);
  const key = JSON.stringify(query);
  if (index.answer?.key === key && index.answer.found === found) return index.answer.rows;
  const { reasons } = dataset.origin;
  const inFinding = found && flags(found, reasons.length);
  const isCorrected = query.corrected ? flags(index.corrected, reasons.length) : null;
  const rows = searchRows(dataset, index, query.search).filter(
    (row) =>
      (inFinding === null || inFinding[row] === 1) &&
      (isCorrected === null || isCorrected[row] === 1) &&
      (query.reason === null || reasons[row] === query.reason) &&
      hasClass(dataset, index, row, query.class) &&
      (query.part === null || partAt(index, row) === query.part),
  );
  index.answer = { key, found, rows };
  return rows;
}

function flags(rows: Int32Array, count: number): Uint8Array {
  const set = new Uint8Array(count);
  for (const row of rows) set[row] = 1;
  return set;
}

function hasClass(dataset: Dataset, index: Index, row: number, wanted: RowQuery['class']): boolean {
  const at = index.usedAs[row];
  if (wanted === null) return true;
  return wanted === 'excluded' ? at < 0 : at >= 0 && dataset.classes[at] === wanted;
}

function partAt(index: Index, row: number): Part | null {
  const at = index.usedAs[row];
  return at < 0 ? null : (partNames[index.partOf[at]] ?? null);
}

/** The text that a row is used with, or that the file has, whole. */
export function rowText(dataset: Dataset, config: SplitConfig, row: number): string {
  return textOf(dataset, indexOf(dataset, config), row);
}

/** A row as it is shown and exported, its text and label whole. */
export function reviewRow(dataset: Dataset, config: SplitConfig, row: number): ReviewRow {
  const index = indexOf(dataset, config);
  const { table, choice, reasons, corrections } = dataset.origin;
  const at = index.usedAs[row];
  return {
    row,
    text: textOf(dataset, index, row),
    label: table.cells[table.columns.indexOf(choice.label)].get(row),
    class: at < 0 ? null : (dataset.classes[at] as ClassId),
    excluded: reasons[row] as ExclusionReason | null,
    part: partAt(index, row),
    correction:
      corrections.size === 0 ? null : (corrections.get(textKey(textCells(dataset.origin).get(row))) ?? null),
  };
}

/** A row as a page of the table has it, its text and label shortened. */
export function shownRow(dataset: Dataset, config: SplitConfig, row: number): ReviewRow {
  const whole = reviewRow(dataset, config, row);
  return { ...whole, text: shorten(whole.text, textUnits), label: shorten(whole.label, labelUnits) };
}

/** So many of a query's rows from a place on, at most 1,000. */
export function pageOf(rows: Int32Array, { start, count }: { start: number; count: number }) {
  const from = Math.max(0, Math.floor(start));
  const end = from + Math.min(Math.max(0, Math.floor(count)), mostRowsAPage);
  return { start: from, asked: rows.subarray(from, end) };
}

/** @param count rows from `start` on, at most 1,000 */
export function rowPage(
  dataset: Dataset,
  config: SplitConfig,
  query: RowQuery,
  start: number,
  count: number,
  found: Int32Array | null,
): RowPage {
  const all = queryRows(dataset, config, query, found);
  const page = pageOf(all, { start, count });
  const rows = Array.from(page.asked, (row) => shownRow(dataset, config, row));
  return { total: all.length, start: page.start, rows };
}
