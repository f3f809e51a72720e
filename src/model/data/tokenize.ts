export interface TokenizeOptions {
  /** "Great" and "great" become one word. */
  lowercase: boolean;
}

const SEPARATOR = 0;
const WORD = 1;
const APOSTROPHE = 2;
const SURROGATE = 3;

/** What each UTF-16 unit is; filled once, because asking a regular expression per character is slow. */
const unitKinds = (() => {
  const kinds = new Uint8Array(0x10000);
  const word = /[\p{L}\p{M}\p{N}]/u;
  for (let unit = 0; unit < 0xd800; unit++) if (word.test(String.fromCharCode(unit))) kinds[unit] = WORD;
  kinds.fill(SURROGATE, 0xd800, 0xdc00);
  for (let unit = 0xe000; unit < 0x10000; unit++) {
    if (word.test(String.fromCharCode(unit))) kinds[unit] = WORD;
  }
  kinds["'".charCodeAt(0)] = APOSTROPHE;
  return kinds;
})();

const wordPoint = /^[\p{L}\p{M}\p{N}]$/u;

/** `SEPARATOR` behind the end: reading there would make the engine's fast loop a slow one. */
function kindAt(text: string, at: number): number {
  return at < text.length ? unitKinds[text.charCodeAt(at)] : SEPARATOR;
}

/** How many units of `text` from `at` on are one letter, mark or digit; 0 when there is none. */
function wordUnits(text: string, at: number): number {
  const kind = kindAt(text, at);
  if (kind === WORD) return 1;
  if (kind !== SURROGATE) return 0;
  return wordPoint.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? 2 : 0;
}

/** Behind the word that starts at `start`; `start` itself when none does. */
function wordEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (kindAt(text, at) === WORD) at++;
    const kind = kindAt(text, at);
    // An apostrophe belongs to a word only between two of its letters.
    if (kind === APOSTROPHE && at > start && wordUnits(text, at + 1) > 0) at++;
    else if (kind === SURROGATE && wordUnits(text, at) > 0) at += 2;
    else return at;
  }
}

/** Calls `visit` with where each word of `text` starts and ends. */
function scanWords(text: string, visit: (start: number, end: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const end = wordEnd(text, at);
    if (end > at) visit(at, end);
    at = end + 1;
  }
}

/** Calls `visit` with each token of `text`, in order: `tokenize` without the array. */
export function forEachToken(text: string, options: TokenizeOptions, visit: (token: string) => void): void {
  const cased = options.lowercase ? text.toLowerCase() : text;
  const source = cased.normalize('NFC').replaceAll('\u2019', "'");
  scanWords(source, (start, end) => visit(source.slice(start, end)));
}

/** How many tokens a clean text has, without making them. */
export function countTokens(text: string): number {
  let count = 0;
  scanWords(text.replaceAll('\u2019', "'"), () => count++);
  return count;
}

/**
 * The words of a text, in order: runs of Unicode letters, marks and digits in NFC, with the apostrophes
 * inside them (’ becomes '). All else separates words. Vietnamese is split on spaces, as it is written.
 */
export function tokenize(text: string, options: TokenizeOptions): string[] {
  const tokens: string[] = [];
  forEachToken(text, options, (token) => tokens.push(token));
  return tokens;
}
