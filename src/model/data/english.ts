/** Whether texts are English: then English word vectors know their words. */
import type { Texts } from './text-column.ts';

/** Frequent words of English that other languages in Latin letters hardly have. */
const frequent = new Set([
  'the',
  'and',
  'to',
  'that',
  'this',
  'for',
  'with',
  'you',
  'have',
  'are',
  'it',
  'they',
]);
/** Of all words: English reviews have 0.13 to 0.2, messages in shorthand 0.10, other languages under 0.03. */
const leastShare = 0.07;
/** Rows that are looked at, evenly spaced. */
const mostRows = 1_000;
/** Of each of them at most so many units. */
const mostUnits = 1_000;

export function isEnglish(texts: Texts): boolean {
  let words = 0;
  let known = 0;
  const step = Math.max(1, Math.ceil(texts.length / mostRows));
  for (let row = 0; row < texts.length; row += step)
    for (const [word] of texts
      .get(row)
      .slice(0, mostUnits)
      .toLowerCase()
      .matchAll(/[\p{L}\p{M}]+/gu)) {
      words++;
      if (frequent.has(word)) known++;
    }
  return known > leastShare * words;
}
