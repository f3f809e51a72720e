import type { Table } from '../../table.ts';
import { readTable, type TableOptions } from '../read-table.ts';

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Reads files given as text or bytes, by path. */
export function readFiles(
  files: Record<string, string | Uint8Array<ArrayBuffer>>,
  options: TableOptions = {},
): Promise<Table> {
  const input = Object.entries(files).map(([path, content]) => ({ path, blob: new Blob([content]) }));
  return readTable(input, options);
}

/** A table's rows of cells. */
export function rowsOf(table: Table): string[][] {
  return Array.from({ length: table.rowCount }, (_, row) => table.cells.map((column) => column.get(row)));
}
