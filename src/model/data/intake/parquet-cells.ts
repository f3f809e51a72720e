import type { SchemaTree } from 'hyparquet';
import { dateText } from './date-text.ts';

/** A column of the table, and where its value lies in a decoded row. */
export interface ParquetColumn {
  name: string;
  /** Of the top-level column. */
  index: number;
  /** Of a struct's field; null for a value that is no struct. */
  field: string | null;
}

/** Lists and maps have children as structs do, but no fields. */
function isStruct({ children, element }: SchemaTree): boolean {
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  const isMap = element.converted_type?.startsWith('MAP') || element.logical_type?.type === 'MAP';
  return children.length > 0 && !isList && !isMap && element.repetition_type !== 'REPEATED';
}

/** A column for each top-level value, and for each field of a struct: `user.name`. */
export function columnsOf(schema: SchemaTree): ParquetColumn[] {
  return schema.children.flatMap((child, index): ParquetColumn[] => {
    const { name } = child.element;
    if (!isStruct(child)) return [{ name, index, field: null }];
    return child.children.map(({ element }) => ({
      name: `${name}.${element.name}`,
      index,
      field: element.name,
    }));
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in words: texts of a list are one text, of a struct inside a struct its values. */
function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array || depth > 8) return '';
  const parts = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  return parts
    .map((part) => textOf(part, depth + 1))
    .filter((text) => text !== '')
    .join(' ');
}

/** A decoded row's cell in words: `4` for 4.0, `true`, a day as 2024-01-31, nothing for null and for raw bytes. */
export function cellOf(row: readonly unknown[], { index, field }: ParquetColumn): string {
  const value = row[index];
  if (field === null) return textOf(value);
  return isRecord(value) && Object.hasOwn(value, field) ? textOf(value[field]) : '';
}
