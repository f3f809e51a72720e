import { isTokenRule, type RunConfig, type TokenRule } from '../../contract/settings.ts';
import { extenders, wordCutter, type VisitToken } from './cut-words.ts';
import { nfc } from './nfc.ts';
import { Units } from './units.ts';

/**
 * From a text to its tokens, the same in training, in the page and in every export:
 *
 * 1. The text is cleaned first: `cleanText` of clean.ts.
 * 2. With `lowercase`, `String.prototype.toLowerCase` (Unicode's full mapping, no locale: İ becomes i and
 *    U+0307, a final Σ becomes ς, as in Python's `str.lower`).
 * 3. NFC, in which U+034F comes after every 30th mark in a row: `nfc` of nfc.ts. It comes after lower-casing, which
 *    can leave a letter and a mark that NFC joins.
 * 4. Each ’ (U+2019) becomes ' (U+0027).
 * 5. The tokens are the matches of `tokenPattern`, from left to right, none overlapping, over code points:
 *    - a word: one or more of \p{L}, \p{M} and \p{N}, then any number of: one ' and one or more of the same.
 *      An apostrophe thus belongs to a word only between two of its letters, marks or digits.
 *    - with `punctuation`, any one code point of \p{P} or \p{S} that is in no word, an apostrophe included:
 *      "Wow!!! :)" is wow, !, !, !, :, ). Emoji are \p{S}, and so tokens.
 *    All else (spaces, control characters, U+200D between emoji) separates tokens and is dropped.
 * 6. Where `tokenization` is not *words*, each word is cut further: see cut-words.ts.
 */
export interface TokenizeOptions {
  /** Decided: see `decideTokenization`. Absent: words. */
  tokenization?: RunConfig['tokenization'];
  /** "Great" and "great" become one word. */
  lowercase: boolean;
  /** Each punctuation mark and symbol is a token of its own; otherwise they only separate words. */
  punctuation: boolean;
}

const letter = '[\\p{L}\\p{M}\\p{N}]';
const word = `${letter}+(?:'${letter}+)*`;
const character = `(?:${letter}|(?<=${letter})'(?=${letter}))[${extenders}]*`;

/**
 * What a token is, as a regular expression with the flags `gu`: for files that say it to other readers. A segmenter cuts
 * what it finds: see `spacelessPattern`.
 */
export function tokenPattern(options: Pick<TokenizeOptions, 'punctuation' | 'tokenization'>): string {
  const token = options.tokenization === 'characters' ? character : word;
  return options.punctuation ? `${token}|[\\p{P}\\p{S}]` : token;
}

const WORD = 1;
const APOSTROPHE = 2;
const SURROGATE = 3;
const MARK = 4;

const wordPoint = /^[\p{L}\p{M}\p{N}]$/u;
const markPoint = /^[\p{P}\p{S}]$/u;

/** What each UTF-16 unit is, 0 for a separator; filled once, because asking a regular expression per character is slow. */
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

/** Whether a UTF-16 unit is a letter, a mark or a digit; of halves of a pair nothing is known. */
export function isWordUnit(unit: number): boolean {
  return unitKinds[unit] === WORD;
}

/** Of units that two zeros follow: see `Units`. Zero is a separator, so that no loop looks for the end. */
type Ended = Uint16Array;

/** The code point at a surrogate; a lone one is none that a pattern below knows. */
function pointAt(units: Ended, at: number): string {
  return String.fromCharCode(units[at], units[at + 1]);
}

/** How many units from `at` on are one letter, mark or digit; 0 when there is none. */
function wordUnits(units: Ended, at: number): number {
  const kind = unitKinds[units[at]];
  if (kind === WORD) return 1;
  return kind === SURROGATE && wordPoint.test(pointAt(units, at)) ? 2 : 0;
}

