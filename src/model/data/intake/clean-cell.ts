import { cleanText } from '../clean.ts';
import { rowMark } from '../table.ts';
import { looksWronglyDecoded, mendDecodedTwice } from './decoded-twice.ts';

const beyondAscii = /[^\0-\x7f]/;
/** A tag, or a character by its name or number. Bounded, so that many "<" cost no more than their length. */
const markup = /<\/?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,300})?\/?>|<!--|&(?:[a-z]{2,8}|#\d{2,7}|#x[\da-f]{2,6});/i;

/** Cells as a table keeps them, and what was wrong with them. */
export class CellCleaner {
  /** Bits of `rowMark` of all cells since it was last set to 0. */
  marks = 0;

  clean(raw: string): string {
    if (raw === '') return raw;
    let text = raw;
    const isAscii = !beyondAscii.test(raw);
    if (!isAscii) {
      const mended = mendDecodedTwice(raw);
      if (mended !== null) {
        text = mended;
        this.marks |= rowMark.repaired;
      }
    }
    const clean = cleanText(text);
    if (!isAscii && looksWronglyDecoded(clean)) this.marks |= rowMark.wrongEncoding;
    if ((clean.includes('<') || clean.includes('&')) && markup.test(clean)) this.marks |= rowMark.markup;
    return clean;
  }
}
