import type { ClassId } from '../reports.ts';

/** What people write for the two classes, in lower case. Numbers need their neighbours: see `guessClasses`. */
const words: readonly [readonly string[], readonly string[]] = [
  ['negative', 'neg', 'bad', 'false', 'no', 'rotten', '-', 'xấu', 'tiêu cực', 'tệ', 'chê', 'xau', 'tieu cuc'],
  [
    'positive',
    'pos',
    'good',
    'true',
    'yes',
    'fresh',
    '+',
    'tốt',
    'tích cực',
    'hay',
    'khen',
    'tot',
    'tich cuc',
  ],
];

const classOfWord = new Map<string, ClassId>();
words[0].forEach((word) => classOfWord.set(word, 0));
words[1].forEach((word) => classOfWord.set(word, 1));

/** A longer cell is a text; it may be millions of letters long. */
const longestLabel = 60;

/** "__label__2", "Label_1", "class 0" → what comes behind; else the value, in lower case and NFC. */
function bare(value: string): string {
  if (value.length > longestLabel) return '';
  const lower = value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  return lower.replace(/^(__label__|label[_ ]|class[_ ])/, '');
}

/** "4", "4.0", "4 stars", "4 sao" → 4. */
function numberOf(value: string): number | null {
  const match = /^([+-]?\d{1,3})([.,]0+)?( ?(stars?|sao|\/ ?(5|10)))?$/.exec(bare(value));
  return match ? Number(match[1]) : null;
}

/** What a label word means by itself; null for numbers and words that are not known. */
export function guessClass(value: string): ClassId | null {
  return classOfWord.get(bare(value)) ?? null;
}

/** Up to which number a scale is negative, and from which it is positive; what lies between is left out. */
function thresholds(numbers: readonly number[]): [number, number] | null {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (low < 0) return [-1, 1];
  if (low === 0) {
    if (high <= 1) return [0, 1];
    if (high === 2) return [0, 2];
    if (high <= 4) return [1, 3];
    if (high === 5) return [2, 4];
  } else {
    if (high <= 2) return [1, 2];
    if (numbers.length === 3 && high === 3) return [1, 3];
    if (high <= 5) return [2, 4];
  }
  return high <= 10 ? [4, 7] : null;
}

/** What each of a column's label values most likely means; null where that is not known. */
export function guessClasses(values: readonly string[]): (ClassId | null)[] {
  const numbers = values.map(numberOf);
  if (!numbers.every((number) => number !== null)) return values.map(guessClass);
  const limits = numbers.length > 0 ? thresholds(numbers) : null;
  return numbers.map((number) => {
    if (!limits) return null;
    if (number <= limits[0]) return 0;
    return number >= limits[1] ? 1 : null;
  });
}
