/**
 * From a text to its tokens, the same in training, in the page and in every export:
 *
 * 1. The text is cleaned first: `cleanText` of clean.ts.
 * 2. With `lowercase`, `String.prototype.toLowerCase` (Unicode's full mapping, no locale: İ becomes i and
 *    U+0307, a final Σ becomes ς, as in Python's `str.lower`).
 * 3. NFC. It comes after lower-casing, which can leave a letter and a mark that NFC joins.
 * 4. Each ’ (U+2019) becomes ' (U+0027).
 * 5. The tokens are the matches of `tokenPattern`, from left to right, none overlapping, over code points:
 *    - a word: one or more of \p{L}, \p{M} and \p{N}, then any number of: one ' and one or more of the same.
 *      An apostrophe thus belongs to a word only between two of its letters, marks or digits.
 *    - with `punctuation`, any one code point of \p{P} or \p{S} that is in no word, an apostrophe included:
 *      "Wow!!! :)" is wow, !, !, !, :, ). Emoji are \p{S}, and so tokens.
 *    All else (spaces, control characters, U+200D between emoji) separates tokens and is dropped.
 */
export interface TokenizeOptions {
  /** "Great" and "great" become one word. */
  lowercase: boolean;
  /** Each punctuation mark and symbol is a token of its own; otherwise they only separate words. */
  punctuation: boolean;
}

const word = "[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}\\p{N}]+)*";

/** What a token is, as a regular expression with the flags `gu`: for files that say it to other readers. */
export function tokenPattern(options: Pick<TokenizeOptions, 'punctuation'>): string {
  return options.punctuation ? `${word}|[\\p{P}\\p{S}]` : word;
}

const SEPARATOR = 0;
const WORD = 1;
const APOSTROPHE = 2;
const SURROGATE = 3;
const MARK = 4;

const wordPoint = /^[\p{L}\p{M}\p{N}]$/u;
const markPoint = /^[\p{P}\p{S}]$/u;

/** What each UTF-16 unit is; filled once, because asking a regular expression per character is slow. */
const unitKinds = (() => {
  const kinds = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    const point = String.fromCharCode(unit);
    if (wordPoint.test(point)) kinds[unit] = WORD;
    else if (markPoint.test(point)) kinds[unit] = MARK;
  }
  kinds.fill(SURROGATE, 0xd800, 0xdc00);
  kinds["'".charCodeAt(0)] = APOSTROPHE;
  return kinds;
})();

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

/** How many units of `text` from `at` on are one punctuation mark or symbol; 0 when there is none. */
function markUnits(text: string, at: number): number {
  const kind = kindAt(text, at);
  if (kind === MARK || kind === APOSTROPHE) return 1;
  if (kind !== SURROGATE) return 0;
  return markPoint.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? 2 : 0;
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

/** Calls `visit` with where each token of `text` starts and ends. */
function scanTokens(text: string, marks: boolean, visit: (start: number, end: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const end = wordEnd(text, at);
    if (end > at) visit(at, end);
    const units = marks ? markUnits(text, end) : 0;
    if (units > 0) visit(end, end + units);
    at = end + Math.max(1, units);
  }
}

/** Calls `visit` with each token of `text`, in order: `tokenize` without the array. */
export function forEachToken(text: string, options: TokenizeOptions, visit: (token: string) => void): void {
  forEachSpan(text, options, (source, start, end) => visit(source.slice(start, end)));
}

/** The same without a string for each token: it is `source.slice(start, end)`. */
export function forEachSpan(
  text: string,
  options: TokenizeOptions,
  visit: (source: string, start: number, end: number) => void,
): void {
  const cased = options.lowercase ? text.toLowerCase() : text;
  const source = cased.normalize('NFC').replaceAll('\u2019', "'");
  scanTokens(source, options.punctuation, (start, end) => visit(source, start, end));
}

/** How many tokens a clean text has, without making them; `lowercase` makes no difference to that. */
export function countTokens(text: string, options: Pick<TokenizeOptions, 'punctuation'>): number {
  let count = 0;
  scanTokens(text.replaceAll('\u2019', "'"), options.punctuation, () => count++);
  return count;
}

/**
 * The tokens of a clean text, in order, by the rules at `TokenizeOptions`. Vietnamese is split on spaces, as
 * it is written.
 */
export function tokenize(text: string, options: TokenizeOptions): string[] {
  const tokens: string[] = [];
  forEachToken(text, options, (token) => tokens.push(token));
  return tokens;
}
