import type { ClassId } from '../../contract/dataset.ts';
import { nfc } from './nfc.ts';

/** What is written for the two classes, in lower case. Numbers need their neighbours: see `guessClasses`. */
const words: readonly [readonly string[], readonly string[]] = [
  [
    'negative',
    'neg',
    'bad',
    'false',
    'no',
    'rotten',
    '-',
    'xấu',
    'tiêu cực',
    'tệ',
    'chê',
    'xau',
    'tieu cuc',
    'negativ',
    'négatif',
    'negativo',
  ],
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
    'positiv',
    'positif',
    'positivo',
  ],
];

const classOfWord = new Map<string, ClassId>();
words[0].forEach((word) => classOfWord.set(word, 0));
words[1].forEach((word) => classOfWord.set(word, 1));

/** A longer cell is a text; it may be millions of letters long. */
const longestLabel = 60;

/**
 * In lower case, NFC and with plain spaces and minus signs, without "__label__", "Label_" or "class " before it,
 * nor the apostrophe that keeps a spreadsheet from taking "-1" for a formula.
 */
function bare(value: string): string {
  if (value.length > longestLabel) return '';
  const lower = nfc(value).toLowerCase().trim();
  const named = lower.replace(/^(__label__|label[_ ]|class[_ ])/, '').replace(/^'(?=[-+=@])/, '');
  return named
    .replace(/[\s_]+/g, ' ')
    .replace(/\u2212/g, '-')
    .trim();
}

const plainNumber = /^([+-]?\d{1,15}(?:[.]\d{1,15}|,\d{1,2})?)(?: ?(?:stars?|sao|\/ ?(?:5|10|100)))?$/;

/** "4", "4.0", "3,5", "4 stars", "4 sao", "4/5", "−1" → the number; null for all else. */
export function labelNumber(value: string): number | null {
  const match = plainNumber.exec(bare(value));
  return match ? Number(match[1].replace(',', '.')) : null;
}

/** What a label word means by itself; null for numbers and words that are not known. */
export function guessClass(value: string): ClassId | null {
  return classOfWord.get(bare(value)) ?? null;
}

/** Up to which number a scale is negative, and from which it is positive; what lies between is excluded. */
function thresholds(numbers: readonly number[]): [number, number] | null {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (low < 0) return [-Number.MIN_VALUE, Number.MIN_VALUE];
  if (low === 0) {
    if (high <= 1) return [0, 1];
    if (high === 2) return [0, 2];
    if (high <= 4) return [1, 3];
    if (high === 5) return [2, 4];
  } else {
    if (low >= 1 && high <= 2) return [1, 2];
    if (numbers.length === 3 && high === 3) return [1, 3];
    if (high <= 5) return [2, 4];
  }
  return high <= 10 ? [4, 7] : null;
}

const denial = /^(not |no |non[- ]?|un|dis|không )/;

/** Two values that mean something only beside one another: "Recommended" and "Not recommended", "P" and "N". */
function guessPair(values: readonly string[]): (ClassId | null)[] | null {
  if (values.length !== 2) return null;
  const [a, b] = values.map(bare);
  if (a === 'n' && b === 'p') return [0, 1];
  if (a === 'p' && b === 'n') return [1, 0];
  if (a === b || a === '' || b === '') return null;
  if (denial.test(a) && a.replace(denial, '') === b) return [0, 1];
  return denial.test(b) && b.replace(denial, '') === a ? [1, 0] : null;
}

/** What each of a column's label values most likely means; null where that is not known. */
export function guessClasses(values: readonly string[]): (ClassId | null)[] {
  const numbers = values.map(labelNumber);
  const known = numbers.filter((number) => number !== null);
  const named = values.map(guessClass);
  // Among numbers a word such as "unsup" or "neutral" means neither.
  if (known.length < 2 || named.some((word) => word !== null)) {
    return named.includes(0) && named.includes(1) ? named : (guessPair(values) ?? named);
  }
  const limits = thresholds(known);
  return numbers.map((number) => {
    if (!limits || number === null) return null;
    if (number <= limits[0]) return 0;
    return number >= limits[1] ? 1 : null;
  });
}
