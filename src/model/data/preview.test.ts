import { expect, test } from 'vitest';
import type { LabelSide } from '../../contract/dataset.ts';
import { labelSides } from './labels.ts';
import { tableOf } from '../testing/table-of.ts';
import { previewTable } from './preview.ts';
import { rowDefect } from './table.ts';

test.each([
  [
    ['bullish', 'bearish'],
    [1, 0],
  ],
  [
    ['Extremely Positive', 'Positive', 'Neutral', 'Negative', 'Extremely Negative'],
    [1, 1, 'middle', 0, 0],
  ],
  [
    ['somewhat negative', 'very good'],
    [0, 1],
  ],
  [
    ['1', '2', '3', '4', '5', '6', '7'],
    [0, 0, 0, 'middle', 1, 1, 1],
  ],
  [
    ['4.0 out of 5 stars', '1.0 out of 5 stars', '3.0 out of 5 stars'],
    [1, 0, 'middle'],
  ],
  [
    ['8 out of 10', '5 out of 10', '2 out of 10'],
    [1, 'middle', 0],
  ],
  [
    ['★★★★★', '★★★☆☆', '★'],
    [1, 'middle', 0],
  ],
  [
    ['90%', '50%', '10%'],
    [1, 'middle', 0],
  ],
  [
    ['P', 'N', 'O'],
    [1, 0, null],
  ],
  [
    ['pos.', 'neg.'],
    [1, 0],
  ],
  [
    ['👍', '👎'],
    [1, 0],
  ],
  [
    ['olumlu', 'olumsuz', 'nötr'],
    [1, 0, 'middle'],
  ],
  [
    ['正面', '负面'],
    [1, 0],
  ],
  [
    ['положительный', 'отрицательный'],
    [1, 0],
  ],
  [
    ['positif', 'negatif', 'netral'],
    [1, 0, 'middle'],
  ],
  [
    ['toxic', 'non-toxic'],
    [0, 1],
  ],
  [
    ['1 - positive', '0 - negative'],
    [1, 0],
  ],
  [
    ['joy', 'anger', 'fear'],
    [null, null, null],
  ],
] as [string[], LabelSide[]][])('%j mean %j', (values, meanings) => {
  expect(labelSides(values)).toEqual(meanings);
});

test('a column’s name says which of two numbers is the bad one', () => {
  expect(labelSides(['1', '0'], 'is_negative')).toEqual([0, 1]);
  expect(labelSides(['0', '1'], 'Toxic')).toEqual([1, 0]);
  expect(labelSides(['0', '1'], 'recommended')).toEqual([0, 1]);
  expect(labelSides(['1', '5'], 'complaint_rating')).toEqual([0, 1]);
});

test('codes that do not tell which is good come with examples, a scale does not', () => {
  const rows = ['0', '1', '2', '0', '0'].map((label, row) => [`a longer text ${row}`, label]);
  const { codes } = previewTable(tableOf(['text', 'label'], rows));
  expect(codes).toEqual({
    text: null,
    label: [
      { value: '0', examples: ['a longer text 0', 'a longer text 3'] },
      { value: '1', examples: ['a longer text 1'] },
      { value: '2', examples: ['a longer text 2'] },
    ],
  });
  expect(previewTable(tableOf(['text', 'rating'], rows)).codes).toMatchObject({ rating: null });
  const signs = rows.map(([text, label]) => [text, String(Number(label) - 1)]);
  expect(previewTable(tableOf(['text', 'label'], signs)).codes).toMatchObject({ label: null });
});

