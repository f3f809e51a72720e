import { dateText } from './date-text.ts';
import { attributeOf, type XmlHandler } from './xml-scanner.ts';

/** Formats that every workbook knows and that show days or times (ECMA-376, 18.8.30). */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Whether a number's format shows a day or a time: `yyyy-mm-dd`, but not `0.00 "days"`. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare) && !/[#0?]/.test(bare.replace(/s\.0+/gi, ''));
}

/** Reads which cell styles show days, from `styles.xml`. */
export class StyleReader implements XmlHandler {
  /** By the number that a cell has as its style. */
  readonly areDates: boolean[] = [];
  private readonly formats = new Map<number, string>();
  private isInCells = false;

  open(name: string, tag: string): void {
    if (name === 'numFmt') {
      this.formats.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '');
    } else if (name === 'cellXfs') {
      this.isInCells = true;
    } else if (name === 'xf' && this.isInCells) {
      this.areDates.push(this.isDate(Number(attributeOf(tag, 'numFmtId') ?? 0)));
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.isInCells = false;
  }

  private isDate(format: number): boolean {
    const code = this.formats.get(format);
    if (code !== undefined) return isDateFormat(code);
    return builtInDates.some(([first, last]) => format >= first && format <= last);
  }
}

const dayMilliseconds = 86_400_000;
/** Days from Excel's day 0 to 1970; from 1904's to Excel's. */
const days = { to1970: 25_569, to1904: 1_462 } as const;
/** Excel has a 29 February 1900, which never was. */
const wrongDay = 60;

/** A spreadsheet's number of a day in words; below a day it is a time. */
export function dayText(serial: number, is1904: boolean): string {
  if (serial >= 0 && serial < 1) {
    return new Date(Math.round(serial * 86_400) * 1000).toISOString().slice(11, 19);
  }
  const day = is1904 ? serial + days.to1904 : serial < wrongDay ? serial + 1 : serial;
  const seconds = Math.round((day - days.to1970) * (dayMilliseconds / 1000));
  return dateText(new Date(seconds * 1000));
}
