export interface TokenizeOptions {
  /** "Great" and "great" become one word. */
  lowercase: boolean;
}

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

/** How many units of `text` from `at` on are one letter, mark or digit; 0 when there is none. */
function wordUnits(text: string, at: number): number {
  const kind = unitKinds[text.charCodeAt(at)];
  if (kind === WORD) return 1;
  if (kind !== SURROGATE) return 0;
  return wordPoint.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? 2 : 0;
}

/** Calls `visit` with each token of `text`, in order: `tokenize` without the array. */
export function forEachToken(text: string, options: TokenizeOptions, visit: (token: string) => void): void {
  const cased = options.lowercase ? text.toLowerCase() : text;
  const source = cased.normalize('NFC').replaceAll('\u2019', "'");
  const end = source.length;
  let at = 0;
  while (at < end) {
    let units = wordUnits(source, at);
    if (units === 0) {
      at++;
      continue;
    }
    const start = at;
    while (units > 0) {
      at += units;
      units = wordUnits(source, at);
      // An apostrophe belongs to a word only between two of its letters.
      if (units === 0 && unitKinds[source.charCodeAt(at)] === APOSTROPHE && wordUnits(source, at + 1) > 0) {
        units = 1;
      }
    }
    visit(source.slice(start, at));
  }
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
