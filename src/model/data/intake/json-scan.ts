import { InputError } from '../../errors.ts';
import { jsonErrorAt } from './json-position.ts';

/** An entry of a list that is longer is no review. UTF-16 units. */
const longestItem = 1 << 24;

const quote = 0x22;
const backslash = 0x5c;

function isOpening(unit: number): boolean {
  return unit === 0x5b || unit === 0x7b;
}

function isClosing(unit: number): boolean {
  return unit === 0x5d || unit === 0x7d;
}

/** A place in a text of which only the end is kept: line and column, both from 0. */
class Place {
  private line = 0;
  private column = 0;

  /** Goes on by a piece of the text. */
  advance(text: string): void {
    let lineStart = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.line++;
      lineStart = at + 1;
      this.column = 0;
    }
    this.column += text.length - lineStart;
  }

  /** Counted from 1. */
  position(): { line: number; column: number } {
    return { line: this.line + 1, column: this.column + 1 };
  }
}

export function brokenJson(fileName: string, position: { line: number; column: number }): InputError {
  return new InputError({ code: 'broken-json', fileName, ...position });
}

/**
 * The items of a JSON list that comes in pieces: only one item is held at a time, even when the whole file is
 * one line. Brackets and quotes are followed here; each item is then parsed by itself.
 */
export class JsonListScanner {
  private rest = '';
  /** Up to where `rest` was scanned. */
  private at = 0;
  /** Brackets that are open; 0 before and behind the list. */
  private depth = 0;
  private inString = false;
  private isEmpty = true;
  private hasEnded = false;
  private readonly place = new Place();

  constructor(private readonly fileName: string) {}

  /** The items that have ended. @throws {InputError} for broken JSON, saying where, and for an item that is too long */
  push(text: string): unknown[] {
    this.rest += text;
    const items: unknown[] = [];
    while (this.at < this.rest.length) {
      if (this.inString) this.passString();
      else this.step(items);
    }
    if (this.rest.length > longestItem && !this.hasEnded) {
      throw new InputError({ code: 'entry-too-long', fileName: this.fileName, millions: longestItem >> 20 });
    }
    return items;
  }

  /** @throws {InputError} when the list has no end */
  finish(): void {
    if (!this.hasEnded) this.fail(jsonErrorAt(this.rest));
  }

  private passString(): void {
    const end = this.rest.indexOf('"', this.at);
    if (end < 0) {
      this.at = this.rest.length;
      return;
    }
    let slashes = 0;
    while (this.rest.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    this.at = end + 1;
    this.inString = slashes % 2 === 1;
  }

  private step(items: unknown[]): void {
    const unit = this.rest.charCodeAt(this.at);
    if (this.hasEnded || this.depth === 0) this.stepOutside(unit);
    else if (unit === quote) this.inString = true;
    else if (isOpening(unit)) this.depth++;
    else if (isClosing(unit) && --this.depth === 0) return this.endList(items);
    else if (unit === 0x2c && this.depth === 1) return this.endItem(items);
    this.at++;
  }

  /** Before the list and behind it there is nothing but white space. */
  private stepOutside(unit: number): void {
    if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) return;
    if (this.hasEnded || unit !== 0x5b) this.fail(this.at);
    this.depth = 1;
    this.drop(this.at + 1);
    this.at = -1;
  }

  private endItem(items: unknown[]): void {
    items.push(this.parsed(this.rest.slice(0, this.at)));
    this.isEmpty = false;
    this.drop(this.at + 1);
    this.at = 0;
  }

  private endList(items: unknown[]): void {
    const last = this.rest.slice(0, this.at);
    if (!this.isEmpty || last.trim() !== '') items.push(this.parsed(last));
    this.hasEnded = true;
    this.drop(this.at + 1);
    this.at = 0;
  }

  private parsed(item: string): unknown {
    try {
      return JSON.parse(item);
    } catch {
      return this.fail(jsonErrorAt(item));
    }
  }

  private drop(units: number): void {
    this.place.advance(this.rest.slice(0, units));
    this.rest = this.rest.slice(units);
  }

  private fail(at: number): never {
    this.place.advance(this.rest.slice(0, at));
    throw brokenJson(this.fileName, this.place.position());
  }
}
