import { concat } from '../../bytes.ts';
import type { Encoding } from '../../../contract/dataset.ts';
import type { Entry } from './contract.ts';
import { decodeWhole, StreamDecoder } from './decoding.ts';
import { chosenEncoding, encodingByStart, EncodingSurvey, type FoundEncoding } from './encoding.ts';
import type { LegacyEvidence } from './legacy-evidence.ts';
import type { ReadingProgress } from './reading-progress.ts';

/** Formats, delimiters and headers are told from so much of a file's beginning. */
const headUnits = 1 << 20;
/** UTF-16 units that are worked on at a time. */
const chunkUnits = 1 << 20;
/** A file of so many bytes is decoded at once. */
const smallBytes = 1 << 20;
/** So much is kept while the encoding is looked for, since unpacking twice takes time; more is read twice. */
const keptBytes = 1 << 27;

/** A text file, its encoding known. */
export interface TextSource {
  path: string;
  encoding: Encoding;
  isAscii: boolean;
  /** What its bytes rather are, when a user has chosen another encoding; null: nothing else, as far as they tell. */
  likelier: Encoding | null;
  /** The first `headUnits` of the text, or all of it. */
  head: string;
  isWhole: boolean;
  /** All of the text from the start, in pieces. Line ends are `\n`. Each call reads anew. */
  chunks(): AsyncIterable<string>;
}

export interface TextOptions {
  encoding?: Encoding | null;
  evidence?: LegacyEvidence;
  progress?: ReadingProgress;
  /** For tests: the same table must come out whatever it is. */
  chunkUnits?: number;
}

interface Start {
  /** The file, when it is small, or its first bytes. */
  bytes: Uint8Array;
  isWhole: boolean;
}

/** One kind of line end, however a text is cut into pieces. */
class LineEnds {
  private held = '';

  push(text: string): string {
    if (this.held === '' && !text.includes('\r')) return text;
    const whole = this.held + text;
    // Whether "\n" follows is for the next piece to tell.
    this.held = whole.endsWith('\r') ? '\r' : '';
    return (this.held ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n');
  }

  finish(): string {
    return this.held ? '\n' : '';
  }
}

/** A file's first bytes; all of them when they are few. */
export async function readStart(entry: Entry): Promise<Start> {
  if (entry.size !== null && entry.size <= smallBytes) return { bytes: await entry.bytes(), isWhole: true };
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  for await (const part of entry.open()) {
    parts.push(part);
    length += part.length;
    if (length > smallBytes) {
      isWhole = false;
      break;
    }
  }
  return { bytes: parts.length === 1 ? parts[0] : concat(parts), isWhole };
}

interface Surveyed {
  likelier?: Encoding | null;
  found: FoundEncoding;
  /** What the entry gave, unless that is too much. */
  kept: Uint8Array[] | null;
}

/** By the file's beginning. @throws {InputError} for UTF-32 */
function likelierThan(chosen: Encoding, entry: Entry, start: Start): Encoding | null {
  const survey = new EncodingSurvey();
  survey.push(start.bytes);
  const found = encodingByStart(start.bytes, entry.path) ?? survey.finish();
  return found.isAscii || found.encoding === chosen ? null : found.encoding;
}

/** @throws {InputError} for UTF-32 */
async function findEncoding(entry: Entry, start: Start, options: TextOptions): Promise<Surveyed> {
  if (options.encoding) {
    const found = chosenEncoding(options.encoding, start.bytes);
    return { found, kept: null, likelier: likelierThan(options.encoding, entry, start) };
  }
  const known = encodingByStart(start.bytes, entry.path);
  if (known) return { found: known, kept: null };
  const survey = new EncodingSurvey(options.evidence);
  if (start.isWhole) {
    survey.push(start.bytes);
    return { found: survey.finish(), kept: null };
  }
  // A size may be a lie: what is kept is counted all the same.
  let kept: Uint8Array[] | null = entry.size !== null && entry.size > keptBytes ? null : [];
  let length = 0;
  for await (const bytes of entry.open()) {
    survey.push(bytes);
    length += bytes.length;
    if (length > keptBytes) kept = null;
    else kept?.push(bytes.slice());
    options.progress?.onSurveyed(bytes.length);
    if (options.progress?.isDue) await options.progress.take();
  }
  return { found: survey.finish(), kept };
}

/**
 * A file as text.
 * @throws {InputError} for UTF-32, or as the entry does
 */
export async function openText(entry: Entry, start: Start, options: TextOptions = {}): Promise<TextSource> {
  const { found, kept, likelier = null } = await findEncoding(entry, start, options);
  const about = { path: entry.path, encoding: found.encoding, isAscii: found.isAscii, likelier };
  if (start.isWhole) return { ...about, ...wholeText(start.bytes, found, options) };
  const pieces = () => decoded(kept ?? entry.open(), found, options.progress);
  const head = await firstUnits(pieces());
  return {
    ...about,
    head,
    isWhole: head.length < headUnits,
    chunks: () => rechunked(pieces(), options.chunkUnits ?? chunkUnits),
  };
}

function wholeText(
  bytes: Uint8Array,
  found: FoundEncoding,
  options: TextOptions,
): Pick<TextSource, 'head' | 'isWhole' | 'chunks'> {
  const text = decodeWhole(bytes, found.label).replace(/\r\n?/g, '\n');
  async function* chunks() {
    yield* rechunked([text], options.chunkUnits ?? chunkUnits);
  }
  return { head: text, isWhole: true, chunks };
}

async function* decoded(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  found: FoundEncoding,
  progress?: ReadingProgress,
): AsyncGenerator<string> {
  progress?.beginDecoding();
  const decoder = new StreamDecoder(found.label);
  const lines = new LineEnds();
  for await (const bytes of pieces) {
    yield lines.push(decoder.push(bytes));
    progress?.onDecoded(bytes.length);
    if (progress?.isDue) await progress.take();
  }
  yield lines.push(decoder.finish()) + lines.finish();
}

async function firstUnits(pieces: AsyncIterable<string>): Promise<string> {
  let head = '';
  for await (const piece of pieces) {
    head += piece;
    if (head.length >= headUnits) break;
  }
  return head.slice(0, headUnits);
}

/** The same text in pieces of at least `units`, but for the last, and less than twice as many. */
async function* rechunked(
  pieces: AsyncIterable<string> | Iterable<string>,
  units: number,
): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    for (; text.length >= 2 * units; text = text.slice(units)) yield text.slice(0, units);
    if (text.length < units) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
