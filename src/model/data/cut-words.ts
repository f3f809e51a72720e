/** How a word is cut further where the rule is not *words*: into characters, or by the platform's segmenter. */
import { segmenterLocale, type TokenRule } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { hasSpaceless } from './scripts.ts';
import { stringOf } from './units.ts';

/** Where a token starts and ends in some units. */
export type VisitToken = (units: Uint16Array, start: number, end: number) => void;

/** Calls the visitor with each piece of the word [start, end), in order; together they are the word. */
type CutWord = (units: Uint16Array, start: number, end: number) => void;

/**
 * What belongs to the character before it: marks, the vowels AM of Thai and Lao, and the voicing of halfwidth kana. The
 * programs in export/templates have the same.
 */
export const extenders = '\\p{M}\\u0e33\\u0eb3\\uff9e\\uff9f';
const extender = new RegExp(`^[${extenders}]$`, 'u');

const isExtender = (() => {
  const flags = new Uint8Array(0x10000);
  for (let unit = 0; unit < flags.length; unit++) {
    if (extender.test(String.fromCharCode(unit))) flags[unit] = 1;
  }
  return flags;
})();

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;

/** Behind the character that starts at `start`: a code point with all that extends it. */
function characterEnd(units: Uint16Array, start: number, end: number): number {
  let at = start + (isHigh(units[start]) ? 2 : 1);
  while (at < end) {
    if (isExtender[units[at]] === 1) at++;
    else if (isHigh(units[at]) && extender.test(String.fromCharCode(units[at], units[at + 1]))) at += 2;
    else break;
  }
  return at;
}

function intoCharacters(visit: VisitToken): CutWord {
  return (units, start, end) => {
    for (let at = start; at < end;) {
      const next = characterEnd(units, at, end);
      visit(units, at, next);
      at = next;
    }
  };
}

/** Words of scripts with spaces stay whole: what is the same for all platforms stays so. */
function intoSegments(locale: string, visit: VisitToken): CutWord {
  if (!hasSegmenter()) throw new InputError({ code: 'no-segmenter' });
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return (units, start, end) => {
    if (!hasSpaceless(units, start, end)) return visit(units, start, end);
    for (const { index, segment } of segmenter.segment(stringOf(units, start, end)))
      visit(units, start + index, start + index + segment.length);
  };
}

/** Old Firefox has none. */
export function hasSegmenter(): boolean {
  return typeof Intl === 'object' && 'Segmenter' in Intl;
}

/**
 * What is done with each word of a text under a rule.
 * @throws {InputError} for a segmenter where there is none
 */
export function wordCutter(rule: TokenRule, visit: VisitToken): CutWord {
  if (rule === 'words') return visit;
  if (rule === 'characters') return intoCharacters(visit);
  return intoSegments(segmenterLocale(rule), visit);
}
