/** Where the rows are in a JSON object that holds them: in a list, by their ids, by their class, some levels down. */
import { guessClass } from '../labels.ts';
import { partOf } from '../provided-split.ts';
import { isObject, type JsonObject } from './json-cells.ts';

/** Rows that one key of an object holds. */
interface Candidate {
  items: readonly unknown[];
  /** Its key. */
  name: string;
  /** The object that has the key. */
  parent: JsonObject | null;
}

/** Wrappers in wrappers are looked into so deep. */
const deepest = 5;
/** Of texts with their labels, so that no settings are taken for them. */
const leastTexts = 4;

const isPlain = (value: unknown) => value === null || typeof value !== 'object';
const isText = (value: unknown): value is string => typeof value === 'string' && value.includes(' ');

/** An object with fields of its own, unlike one that holds others. */
function isRecord(value: unknown): value is JsonObject {
  return isObject(value) && Object.values(value).some(isPlain);
}

/** {"pos": ["…", "…"], "neg": ["…"]} */
function textsByClass(value: JsonObject): JsonObject[] | null {
  const entries = Object.entries(value);
  const classes = new Set(entries.map(([key]) => guessClass(key)));
  if (!classes.has(0) || !classes.has(1)) return null;
  const areTexts = entries.every(
    ([, texts]) => Array.isArray(texts) && texts.every((text) => typeof text === 'string'),
  );
  if (!areTexts) return null;
  return entries.flatMap(([label, texts]) =>
    Array.isArray(texts) ? texts.map((text) => ({ text, label })) : [],
  );
}

/** {"What a film": "pos", …} */
function labelsByText(value: JsonObject): JsonObject[] | null {
  const entries = Object.entries(value);
  const labels = new Set(Object.values(value));
  const areLabels = entries.length >= leastTexts && labels.size > 1 && labels.size * 2 <= entries.length;
  if (!areLabels || !entries.every(([key, label]) => isText(key) && isPlain(label))) return null;
  return entries.map(([text, label]) => ({ text, label }));
}

/** {"17": {"text": …}, "18": {…}}: the key is a column where it is a text itself. */
function recordsByKey(value: JsonObject): JsonObject[] | null {
  const entries = Object.entries(value);
  const fields = new Set(Object.keys(isObject(entries[0]?.[1]) ? entries[0][1] : {}));
  const isLikeTheFirst = (record: unknown) =>
    isRecord(record) && !holdsItems(record) && Object.keys(record).some((key) => fields.has(key));
  if (entries.length < 2 || !entries.every(([, record]) => isLikeTheFirst(record))) return null;
  const areTexts = entries.every(([key]) => isText(key));
  return entries.map(([key, record]) => ({ ...(areTexts && { key }), ...(isObject(record) ? record : {}) }));
}

function holdsItems(value: JsonObject): boolean {
  return Object.values(value).some(
    (inner) => Array.isArray(inner) && inner.length > 1 && inner.some(isObject),
  );
}

function candidatesIn(value: unknown, name: string, parent: JsonObject | null, depth: number): Candidate[] {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === 'object' && item !== null)
      ? [{ items: value, name, parent }]
      : [];
  }
  if (!isObject(value) || depth > deepest) return [];
  const items = textsByClass(value) ?? labelsByText(value) ?? recordsByKey(value);
  if (items) return [{ items, name, parent }];
  return Object.entries(value).flatMap(([key, inner]) => candidatesIn(inner, key, value, depth + 1));
}

function keysOf(items: readonly unknown[]): string[] {
  return Object.keys(items.find(isObject) ?? {});
}

/** Of one object, with keys in common: {"train": […], "test": […]}. */
function areAlike(a: Candidate, b: Candidate): boolean {
  const keys = keysOf(a.items);
  const shared = keysOf(b.items).filter((key) => keys.includes(key)).length;
  return a.parent === b.parent && shared > 0 && shared * 2 >= keys.length;
}

/** What the keys of lists that belong together say of their rows. */
function columnOf(names: readonly string[]): string {
  if (names.every((name) => partOf(name) !== null)) return 'split';
  return names.some((name) => guessClass(name) !== null) ? 'label' : 'group';
}

/** The rows of an object: its longest list, and those beside it that are like it. Null: there are none. */
export function itemsOfObject(value: JsonObject): readonly unknown[] | null {
  const candidates = candidatesIn(value, '', null, 0);
  if (candidates.length === 0) return null;
  const longest = candidates.reduce((a, b) => (b.items.length > a.items.length ? b : a));
  const alike = candidates.filter((one) => one === longest || areAlike(longest, one));
  if (alike.length === 1) return withClassNames(longest.items, value);
  const column = columnOf(alike.map(({ name }) => name));
  const items = alike.flatMap(({ items: own, name }) =>
    own.map((item) => (isObject(item) ? { [column]: name, ...item } : item)),
  );
  return withClassNames(items, value);
}

/** "features" of a dataset name the classes behind the numbers of a column, as datasets' servers send them. */
function classNamesOf({ features }: JsonObject): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  const add = (column: unknown, type: unknown) => {
    if (typeof column === 'string' && isObject(type) && Array.isArray(type.names))
      found.set(column, type.names);
  };
  if (Array.isArray(features)) {
    for (const feature of features) if (isObject(feature)) add(feature.name, feature.type);
  } else if (isObject(features)) {
    for (const [column, type] of Object.entries(features)) add(column, type);
  }
  return found;
}

function withClassNames(items: readonly unknown[], wrapper: JsonObject): readonly unknown[] {
  const names = classNamesOf(wrapper);
  if (names.size === 0) return items;
  const named = (record: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, names.get(key)?.[Number(value)] ?? value]),
    );
  return items.map((item) => {
    if (!isObject(item)) return item;
    return isObject(item.row) ? { ...item, row: named(item.row) } : named(item);
  });
}