test.each([
  [
    ['positive', 'negative'],
    [1, 0],
  ],
  [
    [' POS ', 'Neg'],
    [1, 0],
  ],
  [
    ['1', '0'],
    [1, 0],
  ],
  [
    ['-1', '+1'],
    [0, 1],
  ],
  [
    ['-1', '0', '1'],
    [0, 'middle', 1],
  ],
  [
    ['1', '2'],
    [0, 1],
  ],
  [
    ['__label__1', '__label__2'],
    [0, 1],
  ],
  [
    ['0', '4'],
    [0, 1],
  ],
  [
    ['0', '1', '2', '3', '4'],
    [0, 0, 'middle', 1, 1],
  ],
  [
    ['5', '1', '3', '2', '4'],
    [1, 0, 'middle', 0, 1],
  ],
  [
    ['1', '5'],
    [0, 1],
  ],
  [
    ['1.0', '5.0'],
    [0, 1],
  ],
  [
    ['4 stars', '1 star', '3 stars'],
    [1, 0, 'middle'],
  ],
  [
    ['1', '2', '3'],
    [0, 'middle', 1],
  ],
  [
    ['1', '4', '5', '6', '7', '10'],
    [0, 0, 'middle', 'middle', 1, 1],
  ],
  [
    ['True', 'FALSE'],
    [1, 0],
  ],
  [
    ['yes', 'no'],
    [1, 0],
  ],
  [
    ['tốt', 'xấu'],
    [1, 0],
  ],
  [
    ['Tích  cực', 'Tiêu cực'.normalize('NFD')],
    [1, 0],
  ],
  [
    ['positive', 'neutral', 'negative'],
    [1, 'middle', 0],
  ],
  [
    ['tich_cuc', 'TIEU_CUC', 'trung_tinh'],
    [1, 0, 'middle'],
  ],
  [
    ['\u22121', '1', "'+1"],
    [0, 1, 1],
  ],
  [
    ['0.5', '2', '2.5', '3.5', '4,0', '5'],
    [0, 0, 'middle', 'middle', 1, 1],
  ],
  [
    ['unsup', '1', '0'],
    [null, 1, 0],
  ],
  [
    ['pos', 'neg', 'unsup'],
    [1, 0, null],
  ],
  [
    ['3/5', '5/5', '1/5'],
    ['middle', 1, 0],
  ],
  [
    ['Recommended', 'Not Recommended'],
    [1, 0],
  ],
  [
    ['dislike', 'Like'],
    [0, 1],
  ],
  [
    ['không hài lòng', 'hài lòng'],
    [0, 1],
  ],
  [
    ['P', 'N'],
    [1, 0],
  ],
  [
    ['N', 'Y'],
    [null, null],
  ],
  [
    ['happy go', 'sad'],
    [null, null],
  ],
  [
    ['0', '50', '100'],
    [null, null, null],
  ],
  [
    ['good', '1'],
    [1, null],
  ],
  [[], []],
])('%j mean %j', (values, classes) => {
  expect(labelSides(values)).toEqual(classes);
});

/** @param lines cells with "|" between them, the names first */
const preview = (...lines: string[]) => {
  const [names, ...rows] = lines.map((line) => line.split('|'));
  return previewTable(tableOf(names, rows));
};
const guessOf = (...lines: string[]) => {
  const { text, label, split } = preview(...lines).guess;
  return { text, label, split };
};

test('text and label columns are guessed, whatever their names and order', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i}|${i % 2 ? 'pos' : 'neg'}|a review of length ${i}`);
  expect(guessOf('id|s|t', ...rows)).toEqual({ text: 't', label: 's', split: null });
  expect(guessOf('id|sentiment|review', ...rows)).toEqual({
    text: 'review',
    label: 'sentiment',
    split: null,
  });
});

test('a column with one label is guessed where no other can be, by its name or what it says', () => {
  const rows = (...rest: string[]) =>
    Array.from({ length: 30 }, (_, i) => `a story of length ${i}|${rest.join('|')}`);
  expect(guessOf('review|sentiment', ...rows('positive'))).toMatchObject({
    text: 'review',
    label: 'sentiment',
  });
  expect(guessOf('review|label|lang', ...rows('x', 'en'))).toMatchObject({ label: 'label' });
  expect(guessOf('review|lang|mood', ...rows('en', 'positive'))).toMatchObject({ label: 'mood' });
  expect(guessOf('review|lang|place', ...rows('en', 'x'))).toMatchObject({ label: null });
  // Whatever it is called: nothing else could be the labels.
  expect(guessOf('review|x', ...rows('abc'))).toMatchObject({ label: 'x' });
});

test('each guess says why', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 2 ? 'pos' : 'neg'}|a long story ${i}|train`);
  expect(preview('s|t|part', ...rows, 'pos|one more|TEST').guess.why).toEqual({
    text: { code: 'guess-longest', name: 't' },
    label: { code: 'guess-values', name: 's', values: ['pos', 'neg'] },
    split: { code: 'guess-values', name: 'part', values: ['train', 'TEST'] },
  });
  expect(preview('a|b', ...rows.map((_, i) => `text ${i}|note ${i}`)).guess.why.label).toBeNull();
});

