import type { TimeSlicer } from './time-slicer.ts';
import { TextHash } from './text-hash.ts';
import { bytesReader, type Texts } from './text-column.ts';

/**
 * For each row the first row with the same text, which is itself where none stands before it.
 * A hash finds candidates and the bytes decide. 20 bytes or less a row, however long the texts.
 * @param taken [texts.length] 0 for rows that are not looked at: they get −1
 */
export async function firstOfEqual(texts: Texts, taken: Uint8Array, slicer: TimeSlicer): Promise<Int32Array> {
  const first = new Int32Array(texts.length).fill(-1);
  const size = tableSize(taken.reduce((sum, value) => sum + value, 0));
  const rowOf = new Int32Array(size).fill(-1);
  const checks = new Int32Array(size);
  const bytesOf = bytesReader(texts);
  const hash = new TextHash();
  for (let row = 0; row < texts.length; row++) {
    if (taken[row] === 0) continue;
    const bytes = bytesOf(row);
    hash.of(bytes);
    let slot = hash.low & (size - 1);
    while (rowOf[slot] >= 0 && !(checks[slot] === hash.high && isEqual(bytesOf(rowOf[slot]), bytes))) {
      slot = (slot + 1) & (size - 1);
    }
    if (rowOf[slot] < 0) {
      rowOf[slot] = row;
      checks[slot] = hash.high;
    }
    first[row] = rowOf[slot];
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  return first;
}

/** A power of two that leaves at least a third of the slots free. */
function tableSize(count: number): number {
  let size = 16;
  while (size < 1.5 * count) size *= 2;
  return size;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
