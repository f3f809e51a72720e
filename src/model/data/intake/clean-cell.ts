import { cleanPlain, cleanText, isPlain } from '../clean.ts';
import { rowDefect } from '../table.ts';
import type { Texts } from '../text-column.ts';
import { looksWronglyDecoded, repairDecodedTwice } from './decoded-twice.ts';

/** A tag, or a character by its name or number. Bounded, so that many "<" cost no more than their length. */
const markup = /<\/?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,300})?\/?>|<!--|&(?:[a-z]{2,8}|#\d{2,7}|#x[\da-f]{2,6});/i;

/** Of a clean text: it has tags, or codes such as `&amp;`. */
export function hasMarkup(clean: string): boolean {
  return (clean.includes('<') || clean.includes('&')) && markup.test(clean);
}

/** Line breaks and tabs as scripts write them out; a folder's name after "C:\\" has none. */
function withLineBreaks(cell: string): string {
  if (!cell.includes('\\') || /\b[a-z]:\\/i.test(cell)) return cell;
  return cell.replace(/\\+(?:r\\+n|[nt])/g, ' ');
}

/** Cells as a table keeps them, and what was wrong with them. */
export class CellCleaner {
  /** Bits of `rowDefect` of all cells since it was last set to 0. */
  defects = 0;

  clean(cell: string): string {
    const raw = withLineBreaks(cell);
    const clean = isPlain(raw) ? cleanPlain(raw) : this.cleanAny(raw);
    if (hasMarkup(clean)) this.defects |= rowDefect.markup;
    return clean;
  }

  private cleanAny(raw: string): string {
    const repaired = repairDecodedTwice(raw);
    if (repaired !== null) this.defects |= rowDefect.repaired;
    const clean = cleanText(repaired ?? raw);
    if (looksWronglyDecoded(clean)) this.defects |= rowDefect.wrongEncoding;
    return clean;
  }
}

/** Cells that were kept as they stand in a file, as training reads them; each is cleaned when it is asked for. */
export function cleanCells(cells: Texts): Texts {
  const cleaner = new CellCleaner();
  return { length: cells.length, get: (row) => cleaner.clean(cells.get(row)) };
}
