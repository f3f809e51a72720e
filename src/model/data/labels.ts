import type { ClassId, LabelSide } from '../../contract/dataset.ts';
import { isFault, labelMeaning, mayBeColumn, type LabelMeaning } from './label-words.ts';
import { nfc } from './nfc.ts';

/** A longer cell is a text; it may be millions of letters long. */
const longestLabel = 60;

/**
 * In lower case, NFC and with plain spaces and minus signs, without "__label__", "Label_" or "class " before it, a
 * number beside it ("1 - positive"), nor the apostrophe that keeps a spreadsheet from taking "-1" for a formula.
 */
function bare(value: string): string {
  if (value.length > longestLabel) return '';
  const lower = nfc(value).toLowerCase().trim();
  const named = lower
    .replace(/^(__label__|label[_ ]|class[_ ]|sentiment[_ ])/, '')
    .replace(/^'(?=[-+=@])/, '')
    .replace(/^["“](.*)["”]$/, '$1');
  return named
    .replace(/^\d{1,2}\s*[-:.)=]\s*(?=\p{L})/u, '')
    .replace(/(?<=\p{L})\s*\(-?\d{1,2}\)$/u, '')
    .replace(/(?<=\p{L})\.$/u, '')
    .replace(/\s+(sentiment|review|feedback|opinion)$/, '')
    .replace(/[\s_]+/g, ' ')
    .replace(/\u2212/g, '-')
    .trim();
}

const decimal = String.raw`([+-]?\d{1,15}(?:[.]\d{1,15}|,\d{1,2})?)`;
const units = String.raw`(?:stars?|points?|sao|sterne?n?|étoiles?|estrellas?|estrelas?|stelle|sterren|yıldız|звезд[аы]?|звёзд|星|점|点)`;
const plainNumber = new RegExp(String.raw`^${decimal}(?:[ -]?${units})?$`);
const ofNumber = new RegExp(
  String.raw`^${decimal} ?(?:\/|out of|of|von|sur|de|su|van|z|из|trên) ?${decimal}(?: ?${units})?$`,
);
const glyphs = /^([★⭐🌟]+)([☆✩✰]*)$/u;

interface Rating {
  number: number;
  /** The most that the label itself says there is. */
  of: number | null;
}

const numberOf = (text: string) => Number(text.replace(',', '.'));

/** "4", "4.0", "3,5", "4 stars", "4 sao", "4/5", "8 out of 10", "80%", "★★★★☆", "−1"; null for all else. */
function ratingOf(value: string): Rating | null {
  const text = bare(value).replace(/\ufe0f/g, '');
  const stars = glyphs.exec(text);
  if (stars)
    return { number: Array.from(stars[1]).length, of: stars[2] === '' ? null : Array.from(text).length };
  const share = /^(.*)%$/.exec(text);
  const plain = plainNumber.exec(share ? share[1].trim() : text);
  if (plain) return { number: numberOf(plain[1]), of: share ? 100 : null };
  const parts = ofNumber.exec(text);
  return parts ? { number: numberOf(parts[1]), of: numberOf(parts[2]) } : null;
}

/** The number that a label says. */
export function labelNumber(value: string): number | null {
  return ratingOf(value)?.number ?? null;
}

/** What a label word means by itself; null for numbers and words that are not known, or mean neither. */
export function guessClass(value: string): ClassId | null {
  const word = bare(value);
  return mayBeColumn(word) ? null : sideOf(labelMeaning(word));
}

function sideOf(meaning: LabelMeaning | null): ClassId | null {
  if (meaning === null || meaning === 'none' || meaning === 0) return null;
  return meaning > 0 ? 1 : 0;
}

