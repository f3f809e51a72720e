/** Vectors as word2vec's binary file: a word, a space, and its numbers as float32, the lowest byte first. */
import { InputError } from '../errors.ts';
import type { VectorCollector } from './collector.ts';
import type { TakeRecords } from './read-records.ts';

const space = 32;
const lineFeed = 10;
/** In bytes. */
const longestWord = 2_000;

export function binaryRecords(collector: VectorCollector, name: string, count: number): TakeRecords {
  const decoder = new TextDecoder();
  const width = 4 * collector.size;
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    while (collector.count < count) {
      // The original program writes a line feed behind each vector, others do not.
      const from = bytes[start] === lineFeed ? start + 1 : start;
      const end = bytes.indexOf(space, from);
      if ((end < 0 ? bytes.length : end) - from > longestWord)
        throw new InputError({ code: 'no-vectors', name });
      if (end < 0 || end + 1 + width > bytes.length) return start;
      const word = decoder.decode(bytes.subarray(from, end));
      takeRow(collector, view, { word, at: end + 1, name });
      start = end + 1 + width;
    }
    return bytes.length;
  };
}

function takeRow(
  collector: VectorCollector,
  view: DataView,
  { word, at, name }: { word: string; at: number; name: string },
): void {
  const line = collector.count + 1;
  const row = collector.next(word);
  if (!row) return;
  for (let i = 0; i < row.length; i++) {
    row[i] = view.getFloat32(at + 4 * i, true);
    if (!Number.isFinite(row[i]))
      throw new InputError({ code: 'vectors-no-number', name, line, word, found: String(row[i]) });
  }
}
