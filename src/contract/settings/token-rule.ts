/** What a text is cut into, once it is decided: the setting *tokenization* without what has yet to look at the data. */
import type { RunConfig } from './table.ts';

type Asked = 'automatic' | 'segmenter';

/** Is stored with a model. A segmenter's rule has its language. */
export type TokenRule = Exclude<RunConfig['tokenization'], Asked>;

/** A segmenter's rule for a language. */
export type SegmenterRule = Exclude<TokenRule, 'words' | 'characters'>;

export function isTokenRule(value: RunConfig['tokenization']): value is TokenRule {
  return value !== 'automatic' && value !== 'segmenter';
}

/** What it makes of a text: segmenters differ in their language alone. */
export type TokenKind = (typeof tokenKinds)[number];

const tokenKinds = ['words', 'characters', 'segmenter'] as const;

/** @throws {RangeError} for *automatic*, which is none of them */
export function tokenKind(rule: RunConfig['tokenization']): TokenKind {
  const kind = tokenKinds.find((each) => rule.startsWith(each));
  if (kind) return kind;
  throw new RangeError(`“${rule}” is not decided yet.`);
}

/** The language that a segmenter is asked for, such as `th`. */
export function segmenterLocale(rule: SegmenterRule): string {
  return rule.slice('segmenter-'.length);
}
