import type { RunConfig } from '../../contract/settings.ts';
import type { PredictedToken } from '../../contract/results.ts';
import { cleanText } from './clean.ts';
import { textAsRead, type ReadingRule } from './reading.ts';
import { tokenize } from './tokenize.ts';
import { unknownId, type Vocabulary } from './vocabulary.ts';

/** Ids that a part's tokens can tell apart; the settings allow fewer. */
export const mostIds = 1 << 16;

/** Reviews as token ids, in one piece. */
export interface EncodedPart {
  /** The ids of all reviews, one after the other, cut to the length limit. 16 bits each: see `mostIds`. */
  tokens: Uint16Array;
  /** [n + 1]: review r is `tokens[offsets[r]]` to `tokens[offsets[r + 1] - 1]`; none is empty. */
  offsets: Int32Array;
  /** [n] From 0. */
  classes: Uint8Array;
}

export type CutConfig = Pick<RunConfig, 'maxLength' | 'keptEnd'>;

/** Which of `count` tokens the network reads: [start, end). */
export function truncatedRange(count: number, config: CutConfig): [number, number] {
  const kept = Math.min(count, config.maxLength);
  return config.keptEnd === 'start' ? [0, kept] : [count - kept, count];
}

/** Tokens in review `row` of a part. */
export function reviewLength(part: EncodedPart, row: number): number {
  return part.offsets[row + 1] - part.offsets[row];
}

/** These rows of a part, in this order. */
export function takeRows(part: EncodedPart, rows: Int32Array): EncodedPart {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i] + reviewLength(part, row);
  });
  const tokens = new Uint16Array(offsets[rows.length]);
  rows.forEach((row, i) => {
    tokens.set(part.tokens.subarray(part.offsets[row], part.offsets[row + 1]), offsets[i]);
  });
  return { tokens, offsets, classes: Uint8Array.from(rows, (row) => part.classes[row]) };
}

export interface EncodedText {
  /** What the network reads, at least one id. */
  ids: Int32Array;
  /** All words of the text. */
  tokens: PredictedToken[];
}

/** One text, cleaned, tokenized and cut just as the training data was. */
export function encodeText(text: string, vocabulary: Vocabulary, rule: ReadingRule): EncodedText {
  const words = tokenize(textAsRead(cleanText(text), rule), rule);
  const all = vocabulary.encode(words);
  const [start, end] = truncatedRange(words.length, rule);
  const tokens = words.map((token, index) => ({
    token,
    known: all[index] !== unknownId,
    used: index >= start && index < end,
  }));
  return { ids: words.length > 0 ? all.slice(start, end) : Int32Array.of(unknownId), tokens };
}