test('a label by its name wins over another column of few values', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `shop ${i % 3}|mood ${i % 2}|nice and long text ${i}`);
  expect(guessOf('shop|label|body', ...rows)).toMatchObject({ text: 'body', label: 'label' });
});

test('stars with known classes win over a flag', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `kind ${i % 2}|${(i % 5) + 1}|nice and long text ${i}`);
  expect(guessOf('kind|stars|text', ...rows)).toMatchObject({ text: 'text', label: 'stars' });
});

test('columns made of folders are guessed first', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ['long text of a review', `${i % 5}`, 'unsup', 'train']);
  const table = tableOf(['review', 'sentiment', 'folder', 'part'], [...rows, ['x', '1', 'pos', 'train']]);
  const { guess } = previewTable({ ...table, made: { label: 'folder', split: 'part' } });
  expect(guess).toMatchObject({ text: 'review', label: 'folder', split: 'part' });
  expect(guess.why.label).toEqual({ code: 'guess-folders', values: ['unsup', 'pos'] });
});

test('values are counted, most frequent first, and not for columns of many', () => {
  const rows = Array.from({ length: 55 }, (_, i) => `text number ${i}|${i % 5 === 0 ? ' neg' : 'pos '}`);
  expect(preview('text|label', ...rows, 'no label at all|').values).toEqual({
    text: null,
    label: [
      { value: 'pos', count: 44, guess: 1 },
      { value: 'neg', count: 11, guess: 0 },
    ],
  });
});

test('words may be as many classes as a network has, numbers are a range sooner', () => {
  const rows = Array.from({ length: 60 }, (_, i) => `some text ${i}|topic ${i % 30}|${i % 30}`);
  const { values, numbers } = preview('text|topic|number', ...rows);
  expect(values['topic']).toHaveLength(30);
  expect(values['number']).toBeNull();
  expect(numbers['number']).toEqual({ min: 0, max: 29 });
});

test('columns of numbers have their range, however many values they have', () => {
  const rows = Array.from({ length: 90 }, (_, i) => `text ${i}|${i / 2 - 1}|${i % 2 ? '−1' : '1'}|${i}|${i}`);
  const { values, numbers, guess } = preview('a|rating|sign|id|mixed', ...rows, '|4,5||7|x');
  expect(values).toMatchObject({ a: null, rating: null, mixed: null });
  expect(numbers).toEqual({
    a: null,
    rating: { min: -1, max: 43.5 },
    sign: { min: -1, max: 1 },
    id: { min: 0, max: 89 },
    mixed: null,
  });
  expect(guess.label).toBe('sign');
  expect(guessOf('rating|t', ...rows.map((_, i) => `${i}|some text`)).label).toBe('rating');
});

test('a long pass ends where nothing more can be learned', () => {
  const read = new Set<number>();
  const texts = { length: 10_000, get: (row: number) => (read.add(row), `text ${row}`) };
  const table = tableOf(
    ['a'],
    Array.from({ length: 10_000 }, () => ['']),
  );
  expect(previewTable({ ...table, cells: [texts] }).values).toEqual({ a: null });
  expect(read.size).toBeLessThan(1_100);
});

test('only the first rows are shown, shortened and clean', () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i} <br />${'long '.repeat(200)}|${i % 2}`);
  const shown = preview('text|label', ...rows);
  expect(shown.rowCount).toBe(50);
  expect(shown.rows.length).toBe(20);
  expect(shown.rows[1][0]).toMatch(/^1 long long .*…$/);
  expect(shown.rows[1][0].length).toBe(300);
});

test('files, broken lines and repaired rows are passed on', () => {
  const table = tableOf(['a'], [['x'], ['y']], 3);
  const marked = {
    ...table,
    defects: Uint8Array.of(rowDefect.repaired | rowDefect.markup, rowDefect.markup),
  };
  expect(previewTable(marked)).toMatchObject({
    files: table.files,
    fileCount: 1,
    repairedRows: 1,
    broken: { count: 3 },
  });
});

test('a column called __proto__ has its values under its name', () => {
  const shown = preview('__proto__|text', 'pos|a fine film', 'neg|a bad film');
  expect(Object.keys(shown.values)).toEqual(['__proto__', 'text']);
  expect(structuredClone(shown).values['__proto__']?.length).toBe(2);
  expect(shown.guess).toMatchObject({ text: 'text', label: '__proto__' });
});
