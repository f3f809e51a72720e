import { guessClass } from '../labels.ts';
import { cellOf, isObject, type JsonObject } from './json-cells.ts';

/** Objects in objects are looked into so deep; what lies deeper stays JSON. */
const deepest = 4;
/** Some objects have ids for keys, another one in every row: columns that they make end here. */
const mostNested = 100;

/** A key of a record, or of an object in it. */
interface Field {
  /** As a column is called: `user.name`. */
  name: string;
  /** Where cells of it go that are no objects, or what of an object has no columns; −1 before there is one. */
  column: number;
  /** Of objects under this key, by their keys: one may be called "__proto__", and one may hold a dot. */
  inner: Map<string, Field>;
  /** Its objects say by a 1 which of their keys holds: that key is the cell. Null before there is an object. */
  isOneHot: boolean | null;
}

type Fields = Map<string, Field>;

/** A list of one thing is that thing, an empty one is nothing. */
function plainValue(value: unknown): unknown {
  let plain = value;
  while (Array.isArray(plain) && plain.length < 2) plain = (plain as unknown[])[0] ?? null;
  return plain;
}

/** The keys of an object whose values are all 0 or 1 that have the 1; null for any other object. */
function hotKeys(value: JsonObject): string[] | null {
  const entries = Object.entries(value);
  const isBit = ([, bit]: [string, unknown]) => [0, 1, true, false].includes(bit as number);
  return entries.length > 1 && entries.every(isBit)
    ? entries.filter(([, bit]) => Boolean(bit)).map(([key]) => key)
    : null;
}

/** Whether objects name one of their keys each: not all of them the same, unless the keys are known to be classes. */
function areOneHot(objects: readonly JsonObject[]): boolean {
  const hot = objects.map(hotKeys);
  if (!hot.every((keys) => keys !== null && keys.length < 2)) return false;
  const classes = new Set(Object.keys(objects[0]).map(guessClass));
  return new Set(hot.flat()).size > 1 || (classes.has(0) && classes.has(1));
}

function hotCell(value: unknown): string {
  const keys = isObject(value) ? hotKeys(value) : null;
  return keys && keys.length < 2 ? (keys[0] ?? '') : cellOf(value);
}

/** Whether an object's fields become columns; one without fields is as good as nothing. */
function isNested(value: unknown, depth: number): value is JsonObject {
  return depth < deepest && isObject(value);
}

/**
 * The columns of records: one for each key, and for each field of an object under it (`user.name`), in the order in
 * which they first appear. Two that would be called alike, a key with a dot and a field of an object, are two.
 */
export class RecordFields {
  readonly names: string[] = [];
  private readonly fields: Fields = new Map();
  private nested = 0;

  /** Makes columns for what these records have and those before had not. */
  learn(records: readonly JsonObject[]): void {
    // First which keys hold objects: where one does, another row's null is no cell.
    this.findObjects(this.fields, records, '', 0);
    for (const record of records) this.addColumns(this.fields, record, '', 0);
  }

  rowOf(record: JsonObject): string[] {
    const row = Array<string>(this.names.length).fill('');
    this.fill(row, this.fields, record, 0);
    return row;
  }

  private findObjects(fields: Fields, records: readonly JsonObject[], prefix: string, depth: number): void {
    for (const [key, objects] of objectsByKey(records, depth)) {
      const field = fields.get(key) ?? (depth === 0 ? fieldOf(fields, key, prefix) : null);
      if (!field) continue;
      field.isOneHot ??= areOneHot(objects);
      if (field.isOneHot) continue;
      const { inner, name } = field;
      for (const innerKey of new Set(objects.flatMap((object) => Object.keys(object)))) {
        if (inner.has(innerKey)) continue;
        if (this.nested >= mostNested) break;
        this.nested++;
        fieldOf(inner, innerKey, `${name}.`);
      }
      this.findObjects(inner, objects, `${name}.`, depth + 1);
    }
  }

  private addColumns(fields: Fields, record: JsonObject, prefix: string, depth: number): void {
    for (const key of Object.keys(record)) {
      const field = fields.get(key) ?? (depth === 0 ? fieldOf(fields, key, prefix) : null);
      if (!field) continue;
      const value = plainValue(record[key]);
      if (isNested(value, depth) && !field.isOneHot) {
        this.addColumns(field.inner, value, `${field.name}.`, depth + 1);
        if (Object.keys(value).every((innerKey) => field.inner.has(innerKey))) continue;
      } else if (value === null && field.inner.size > 0) continue;
      if (field.column < 0) field.column = this.names.push(field.name) - 1;
    }
  }

  private fill(row: string[], fields: Fields, record: JsonObject, depth: number): void {
    for (const key of Object.keys(record)) {
      const field = fields.get(key);
      if (!field) continue;
      const value = plainValue(record[key]);
      if (!isNested(value, depth) || field.isOneHot) {
        if (field.column >= 0) row[field.column] = field.isOneHot ? hotCell(value) : cellOf(value);
        continue;
      }
      this.fill(row, field.inner, value, depth + 1);
      const rest = Object.entries(value).filter(([innerKey]) => !field.inner.has(innerKey));
      if (rest.length > 0) row[field.column] = cellOf(Object.fromEntries(rest));
    }
  }
}

/** The objects that records have under each key. */
function objectsByKey(records: readonly JsonObject[], depth: number): Map<string, JsonObject[]> {
  const found = new Map<string, JsonObject[]>();
  for (const record of records) {
    for (const key of Object.keys(record)) {
      const value = plainValue(record[key]);
      if (!isNested(value, depth)) continue;
      const objects = found.get(key);
      if (objects) objects.push(value);
      else found.set(key, [value]);
    }
  }
  return found;
}

function fieldOf(fields: Fields, key: string, prefix: string): Field {
  const known = fields.get(key);
  if (known) return known;
  const field: Field = { name: prefix + key, column: -1, inner: new Map(), isOneHot: null };
  fields.set(key, field);
  return field;
}
