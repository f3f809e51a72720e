/** What a file of word vectors is: told by its first bytes. */
import { mostVectorNumbers } from '../../contract/vectors.ts';
import { InputError } from '../errors.ts';

export interface VectorFormat {
  kind: 'text' | 'binary';
  /** Numbers in each vector. */
  size: number;
  /** Words that the header names; null without one. */
  count: number | null;
  /** Bytes before the first word. */
  start: number;
}

/** So much of a file tells its format: several lines of the largest vectors. */
export const lookAt = 1 << 16;

const lineFeed = 10;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const header = /^(\d{1,10})[ \t]+(\d{1,6})[ \t]*\r?$/;
const linesCompared = 20;

/**
 * @param bytes the file's first `lookAt` bytes, or all of it
 * @throws {InputError} for what is no file of vectors, or one whose vectors are too large
 */
export function formatOf(bytes: Uint8Array<ArrayBuffer>, name: string): VectorFormat {
  const bomLength = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const firstEnd = bytes.indexOf(lineFeed, bomLength);
  const [, count, size] = header.exec(text(bytes, bomLength, firstEnd)) ?? [];
  const format =
    count === undefined
      ? plainFormat(bytes, bomLength)
      : headedFormat(bytes, { count: Number(count), size: Number(size), start: firstEnd + 1 });
  if (!format) throw new InputError({ code: 'no-vectors', name });
  if (format.size > mostVectorNumbers)
    throw new InputError({ code: 'vectors-too-large', name, size: format.size, most: mostVectorNumbers });
  return format;
}

function headedFormat(
  bytes: Uint8Array<ArrayBuffer>,
  head: { count: number; size: number; start: number },
): VectorFormat | null {
  const { start, size, count } = head;
  if (size === 0 || count === 0) return null;
  const end = bytes.indexOf(lineFeed, start);
  return { kind: isVectorLine(text(bytes, start, end)) ? 'text' : 'binary', ...head };
}

/** What is wrong with single numbers, or how many there are, is said where they are read. */
function isVectorLine(line: string): boolean {
  const numbers = fieldsOf(line).slice(1);
  return numbers.length > 0 && 2 * numbers.filter((field) => number.test(field)).length >= numbers.length;
}

/** Without a header most lines have a word and its numbers; a few have words of several parts. */
function plainFormat(bytes: Uint8Array<ArrayBuffer>, start: number): VectorFormat | null {
  const lastEnd = bytes.length < lookAt ? bytes.length : bytes.lastIndexOf(lineFeed);
  const lines = text(bytes, start, lastEnd).split('\n').filter(Boolean).slice(0, linesCompared);
  const size = mostFrequent(lines.map((line) => (isVectorLine(line) ? fieldsOf(line).length - 1 : 0)));
  return size === 0 ? null : { kind: 'text', size, count: null, start };
}

/** Of equally frequent ones the first. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

/** @param end -1: to the last byte */
function text(bytes: Uint8Array<ArrayBuffer>, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end < 0 ? bytes.length : end));
}

function fieldsOf(line: string): string[] {
  return line.replace(/[ \t\r]+$/, '').split(/[ \t]/);
}
