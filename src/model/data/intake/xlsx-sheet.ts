import type { Texts } from '../text-column.ts';
import { TextColumnWriter } from '../text-column.ts';
import { checkWidth } from './header.ts';
import { dayText } from './xlsx-styles.ts';
import { attributeOf, type XmlHandler } from './xml-scanner.ts';

/** `_x000D_` → a line end; `_x005F_` hides such a text itself (ECMA-376, 22.9.2.19). */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Gathers the text of a cell: of all its differently written parts, but not how it is spoken. */
class TextParts {
  text = '';
  private isText = false;
  private isSpoken = false;

  open(name: string): void {
    if (name === 't') this.isText = true;
    else if (name === 'rPh') this.isSpoken = true;
  }

  close(name: string): void {
    if (name === 't') this.isText = false;
    else if (name === 'rPh') this.isSpoken = false;
  }

  add(text: string): void {
    if (this.isText && !this.isSpoken) this.text += text;
  }

  take(): string {
    const { text } = this;
    this.text = '';
    return unescapeText(text);
  }
}

/** Reads the texts that cells refer to by number, from `sharedStrings.xml`. */
export class SharedTextReader implements XmlHandler {
  private readonly writer = new TextColumnWriter();
  private readonly parts = new TextParts();

  open(name: string): void {
    this.parts.open(name);
  }

  close(name: string): void {
    this.parts.close(name);
    if (name === 'si') this.writer.append(this.parts.take());
  }

  text(text: string): void {
    this.parts.add(text);
  }

  finish(): Texts {
    return this.writer.finish();
  }
}

/** What cells need to be understood. */
export interface WorkbookContext {
  shared: Texts;
  areDates: readonly boolean[];
  is1904: boolean;
}

/** `B7` → 1; null when it is no place. */
function columnOf(reference: string): number | null {
  const match = /^\$?([A-Z]{1,3})\$?\d*$/i.exec(reference);
  if (!match) return null;
  let column = 0;
  for (const letter of match[1].toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Reads a sheet's rows, those without any text skipped. Cells are in words: `4` for 4.0, `true`, days, values of formulas. */
export class SheetReader implements XmlHandler {
  /** Since they were last taken. */
  rows: string[][] = [];
  cells = 0;
  /** Cells that refer to texts that are not there. */
  broken = 0;
  private row: string[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private isValue = false;
  private readonly parts = new TextParts();

  constructor(private readonly context: WorkbookContext) {}

  open(name: string, tag: string): void {
    if (name === 'c') this.openCell(tag);
    else if (name === 'row') {
      this.row = [];
      this.column = -1;
    } else if (name === 'v') this.isValue = true;
    else this.parts.open(name);
  }

  /** @throws {InputError} for too many columns */
  close(name: string): void {
    if (name === 'v') this.isValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else this.parts.close(name);
  }

  text(text: string): void {
    if (this.isValue) this.value += text;
    else this.parts.add(text);
  }

  take(): string[][] {
    const { rows } = this;
    this.rows = [];
    this.cells = 0;
    return rows;
  }

  private openCell(tag: string): void {
    this.column = columnOf(attributeOf(tag, 'r') ?? '') ?? this.column + 1;
    this.type = attributeOf(tag, 't') ?? 'n';
    this.style = this.type === 'n' ? Number(attributeOf(tag, 's') ?? 0) : 0;
    this.value = '';
    this.parts.take();
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === '') return;
    checkWidth(this.column + 1);
    while (this.row.length < this.column) this.row.push('');
    this.row[this.column] = text;
  }

  private closeRow(): void {
    if (this.row.length === 0) return;
    this.rows.push(this.row);
    this.cells += this.row.length;
    this.row = [];
  }

  private cellText(): string {
    const { value } = this;
    switch (this.type) {
      case 's':
        return this.sharedText(value.trim());
      case 'inlineStr':
        return this.parts.take();
      case 'str':
        return unescapeText(value);
      case 'b':
        return value.trim() === '' ? '' : value.trim() === '1' ? 'true' : 'false';
      // "#N/A" and its like.
      case 'e':
        return '';
      case 'd':
        return value.trim();
      default:
        return this.numberText(value.trim());
    }
  }

  private sharedText(index: string): string {
    if (index === '') return '';
    if (/^\d+$/.test(index) && Number(index) < this.context.shared.length) {
      return this.context.shared.get(Number(index));
    }
    this.broken++;
    return '';
  }

  /** Whole numbers stay as they are, however long; 4.0999999999999996 is 4.1. */
  private numberText(value: string): string {
    const { areDates, is1904 } = this.context;
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) return value;
    if (areDates[this.style]) return dayText(number, is1904);
    return /^-?\d+$/.test(value) ? value : String(number);
  }
}

/** Counts rows that have something in them. */
export class RowCounter implements XmlHandler {
  rows = 0;
  private hasValue = false;

  open(name: string): void {
    if (name === 'row') this.hasValue = false;
    else if (name === 'v' || name === 'is') this.hasValue = true;
  }

  close(name: string): void {
    if (name === 'row' && this.hasValue) this.rows++;
  }
}
