import { InputError } from '../../errors.ts';
import { guessClass } from '../labels.ts';
import type { RowBlock, RowSource } from './contract.ts';
import { jsonErrorAt, linePosition } from './json-position.ts';
import { cellOf, isObject, type JsonObject } from './json-cells.ts';
import { itemsOfObject } from './json-wrapper.ts';
import { BrokenRows, itemRows, noRows } from './json-rows.ts';
import { brokenJson, JsonListScanner } from './json-scan.ts';
import type { TextSource } from './text-source.ts';

/** Rows that are handed on at a time. */
const blockRows = 1_000;
/** An object that holds the rows is read in one piece. UTF-16 units. */
const longestDocument = 200_000_000;

/** JSON or JSON Lines by its beginning. */
export function startsLikeJson(head: string): boolean {
  return /^\s*[[{]/.test(head);
}

/**
 * One JSON document: a list of objects or of lists, in pieces; or an object that holds columns or rows, in one.
 * @throws {InputError} when it is broken, saying where, holds no rows or too many columns
 */
export async function openJson(source: TextSource): Promise<RowSource> {
  const broken = new BrokenRows();
  const about = { format: 'json' as const, encoding: source.encoding, broken: () => broken.report() };
  if (!source.head.trimStart().startsWith('[')) {
    const found = await readDocument(source, broken);
    return { ...about, ...found };
  }
  const rows = itemRows(await firstItems(source), broken);
  if (!rows) throw noRows(source.path);
  async function* blocks(): AsyncGenerator<RowBlock> {
    for await (const items of listItems(source)) yield rows?.rowsOf(items) ?? { rows: [] };
  }
  return { ...about, names: rows.names, blocks: blocks() };
}

async function* listItems(source: TextSource): AsyncGenerator<unknown[]> {
  const scanner = new JsonListScanner(source.path);
  for await (const chunk of source.chunks()) yield scanner.push(chunk);
  scanner.finish();
}

/** What the head holds of a list; where it holds not one whole item, those up to the first. */
async function firstItems(source: TextSource): Promise<unknown[]> {
  const scanner = new JsonListScanner(source.path);
  const items = scanner.push(source.head);
  if (source.isWhole) scanner.finish();
  if (items.length > 0 || source.isWhole) return items;
  for await (const first of listItems(source)) if (first.length > 0) return first.slice(0, 1);
  return [];
}

interface DocumentRows {
  names: string[] | null;
  blocks: AsyncIterable<RowBlock>;
}

async function readDocument(source: TextSource, broken: BrokenRows): Promise<DocumentRows> {
  // A long document is not read to its end to hear that its beginning is no JSON.
  const errorAt = jsonErrorAt(source.head);
  if (errorAt < source.head.length) throw brokenJson(source.path, linePosition(source.head, errorAt));
  let text = '';
  for await (const chunk of source.chunks()) {
    text += chunk;
    if (text.length > longestDocument) {
      throw new InputError({
        code: 'json-object-too-large',
        fileName: source.path,
        megabytes: longestDocument / 1e6,
      });
    }
  }
  const parsed = tryParse(text);
  if (!parsed) throw brokenJson(source.path, linePosition(text, jsonErrorAt(text)));
  const rows = isObject(parsed.value) ? rowsOfObject(parsed.value, broken) : null;
  if (!rows) throw noRows(source.path);
  return rows;
}

function tryParse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function rowsOfObject(value: JsonObject, broken: BrokenRows): DocumentRows | null {
  const columns = rowsByColumnFirst(value) ? rowsOfColumns(value) : null;
  if (columns) return columns;
  const items = itemsOfObject(value);
  return items && rowsOfItems(items, broken);
}

function rowsOfItems(items: readonly unknown[], broken: BrokenRows): DocumentRows | null {
  const rows = itemRows(items, broken);
  return rows && { names: rows.names, blocks: inBlocks(items, (part) => rows.rowsOf(part).rows) };
}

async function* inBlocks<T>(
  items: readonly T[],
  rowsOf: (items: readonly T[]) => string[][],
): AsyncGenerator<RowBlock> {
  for (let at = 0; at < items.length; at += blockRows) {
    yield await Promise.resolve({ rows: rowsOf(items.slice(at, at + blockRows)) });
  }
}

/** {"text": ["…", "…"], "label": [1, 0]}, or with {"0": …, "1": …} for each list, as pandas writes it. */
function rowsOfColumns(columns: JsonObject): DocumentRows | null {
  const names = Object.keys(columns);
  const cells = Object.values(columns).map((column) => (isObject(column) ? Object.values(column) : column));
  if (names.length < 2 || !cells.every((column) => Array.isArray(column))) return null;
  // Of {"pos": […], "neg": […]} the keys are labels.
  if ([0, 1].every((wanted) => names.some((name) => guessClass(name) === wanted))) return null;
  const count = cells[0].length;
  const isFlat = cells.every(
    (column) => column.length === count && !column.some((cell) => typeof cell === 'object' && cell !== null),
  );
  if (!isFlat || count === 0) return null;
  const numbers = Array.from({ length: count }, (_, row) => row);
  return {
    names,
    blocks: inBlocks(numbers, (rows) => rows.map((row) => cells.map((column) => cellOf(column[row])))),
  };
}

/** With objects inside objects, the shorter side holds the columns. */
function rowsByColumnFirst(value: JsonObject): boolean {
  const [first] = Object.values(value);
  return !isObject(first) || Object.keys(value).length <= Object.keys(first).length;
}
