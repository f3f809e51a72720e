import type { LabelValue } from '../../contract/dataset.ts';
import { mostClasses } from '../../contract/parts.ts';
import { labelSides, labelNumber } from './labels.ts';
import { labelValueOf } from './table.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { TextHash } from './text-hash.ts';

/** A column with more distinct values has none to choose from. */
export const mostValues = mostClasses;

/** More numbers than these are a range, in which two ends are chosen. */
const mostNumbers = 20;

export interface ColumnValues {
  /** With counts, most frequent first; null where there are too many to choose from. Empty cells are no value. */
  values: LabelValue[] | null;
  /** The least and the greatest, where all values are numbers. */
  numbers: { min: number; max: number } | null;
}

interface Distinct {
  value: string;
  count: number;
}

/**
 * One pass over a column, which ends as soon as nothing more can be learned. Long texts are not decoded.
 * @param name of the column, which may say what its numbers mean
 */
export function columnValues(cells: Texts, name = ''): ColumnValues {
  const bytesOf = bytesReader(cells);
  const hash = new TextHash();
  const distinct = new Map<number, Distinct>();
  const range = new NumberRange();
  for (let row = 0; row < cells.length; row++) {
    const bytes = bytesOf(row);
    if (bytes.length === 0) continue;
    if (distinct.size > mostValues) {
      range.addBytes(bytes);
      if (!range.isAlive) break;
      continue;
    }
    const { low, high } = hash.of(bytes);
    const key = (low >>> 0) * 0x200000 + (high >>> 11);
    const known = distinct.get(key);
    if (known) known.count++;
    else {
      const value = labelValueOf(cells.get(row));
      distinct.set(key, { value, count: 1 });
      range.add(labelNumber(value));
    }
  }
  const numbers = range.finish();
  const most = numbers ? mostNumbers : mostValues;
  return { values: distinct.size > most ? null : withGuesses([...distinct.values()], name), numbers };
}

function withGuesses(distinct: Distinct[], name: string): LabelValue[] {
  const frequent = distinct.toSorted((a, b) => b.count - a.count);
  const guesses = labelSides(
    frequent.map(({ value }) => value),
    name,
  );
  return frequent.map(({ value, count }, index) => ({ value, count, guess: guesses[index] }));
}

/** A longer number is an identifier. */
const longestNumber = 24;

/** The range of a column's numbers, for as long as all of them are numbers. */
class NumberRange {
  isAlive = true;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;

  add(value: number | null): void {
    if (value === null || !this.isAlive) {
      this.isAlive = false;
      return;
    }
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  addBytes(bytes: Uint8Array): void {
    const isShort = bytes.length <= longestNumber;
    this.add(isShort ? (plainNumber(bytes) ?? labelNumber(new TextDecoder().decode(bytes))) : null);
  }

  finish(): ColumnValues['numbers'] {
    return this.isAlive && this.min <= this.max ? { min: this.min, max: this.max } : null;
  }
}

/** Digits with or without a point, the quick way: millions of cells are looked at. Null for all else. */
function plainNumber(bytes: Uint8Array): number | null {
  let value = 0;
  /** 0 before the point, 1 at it, then ten times more with each digit. */
  let scale = 0;
  if (bytes.length > 15) return null;
  for (let i = 0; i < bytes.length; i++) {
    const digit = bytes[i] - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      scale *= 10;
    } else if (bytes[i] === 46 && scale === 0 && i > 0) scale = 1;
    else return null;
  }
  return scale === 1 ? null : value / Math.max(1, scale);
}