/** Up to which number a scale is negative, and from which it is positive; what lies between is excluded. */
function thresholds(ratings: readonly Rating[]): [number, number] | null {
  const numbers = ratings.map(({ number }) => number);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const top = Math.max(0, ...ratings.map(({ of }) => of ?? 0));
  if (top > 0) return top <= 5 ? [2, 4] : top === 10 ? [4, 7] : [0.4 * top, 0.6 * top];
  if (low < 0) return [-Number.MIN_VALUE, Number.MIN_VALUE];
  const isWhole = numbers.every(Number.isInteger);
  if (low === 0) {
    if (high <= 1) return isWhole ? [0, 1] : [0.4, 0.6];
    if (high === 2) return [0, 2];
    if (high <= 4) return [1, 3];
    if (high === 5) return [2, 4];
  } else {
    if (low >= 1 && high <= 2) return [1, 2];
    if (numbers.length === 3 && high === 3) return [1, 3];
    if (high <= 5) return [2, 4];
    if (high === 6 || high === 7) return high === 6 ? [3, 4] : [3, 5];
  }
  return high <= 10 ? [4, 7] : null;
}

const denial = /^(not |no |non[- ]?|un|dis|không |nicht |pas |no es |no |değil )/;

/** Two values that mean something only beside one another: "Recommended" and "Not recommended", "P" and "N". */
function guessPair([a, b]: readonly string[]): ClassId[] | null {
  if (a === b || a === '' || b === '') return null;
  const isNot = (one: string, other: string) => denial.test(one) && one.replace(denial, '') === other;
  // "Toxic" and "not toxic": here the one with the denial is good.
  if (isNot(a, b)) return isFault(b) ? [1, 0] : [0, 1];
  if (isNot(b, a)) return isFault(a) ? [0, 1] : [1, 0];
  return null;
}

/** Letters that stand for words only beside each other. */
const letters = new Map([
  ['p', 1],
  ['n', 0],
]);

function sidesOfWords(words: readonly string[]): LabelSide[] {
  const meanings = words.map(labelMeaning);
  const sides = meanings.map(sideOf);
  const byLetter = words.map((word) => letters.get(word) ?? null);
  const hasBoth = (found: readonly (ClassId | null)[]) => found.includes(0) && found.includes(1);
  const pair = words.length === 2 && !hasBoth(sides) && !hasBoth(byLetter) && guessPair(words);
  const found = pair || (!hasBoth(sides) && hasBoth(byLetter) ? byLetter : sides);
  return found.map((side, i) => side ?? (meanings[i] === 0 ? 'middle' : null));
}

/** Names of columns in which 1 says that a review is bad, and of those in which numbers rise with how good it is. */
const faultColumn =
  /negative|toxic|complain|offensive|hate|abus|spam|insult|harm|churn|problem|unhappy|dissatisf/i;
const scaleColumn = /star|rating|score|grade|polarity|points|rank|sao|note|bewertung|puan/i;

const isCode = ({ number }: Rating) => number === 0 || number === 1 || number === 2;

/**
 * Whether these labels are 0, 1 and 2 in a column whose name does not say that they are a scale: a scale has its middle
 * between its ends, but codes are numbered in any order.
 */
export function areCodes(values: readonly string[], column: string): boolean {
  const ratings = values.map(ratingOf);
  const areBare = ratings.every((rating) => rating !== null && rating.of === null && isCode(rating));
  return areBare && new Set(ratings.map((rating) => rating?.number)).size === 3 && !scaleColumn.test(column);
}

/** What each of a column's label values most likely means. @param column its name */
export function labelSides(values: readonly string[], column = ''): LabelSide[] {
  const guesses = sidesByValues(values);
  const ofTwo = values.length === 2 && values.every((value) => [0, 1].includes(labelNumber(value) ?? -1));
  // In a column "is_negative" the 1 is the bad one.
  return ofTwo && faultColumn.test(column)
    ? guesses.map((guess) => (typeof guess === 'number' ? 1 - guess : guess))
    : guesses;
}

function sidesByValues(values: readonly string[]): LabelSide[] {
  const ratings = values.map(ratingOf);
  const known = ratings.filter((rating) => rating !== null);
  const words = values.map(bare);
  // Among numbers a word such as "unsup" or "neutral" means neither.
  if (known.length < 2 || words.some((word) => sideOf(labelMeaning(word)) !== null))
    return sidesOfWords(words);
  const limits = thresholds(known);
  return ratings.map((rating, i) => {
    if (!rating) return labelMeaning(words[i]) === 0 ? 'middle' : null;
    if (!limits) return null;
    if (rating.number <= limits[0]) return 0;
    return rating.number >= limits[1] ? 1 : 'middle';
  });
}
