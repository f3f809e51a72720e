/** `tokenizer.json`: how a text becomes ids, for whoever writes a reader of their own. */
import { tokenKind, type RunConfig } from '../../contract/settings.ts';
import { spacelessPattern } from '../data/scripts.ts';
import { tokenPattern } from '../data/tokenize.ts';
import { paddingId, unknownId } from '../data/vocabulary.ts';

export const tokenizerRule = 'unicode-words';
/** 1 knew no `punctuation`; 2 no limit for marks in a row. Both were the same otherwise. */
const wordsVersion = 3;
/** The first with rules beside words. */
const otherVersion = 4;
export const tokenizerVersions = [1, 2, wordsVersion, otherVersion] as const;
/** The first with `punctuation`. */
const punctuationVersion = 2;

export function tokenizerVersionOf({ tokenization }: Pick<RunConfig, 'tokenization'>) {
  return tokenization === 'words' ? wordsVersion : otherVersion;
}

/** Whether a version could have the rule of these settings. */
export function fitsVersion(version: number, { punctuation, tokenization }: RunConfig): boolean {
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

/** The value of `tokenizer.json`. */
export function tokenizerRules(config: RunConfig) {
  const { lowercase, punctuation, tokenization, maxLength, keptEnd } = config;
  const isSegmenter = tokenKind(tokenization) === 'segmenter';
  return {
    format: 'forget-gate-tokenizer',
    rule: tokenizerRule,
    version: tokenizerVersionOf(config),
    lowercase,
    punctuation,
    lineBreak: '</?br\\s{0,4}/?\\s{0,4}>',
    token: tokenPattern(config),
    ...(tokenization === 'words' ? {} : { tokenization }),
    ...(isSegmenter ? { spaceless: spacelessPattern } : {}),
    maxLength,
    keptEnd,
    paddingId,
    unknownId,
    steps: isSegmenter ? [...steps.slice(0, segmentsAfter), segments, ...steps.slice(segmentsAfter)] : steps,
  };
}

/** Whether a `tokenizer.json` is that of these settings. Of earlier versions the steps are in other words. */
export function fitsRules(rules: unknown, config: RunConfig, version: number): boolean {
  const expected = tokenizerRules(config);
  if (version >= wordsVersion) return JSON.stringify(rules) === JSON.stringify(expected);
  if (typeof rules !== 'object' || rules === null) return false;
  return JSON.stringify({ ...rules, steps }) === JSON.stringify({ ...expected, version });
}
