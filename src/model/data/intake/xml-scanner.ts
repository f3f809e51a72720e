/** What is told of a document, in its order. Names come without their prefix. */
export interface XmlHandler {
  /** @param tag all between its brackets: `c r="A1" t="s"` */
  open(name: string, tag: string): void;
  close(name: string): void;
  /** A part of a text: one text may come in several. */
  text?(text: string): void;
}

const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi;
/** The longest entity above. */
const mostEntity = 10;
const mostTag = 1 << 16;
const lastCodePoint = 0x10ffff;

/** `&lt;` → `<`: each once, so that nothing can grow. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return characters[name.toLowerCase()];
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code <= lastCodePoint ? String.fromCodePoint(code) : whole;
  });
}

const attributes = new Map<string, RegExp>();

/** An attribute's value in a tag, whatever its prefix; null when it is not there. */
export function attributeOf(tag: string, name: string): string | null {
  let pattern = attributes.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    attributes.set(name, pattern);
  }
  const match = pattern.exec(tag);
  return match ? decodeEntities(match[1] ?? match[2]) : null;
}

/**
 * Reads XML in pieces, as far as spreadsheets need it: tags, texts, CDATA. Comments and instructions are passed
 * over; a DOCTYPE, which could define entities that grow, is refused.
 */
export class XmlScanner {
  private held = '';

  constructor(private readonly handler: XmlHandler) {}

  /** @throws {Error} for what is no XML */
  push(piece: string): void {
    const text = this.held + piece;
    let at = 0;
    while (at < text.length) {
      const next = text[at] === '<' ? this.readMarkup(text, at) : this.readText(text, at);
      if (next === null) break;
      at = next;
    }
    this.held = text.slice(at);
    if (this.held.length > mostTag) throw new Error('A tag has no end.');
  }

  /** @throws {Error} when the document ends inside a tag */
  finish(): void {
    if (this.held.includes('<')) throw new Error('The document has no end.');
  }

  /** @returns where reading goes on; null when the rest must come first */
  private readText(text: string, at: number): number | null {
    const tag = text.indexOf('<', at);
    let end = tag;
    if (tag < 0) {
      const open = text.lastIndexOf('&');
      const isCut = open >= at && text.length - open < mostEntity && !text.includes(';', open);
      end = isCut ? open : text.length;
    }
    if (end > at) this.handler.text?.(decodeEntities(text.slice(at, end)));
    return end > at ? end : null;
  }

  private readMarkup(text: string, at: number): number | null {
    if (text[at + 1] === '!') return this.readSpecial(text, at);
    if (text[at + 1] === '?') return after(text, at, '?>');
    const end = tagEnd(text, at);
    if (end < 0) return null;
    const isClosed = text[end - 1] === '/';
    const tag = text.slice(at + 1, isClosed ? end - 1 : end);
    const name = nameOf(tag);
    if (tag.startsWith('/')) {
      this.handler.close(name);
    } else {
      this.handler.open(name, tag);
      if (isClosed) this.handler.close(name);
    }
    return end + 1;
  }

  private readSpecial(text: string, at: number): number | null {
    if (text.startsWith('<!--', at)) return after(text, at, '-->');
    if (text.startsWith('<![CDATA[', at)) {
      const next = after(text, at, ']]>');
      if (next !== null) this.handler.text?.(text.slice(at + 9, next - 3));
      return next;
    }
    if (text.length - at < 9) return null;
    throw new Error('The document defines its own kind.');
  }
}

function after(text: string, at: number, end: string): number | null {
  const found = text.indexOf(end, at);
  return found < 0 ? null : found + end.length;
}

/** Brackets inside of quotes end no tag. */
function tagEnd(text: string, at: number): number {
  let quote = '';
  for (let i = at + 1; i < text.length; i++) {
    const letter = text[i];
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '>') return i;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return -1;
}

function nameOf(tag: string): string {
  const [name] = /^\/?[^\s/]*/.exec(tag) ?? [''];
  return name.slice(Math.max(name.indexOf(':'), name.startsWith('/') ? 0 : -1) + 1);
}
