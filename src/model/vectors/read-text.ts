/** Vectors as text: a line a word, as GloVe, word2vec and fastText write them. */
import { InputError } from '../errors.ts';
import type { VectorCollector } from './collector.ts';
import type { TakeRecords } from './read-records.ts';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;
/** A word is no longer than this: what has no line feed for so long is no text of vectors. */
const longestLine = 1 << 20;

/** What a sentence about a line says. */
interface Place {
  name: string;
  line: number;
}

/** @param firstLine the number of its first line, for sentences */
export function textRecords(collector: VectorCollector, name: string, firstLine: number): TakeRecords {
  const place = { name, line: firstLine };
  const decoder = new TextDecoder();
  return (bytes, isEnd) => {
    let start = 0;
    for (;;) {
      const feed = bytes.indexOf(lineFeed, start);
      const end = feed < 0 ? bytes.length : feed;
      if (feed < 0 && bytes.length - start > longestLine) throw new InputError({ code: 'no-vectors', name });
      if (feed < 0 && !isEnd) return start;
      takeLine(bytes, start, end, { collector, decoder, place });
      place.line++;
      if (feed < 0) return end;
      start = feed + 1;
    }
  };
}

interface Reading {
  collector: VectorCollector;
  decoder: TextDecoder;
  place: Place;
}

/** @throws {InputError} unless it is empty, or a word and its numbers */
function takeLine(bytes: Uint8Array<ArrayBuffer>, start: number, lineEnd: number, reading: Reading): void {
  const { collector, decoder, place } = reading;
  let end = lineEnd;
  while (end > start && (isSpace(bytes[end - 1]) || bytes[end - 1] === carriageReturn)) end--;
  if (end === start) return;
  const wordEnd = wordEndOf(bytes, start, end, collector.size);
  const word = decoder.decode(bytes.subarray(start, Math.max(start, wordEnd)));
  if (wordEnd < 0 || hasNumber(word)) {
    const found = decoder.decode(bytes.subarray(start, end)).split(/[ \t]/).length - 1;
    throw new InputError({ code: 'vectors-count', ...place, found, size: collector.size });
  }
  const row = collector.next(word);
  if (!row) return;
  const numbers = decoder.decode(bytes.subarray(wordEnd + 1, end)).split(/[ \t]/);
  for (let i = 0; i < row.length; i++) {
    row[i] = numbers[i].trim() === '' ? Number.NaN : Number(numbers[i]);
    if (!Number.isFinite(row[i]))
      throw new InputError({ code: 'vectors-no-number', ...place, word, found: numbers[i] });
  }
}

/** Where the last `size` fields begin; -1 when there are fewer and a word. The word itself may have spaces in it. */
function wordEndOf(bytes: Uint8Array<ArrayBuffer>, start: number, end: number, size: number): number {
  let left = size;
  for (let at = end - 1; at >= start; at--) if (isSpace(bytes[at]) && --left === 0) return at;
  return -1;
}

function isSpace(byte: number): boolean {
  return byte === space || byte === tab;
}

/** A word of several parts has none that is a decimal number: then the line has too many numbers. */
function hasNumber(word: string): boolean {
  return (
    /[ \t]/.test(word) &&
    word
      .split(/[ \t]/)
      .slice(1)
      .some((part) => /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i.test(part))
  );
}
