import { InputError } from '../../errors.ts';
import { isUsualName } from '../column-names.ts';
import { openArff } from './arff.ts';
import { readCells, type Delimiter } from './cells.ts';
import type { Entry, RowSource } from './contract.ts';
import { openDelimited } from './delimited.ts';
import { findDelimiter, separatorLine } from './delimiter.ts';
import { encodingByStart } from './encoding.ts';
import { commonWidth, findHeader, withoutHeader } from './header.ts';
import { openJsonLines } from './json-lines.ts';
import { openJson, startsLikeJson } from './json.ts';
import { hasLabels, hasMarkedLabels, openLabelledLines } from './labelled-lines.ts';
import { openLineBlocks } from './line-blocks.ts';
import { readParquet } from './parquet.ts';
import {
  binaryKind,
  checkWorkbook,
  NotData,
  refuseControlBytes,
  refuseControls,
  refuseMarkup,
} from './sniff.ts';
import { openText, readStart, type TextOptions, type TextSource } from './text-source.ts';
import { readXlsx } from './xlsx.ts';

/** Rows and columns, or a text that is one review or one a line. */
export type Opened =
  | { kind: 'rows'; rows: RowSource; likelier: TextSource['likelier'] }
  | { kind: 'text'; text: TextSource };

export interface OpenOptions extends TextOptions {
  /** It is the only file: its commas rather mean columns. */
  isAlone: boolean;
  /** Its folder holds a review a file: it is not asked whether it is a table. */
  isReview: boolean;
  signal?: AbortSignal;
}

const tabular = /\.(csv|tsv|tab|psv|json|jsonl|ndjson|geojson|xls|dat|data)$/i;
const prose = /\.(txt|text|log|pos|neg|md)$/i;

export function oneColumn(fileName: string): InputError {
  return new InputError({ code: 'only-one-column', fileName });
}

export function noRowsIn(fileName: string): InputError {
  return new InputError({ code: 'no-rows', fileName });
}

/**
 * A file by what it holds. Its name is asked only where the content leaves a doubt.
 * @throws {NotData} when it is empty, no text and no table
 * @throws {InputError} when it is broken at its beginning
 */
export async function openSource(entry: Entry, options: OpenOptions): Promise<Opened> {
  const { path } = entry;
  const start = await readStart(entry);
  const kind = binaryKind(start.bytes, path);
  if (kind === 'parquet')
    return { kind: 'rows', rows: await readParquet(entry, options.signal), likelier: null };
  if (kind === 'zip') {
    checkWorkbook(await entry.bytes(), path);
    return { kind: 'rows', rows: await withHeader(await readXlsx(entry, options.signal)), likelier: null };
  }
  if (!options.encoding && !encodingByStart(start.bytes, path)) refuseControlBytes(start.bytes, path);
  const text = await openText(entry, start, options);
  refuseControls(text.head, path);
  if (text.head.trim() === '' && text.isWhole) {
    throw new NotData({ code: 'file-empty', fileName: path });
  }
  if (options.isReview && !tabular.test(path)) return { kind: 'text', text };
  refuseMarkup(text.head, path);
  const rows = (await openAsJson(text)) ?? openArff(text) ?? openAsLines(text, options.isAlone);
  return rows ? { kind: 'rows', rows, likelier: text.likelier } : { kind: 'text', text };
}

/** Null for text that does not start as JSON does, or that is called otherwise and reads as no JSON. */
async function openAsJson(text: TextSource): Promise<RowSource | null> {
  if (!startsLikeJson(text.head)) return null;
  const isNamedOtherwise = /\.(csv|tsv|tab|psv)$/i.test(text.path) || prose.test(text.path);
  try {
    return openJsonLines(text) ?? (await openJson(text));
  } catch (error) {
    // "[positive] What a film" starts like a list.
    if (error instanceof InputError && (isNamedOtherwise || openLabelledLines(text))) return null;
    throw error;
  }
}

/** A table, where it has labels; else lines that have them; else a table all the same. */
function openAsLines(text: TextSource, isAlone: boolean): RowSource | null {
  const table = hasMarkedLabels(text) ? null : openAsDelimited(text, isAlone);
  if (table?.isSure) return table.rows;
  const isNamed = table !== null && table.rows.names !== null;
  const lines = openLabelledLines(text) ?? (isNamed ? null : openLineBlocks(text));
  if (lines) return lines;
  // Among others it may well be the texts that go with a file of labels.
  return isNamed || isAlone || tabular.test(text.path) ? (table?.rows ?? null) : null;
}

/** @returns with `isSure` where its cells are not only the commas of sentences */
function openAsDelimited(text: TextSource, isAlone: boolean): { rows: RowSource; isSure: boolean } | null {
  const preferred = /\.(tsv|tab)$/i.test(text.path) ? '\t' : /\.csv$/i.test(text.path) ? ',' : null;
  const isText = prose.test(text.path);
  const isProse = !tabular.test(text.path) && (isText || !isAlone);
  // Files beside one another whose names say nothing may well be tables; in a folder they are rather reviews.
  const isOneOfMany = !isAlone && (isText || text.path.includes('/'));
  const separator = separatorLine(text.head);
  const head = text.head.slice(separator.length);
  const delimiter =
    separator.delimiter ??
    findDelimiter(text.path, head, preferred, isProse ? (isOneOfMany ? 'many' : 'one') : null);
  if (delimiter !== null) {
    const rows = openDelimited(text, delimiter);
    return {
      rows,
      isSure:
        delimiter === '\t' || rows.names?.some(isUsualName) === true || hasLabels(columnsOf(head, delimiter)),
    };
  }
  // A column of reviews, where file names say what they are: any delimiter reads it, quotes included.
  if (!tabular.test(text.path) || startsLikeJson(head)) return null;
  return { rows: openDelimited(text, '\t'), isSure: false };
}

const sampleUnits = 1 << 16;

/** The first cells of each column. */
function columnsOf(head: string, delimiter: Delimiter): string[][] {
  const { rows } = readCells(head.slice(0, sampleUnits), { delimiter, quotes: true });
  const width = commonWidth(rows).width;
  const even = rows.filter((row) => row.length === width);
  return Array.from({ length: width }, (_, column) => even.map((row) => row[column]));
}

/** Finds the header, which a workbook does not tell from its other rows. */
async function withHeader(source: RowSource): Promise<RowSource> {
  const blocks = source.blocks[Symbol.asyncIterator]();
  const first = await blocks.next();
  const rows = first.done ? [] : first.value.rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const header = findHeader(rows);
  const { names } = header;
  async function* rest() {
    yield { rows: withoutHeader(header)(rows) };
    for (let next = await blocks.next(); !next.done; next = await blocks.next()) yield next.value;
  }
  return { ...source, names: names.length > 0 ? names : source.names, blocks: rest() };
}
