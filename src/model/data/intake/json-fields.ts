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
}

type Fields = Map<string, Field>;

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
    for (const record of records) this.findObjects(this.fields, record, '', 0);
    for (const record of records) this.addColumns(this.fields, record, '', 0);
  }

  rowOf(record: JsonObject): string[] {
    const row = Array<string>(this.names.length).fill('');
    this.fill(row, this.fields, record, 0);
    return row;
  }

  private findObjects(fields: Fields, record: JsonObject, prefix: string, depth: number): void {
    for (const key of Object.keys(record)) {
      const value = record[key];
      if (!isNested(value, depth)) continue;
      const field = fields.get(key) ?? (depth === 0 ? fieldOf(fields, key, prefix) : null);
      if (!field) continue;
      const { inner, name } = field;
      for (const innerKey of Object.keys(value)) {
        if (inner.has(innerKey)) continue;
        if (this.nested >= mostNested) break;
        this.nested++;
        fieldOf(inner, innerKey, `${name}.`);
      }
      this.findObjects(inner, value, `${name}.`, depth + 1);
    }
  }

  private addColumns(fields: Fields, record: JsonObject, prefix: string, depth: number): void {
    for (const key of Object.keys(record)) {
      const field = fields.get(key) ?? (depth === 0 ? fieldOf(fields, key, prefix) : null);
      if (!field) continue;
      const value = record[key];
      if (isNested(value, depth)) {
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
      const value = record[key];
      if (!isNested(value, depth)) {
        if (field.column >= 0) row[field.column] = cellOf(value);
        continue;
      }
      this.fill(row, field.inner, value, depth + 1);
      const rest = Object.entries(value).filter(([innerKey]) => !field.inner.has(innerKey));
      if (rest.length > 0) row[field.column] = cellOf(Object.fromEntries(rest));
    }
  }
}

function fieldOf(fields: Fields, key: string, prefix: string): Field {
  const known = fields.get(key);
  if (known) return known;
  const field: Field = { name: prefix + key, column: -1, inner: new Map() };
  fields.set(key, field);
  return field;
}