/** How many units from `at` on are one punctuation mark or symbol; 0 when there is none. */
function markUnits(units: Ended, at: number): number {
  const kind = unitKinds[units[at]];
  if (kind === MARK || kind === APOSTROPHE) return 1;
  return kind === SURROGATE && markPoint.test(pointAt(units, at)) ? 2 : 0;
}

/** Behind the word that starts at `start`; `start` itself when none does. */
function wordEnd(units: Ended, start: number): number {
  let at = start;
  for (;;) {
    while (unitKinds[units[at]] === WORD) at++;
    const kind = unitKinds[units[at]];
    // An apostrophe belongs to a word only between two of its letters.
    if (kind === APOSTROPHE && at > start && wordUnits(units, at + 1) > 0) at++;
    else if (kind === SURROGATE && wordUnits(units, at) > 0) at += 2;
    else return at;
  }
}

/** @throws {RangeError} for a rule that has yet to look at the data */
function ruleOf({ tokenization = 'words' }: Pick<TokenizeOptions, 'tokenization'>): TokenRule {
  if (isTokenRule(tokenization)) return tokenization;
  throw new RangeError(`“${tokenization}” is not decided yet.`);
}

/** What is done with each word and each mark. */
interface Visits {
  word: VisitToken;
  /** Null where marks only separate words. */
  mark: VisitToken | null;
}

function visitsOf(options: Omit<TokenizeOptions, 'lowercase'>, visit: VisitToken): Visits {
  return { word: wordCutter(ruleOf(options), visit), mark: options.punctuation ? visit : null };
}

/** Visits all words and marks, in order. */
function scanTokens({ values, length }: Units, visits: Visits): void {
  const { mark } = visits;
  let at = 0;
  while (at < length) {
    const end = wordEnd(values, at);
    if (end > at) visits.word(values, at, end);
    const units = mark ? markUnits(values, end) : 0;
    if (mark && units > 0) mark(values, end, end + units);
    at = end + Math.max(1, units);
  }
}

/** What a token is a piece of: see `TokenizeOptions`, 2 to 4. */
function sourceOf(text: string, { lowercase }: Pick<TokenizeOptions, 'lowercase'>): string {
  const cased = lowercase ? text.toLowerCase() : text;
  return nfc(cased).replaceAll('\u2019', "'");
}

/** Calls `visit` with each token of `text`, in order: `tokenize` without the array. */
export function forEachToken(text: string, options: TokenizeOptions, visit: (token: string) => void): void {
  const source = sourceOf(text, options);
  const units = new Units().readString(source);
  const visits = visitsOf(options, (_, start, end) => visit(source.slice(start, end)));
  scanTokens(units, visits);
}

/** The tokens of one text after the other, where they stand: without strings for most texts. */
export class TokenReader {
  private readonly units = new Units();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  private readonly visits: Visits;

  constructor(
    private readonly options: TokenizeOptions,
    visit: VisitToken,
  ) {
    this.visits = visitsOf(options, visit);
  }

  /** @param bytes a clean text's UTF-8 */
  read(bytes: Uint8Array): void {
    const { options, units } = this;
    // ASCII is NFC, and has no ’.
    const isAscii = units.readAscii(bytes, options.lowercase);
    if (!isAscii) units.readString(sourceOf(this.decoder.decode(bytes), options));
    scanTokens(units, this.visits);
  }
}

/** Counts the tokens of clean texts in UTF-8, without making them; `lowercase` makes no difference to that. */
export function tokenCounter(options: Omit<TokenizeOptions, 'lowercase'>): (bytes: Uint8Array) => number {
  let count = 0;
  const reader = new TokenReader({ ...options, lowercase: false }, () => count++);
  return (bytes) => {
    count = 0;
    reader.read(bytes);
    return count;
  };
}

/** The tokens of a clean text, in order, by the rules at `TokenizeOptions`. */
export function tokenize(text: string, options: TokenizeOptions): string[] {
  const tokens: string[] = [];
  forEachToken(text, options, (token) => tokens.push(token));
  return tokens;
}
