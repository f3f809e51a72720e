/** `tokenizer.json`: how a text becomes ids, for whoever writes a reader of their own. */
import { tokenKind } from '../../contract/settings.ts';
import { markupRule } from '../data/markup.ts';
import type { ReadingRule } from '../data/reading.ts';
import { spacelessPattern } from '../data/scripts.ts';
import { tokenPattern } from '../data/tokenize.ts';
import { paddingId, unknownId } from '../data/vocabulary.ts';

export const tokenizerRule = 'unicode-words';
/** 1 knew no `punctuation`; 2 no limit for marks in a row. Both were the same otherwise. */
const wordsVersion = 3;
/** The first with rules beside words. */
const otherVersion = 4;
/** Of all rules that take markup out first. */
const markupVersion = 5;
export const tokenizerVersions = [1, 2, wordsVersion, otherVersion, markupVersion] as const;
/** The first with `punctuation`. */
const punctuationVersion = 2;

export function tokenizerVersionOf({ tokenization, stripMarkup }: ReadingRule) {
  if (stripMarkup) return markupVersion;
  return tokenization === 'words' ? wordsVersion : otherVersion;
}

/** What the programs need to take markup out. */
export function markupOf({ stripMarkup }: Pick<ReadingRule, 'stripMarkup'>) {
  return stripMarkup ? { markup: markupRule } : {};
}

/** Whether a version could have this rule. */
export function fitsVersion(
  version: number,
  { punctuation, tokenization, stripMarkup }: ReadingRule,
): boolean {
  if (stripMarkup || version === markupVersion) return stripMarkup && version === markupVersion;
  const isOfVersion = version === otherVersion ? tokenization !== 'words' : tokenization === 'words';
  return isOfVersion && (version >= punctuationVersion || !punctuation);
}

const segments =
  'Each token with a character of spaceless is cut: its pieces are the segments of Intl.Segmenter with the locale of tokenization, granularity “word”. Platforms with other dictionaries may cut some texts otherwise.';

const steps = [
  'Each character from U+0080 to U+009F becomes what windows-1252 has there, or nothing.',
  'U+0000 to U+0008, U+000E to U+001F, U+007F, U+00AD and U+200B are removed; a lone surrogate becomes U+FFFD.',
  'Each match of lineBreak, upper and lower case alike, becomes a space. White space in it is that of JavaScript.',
  'Unicode normalization form NFC, before and behind which U+034F comes after every 30th in a row of other \\p{M}. Then each character of white space, U+FEFF among them, becomes a space.',
  'Where lowercase is true: Unicode’s full mapping to lower case, without a language, and NFC again in the same way.',
  'Each U+2019 becomes an apostrophe, U+0027.',
  'The tokens are all matches of token from left to right, a regular expression over code points.',
  'Of more than maxLength tokens that many are kept, at the end or the start of the text as keptEnd says.',
  'A token’s id is its index in vocabulary.json, from 2 on; unknownId where it has none. No token at all: one unknownId.',
];

/** Where a segmenter's step stands: behind the one that finds words. */
const segmentsAfter = 7;

const stripping =
  'Markup is taken out, with the names of markup. Each run of white space becomes one space. Then from left to right, wherever “<” stands: “<!--” to the next “-->” becomes a space; a tag is “<”, maybe “/”, a name of a letter and up to 20 letters and digits of ASCII, maybe white space or “/” with up to 2000 UTF-16 units that are neither “<” nor “>”, and “>”: one of silent that does not begin with “</” becomes a space with all up to its end “</name>”, in any case, where there is one; else a tag of inline becomes nothing and any other a space. Then each match of &(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}[0-9]{0,2})); becomes its character, by its code or by entities; U+FFFD for a code that is none; unknown names stay. Where that has changed the text, the steps above are taken again.';
/** Where the step for markup stands: behind those that clean a text. */
const strippingAfter = 4;

/** The value of `tokenizer.json`. */
export function tokenizerRules(rule: ReadingRule) {
  const { lowercase, punctuation, tokenization, stripMarkup, maxLength, keptEnd } = rule;
  const isSegmenter = tokenKind(tokenization) === 'segmenter';
  return {
    format: 'forget-gate-tokenizer',
    rule: tokenizerRule,
    version: tokenizerVersionOf(rule),
    lowercase,
    punctuation,
    lineBreak: '</?br\\s{0,4}/?\\s{0,4}>',
    token: tokenPattern(rule),
    ...(tokenization === 'words' ? {} : { tokenization }),
    ...(isSegmenter ? { spaceless: spacelessPattern } : {}),
    ...markupOf(rule),
    maxLength,
    keptEnd,
    paddingId,
    unknownId,
    steps: [
      ...steps.slice(0, strippingAfter),
      ...(stripMarkup ? [stripping] : []),
      ...steps.slice(strippingAfter, segmentsAfter),
      ...(isSegmenter ? [segments] : []),
      ...steps.slice(segmentsAfter),
    ],
  };
}

/** Whether a `tokenizer.json` is that of these settings. Of earlier versions the steps are in other words. */
export function fitsRules(rules: unknown, rule: ReadingRule, version: number): boolean {
  const expected = tokenizerRules(rule);
  if (version >= wordsVersion) return JSON.stringify(rules) === JSON.stringify(expected);
  if (typeof rules !== 'object' || rules === null) return false;
  return JSON.stringify({ ...rules, steps }) === JSON.stringify({ ...expected, version });
}
