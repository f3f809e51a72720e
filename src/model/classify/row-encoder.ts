/** Rows of texts as ids of a network's vocabulary, some at a time. */
import { textAsRead, type ReadingRule, type TimeSlicer } from '../data/index.ts';
import { truncatedRange, type EncodedPart } from '../data/encode.ts';
import type { Texts } from '../data/text-column.ts';
import { TokenReader } from '../data/tokenize.ts';
import { Units } from '../data/units.ts';
import { unknownId, type Vocabulary } from '../data/vocabulary.ts';
import { WordIndex } from '../data/word-index.ts';

export interface EncodedRows {
  /** Of the rows that have words. */
  part: EncodedPart;
  /** [n] Their numbers, ascending. */
  rows: number[];
  /** [n] Words of each that the network does not know, of those that it reads. */
  unknown: number[];
}

/** [start, end) */
export interface RowRange {
  start: number;
  end: number;
}

const mostBytesAUnit = 3;

export class RowEncoder {
  /** A word's number is its id less the vocabulary's special tokens. */
  private readonly index: WordIndex;
  private readonly firstId: number;
  private readonly reader: TokenReader;
  private readonly utf8 = new TextEncoder();
  private bytes = new Uint8Array(1 << 12);
  private ids: number[] = [];

  constructor(
    vocabulary: Vocabulary,
    private readonly rule: ReadingRule,
  ) {
    const words = vocabulary.tokens.slice(unknownId + 1);
    const units = new Units();
    this.firstId = unknownId + 1;
    this.index = new WordIndex(words.length);
    for (const word of words) this.index.numberOf(units.readString(word).values, 0, word.length);
    this.reader = new TokenReader(rule, (values, start, end) => {
      const number = this.index.numberOf(values, start, end);
      this.ids.push(number < 0 ? unknownId : number + this.firstId);
    });
  }

  /** @param texts clean ones. @throws the signal's reason */
  async encode(texts: Texts, { start, end }: RowRange, slicer: TimeSlicer): Promise<EncodedRows> {
    const tokens: number[] = [];
    const offsets = [0];
    const found: Omit<EncodedRows, 'part'> = { rows: [], unknown: [] };
    for (let row = start; row < end; row++) {
      this.read(textAsRead(texts.get(row), this.rule));
      if (this.ids.length > 0) {
        const [from, to] = truncatedRange(this.ids.length, this.rule);
        let unknown = 0;
        for (let i = from; i < to; i++) {
          if (this.ids[i] === unknownId) unknown++;
          tokens.push(this.ids[i]);
        }
        offsets.push(tokens.length);
        found.rows.push(row);
        found.unknown.push(unknown);
      }
      if (slicer.isDue) await slicer.pause(start / texts.length, start);
    }
    const part: EncodedPart = {
      tokens: Uint16Array.from(tokens),
      offsets: Int32Array.from(offsets),
      classes: new Uint8Array(found.rows.length),
    };
    return { part, ...found };
  }

  private read(text: string): void {
    this.ids.length = 0;
    const most = text.length * mostBytesAUnit;
    if (this.bytes.length < most) this.bytes = new Uint8Array(2 * most);
    const { written } = this.utf8.encodeInto(text, this.bytes);
    this.reader.read(this.bytes.subarray(0, written));
  }
}
