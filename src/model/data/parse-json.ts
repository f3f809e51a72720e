import { InputError } from '../errors.ts';
import { checkWidth, splitHeader } from './header.ts';
import { jsonErrorAt, linePosition } from './json-position.ts';
import type { ParsedRows } from './parse-delimited.ts';

const shapes =
  'Bring a list of objects such as [{"text": "…", "label": "positive"}], or one such object a line.';

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tryParse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the engine can write: nothing that a person could use as a text or a label.
    return '';
  }
}

/** Columns in the order in which they first appear. A Map, because a column may be called "__proto__". */
function rowsOfRecords(records: readonly unknown[]): ParsedRows {
  const columns = new Map<string, number>();
  const good = records.filter(isObject);
  for (const record of good) {
    for (const name of Object.keys(record)) if (!columns.has(name)) columns.set(name, columns.size);
  }
  checkWidth(columns.size);
  const rows = good.map((record) => {
    const row = Array<string>(columns.size).fill('');
    for (const [name, value] of Object.entries(record)) row[columns.get(name) ?? 0] = cellOf(value);
    return row;
  });
  return { names: [...columns.keys()], rows, brokenRows: records.length - good.length };
}

function rowsOfLists(lists: readonly unknown[]): ParsedRows {
  const good = lists.filter((list) => Array.isArray(list));
  const { names, rows } = splitHeader(good.map((list) => list.map(cellOf)));
  const width = good.reduce((widest, list) => Math.max(widest, list.length), 0);
  checkWidth(width);
  const level = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
  return { names, rows: level, brokenRows: lists.length - good.length };
}

function rowsOfItems(items: readonly unknown[]): ParsedRows | null {
  const objects = items.filter(isObject).length;
  const lists = items.filter((item) => Array.isArray(item)).length;
  if (objects + lists === 0) return null;
  return objects >= lists ? rowsOfRecords(items) : rowsOfLists(items);
}

/** {"text": ["…", "…"], "label": [1, 0]}, or with {"0": …, "1": …} for each list, as pandas writes it. */
function rowsOfColumns(columns: JsonObject): ParsedRows | null {
  const names = Object.keys(columns);
  const cells = Object.values(columns).map((column) => (isObject(column) ? Object.values(column) : column));
  if (names.length < 2 || !cells.every((column) => Array.isArray(column))) return null;
  const count = cells[0].length;
  const flat = cells.every(
    (column) => column.length === count && !column.some((cell) => typeof cell === 'object' && cell !== null),
  );
  if (!flat || count === 0) return null;
  const rows = cells[0].map((_, row) => cells.map((column) => cellOf(column[row])));
  return { names, rows, brokenRows: 0 };
}

/** {"rows": [{…}, {…}]}: the longest list of objects or lists that the wrapper holds. */
function rowsOfWrapper(wrapper: JsonObject): ParsedRows | null {
  const candidates = Object.values(wrapper)
    .filter((value) => Array.isArray(value))
    .sort((a, b) => b.length - a.length);
  for (const items of candidates) {
    const found = rowsOfItems(items);
    if (found) return found;
  }
  // {"17": {"text": …}, "18": {…}}: records by their key.
  const values = Object.values(wrapper);
  return values.length > 1 && values.every(isObject) ? rowsOfRecords(values) : null;
}

function rowsOfValue(value: unknown): ParsedRows | null {
  if (Array.isArray(value)) return rowsOfItems(value);
  if (!isObject(value)) return null;
  return rowsByColumnFirst(value) ? (rowsOfColumns(value) ?? rowsOfWrapper(value)) : rowsOfWrapper(value);
}

/** With objects inside objects, the shorter side holds the columns. */
function rowsByColumnFirst(value: JsonObject): boolean {
  const [first] = Object.values(value);
  return !isObject(first) || Object.keys(value).length <= Object.keys(first).length;
}

/**
 * One JSON document.
 * @throws {InputError} when it is broken, saying where, holds no rows or too many columns
 */
export function parseJson(text: string, fileName: string): ParsedRows {
  const parsed = tryParse(text);
  if (!parsed) {
    const place = linePosition(text, jsonErrorAt(text));
    throw new InputError(`“${fileName}” is broken JSON at ${place}. Mend it there, or export it again.`);
  }
  const rows = rowsOfValue(parsed.value);
  if (!rows) throw new InputError(`“${fileName}” has no rows that could be read. ${shapes}`);
  return rows;
}

/**
 * JSON Lines: a document a line. Broken lines are counted.
 * @returns null when the text is something else
 * @throws {InputError} when it is JSON Lines, but most lines are broken, or there are too many columns
 */
export function parseJsonLines(text: string, fileName: string): ParsedRows | null {
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '').length;
  if (filled < 2) return null;
  const items: unknown[] = [];
  let firstBroken = 0;
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const parsed = tryParse(line);
    if (parsed && typeof parsed.value === 'object' && parsed.value !== null) items.push(parsed.value);
    else if (firstBroken === 0) firstBroken = index + 1;
  });
  const broken = filled - items.length;
  if (items.length < 2 && broken > 0) return null;
  if (broken > filled / 2) {
    throw new InputError(
      `${broken} of the ${filled} lines of “${fileName}” are not JSON, the first of them line ${firstBroken}. Export the file again.`,
    );
  }
  const rows = rowsOfItems(items);
  return rows && { ...rows, brokenRows: rows.brokenRows + broken };
}
