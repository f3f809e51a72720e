import { InputError } from '../errors.ts';
import { partNames, type Part } from '../../contract/parts.ts';
import type { TimeSlicer } from './time-slicer.ts';
import type { Table } from './table.ts';

const words: Record<Part, readonly string[]> = {
  train: ['train', 'training'],
  validation: ['validation', 'valid', 'val', 'dev', 'development'],
  test: ['test', 'testing'],
};

const partOfWord = new Map<string, Part>();
for (const part of partNames) {
  for (const word of words[part]) partOfWord.set(word, part);
}

/** A longer cell is no part's name. */
const longestWord = 20;

/** The part that a cell names, in capitals or small letters; null for all other words. */
export function partOf(cell: string): Part | null {
  return cell.length > longestWord ? null : (partOfWord.get(cell.trim().toLowerCase()) ?? null);
}

/**
 * The part of each of a table's rows.
 * @throws {InputError} when no cell of the column names one
 */
export async function readParts(table: Table, column: number, slicer: TimeSlicer): Promise<(Part | null)[]> {
  const cells = table.cells[column];
  const parts: (Part | null)[] = [];
  let named = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const part = partOf(cells.get(row));
    parts.push(part);
    if (part) named++;
    if (slicer.isDue) await slicer.pause(row / table.rowCount, row);
  }
  if (named > 0) return parts;
  throw new InputError({ code: 'no-parts-named', column: table.columns[column] });
}
