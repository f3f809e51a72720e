import { expect, test } from 'vitest';
import { guessClasses } from './labels.ts';
import { parseTable } from './parse.ts';
import { previewTable } from './preview.ts';

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
    [0, null, 1],
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
    [0, 0, null, 1, 1],
  ],
  [
    ['5', '1', '3', '2', '4'],
    [1, 0, null, 0, 1],
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
    [1, 0, null],
  ],
  [
    ['1', '2', '3'],
    [0, null, 1],
  ],
  [
    ['1', '4', '5', '6', '7', '10'],
    [0, 0, null, null, 1, 1],
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
    [1, null, 0],
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
  expect(guessClasses(values)).toEqual(classes);
});

const preview = (text: string) => previewTable(parseTable(new TextEncoder().encode(text), 'reviews.csv'));

test('text and label columns are guessed, whatever their names and order', () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${i},${i % 2 ? 'pos' : 'neg'},"a review of length ${i}"`,
  );
  expect(preview(`id,s,t\n${rows.join('\n')}`).guess).toEqual({ text: 't', label: 's' });
  expect(preview(`id,sentiment,review\n${rows.join('\n')}`).guess).toEqual({
    text: 'review',
    label: 'sentiment',
  });
});

test('a label by its name wins over another column of few values', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `shop ${i % 3},mood ${i % 2},nice and long text ${i}`);
  expect(preview(`shop,label,body\n${rows.join('\n')}`).guess).toEqual({ text: 'body', label: 'label' });
});

test('stars with known classes win over a flag', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `kind ${i % 2},${(i % 5) + 1},nice and long text ${i}`);
  expect(preview(`kind,stars,text\n${rows.join('\n')}`).guess).toEqual({ text: 'text', label: 'stars' });
});

test('values are counted, most frequent first, and not for columns of many', () => {
  const rows = Array.from({ length: 25 }, (_, i) => `text number ${i},${i % 5 === 0 ? ' neg' : 'pos '}`);
  expect(preview(`text,label\n${rows.join('\n')}\nno label at all,\n`).values).toEqual({
    text: null,
    label: [
      { value: 'pos', count: 20, guess: 1 },
      { value: 'neg', count: 5, guess: 0 },
    ],
  });
});

test('only the first rows are shown, shortened and clean', () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i} <br />${'long '.repeat(200)},${i % 2}`);
  const shown = preview(`text,label\n${rows.join('\n')}`);
  expect(shown.rowCount).toBe(50);
  expect(shown.rows.length).toBe(20);
  expect(shown.rows[1][0]).toMatch(/^1 long long .*…$/);
  expect(shown.rows[1][0].length).toBe(300);
});

test('without a column of few values no label is guessed', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `text ${i},note ${i}`);
  expect(preview(`a,b\n${rows.join('\n')}`).guess.label).toBeNull();
});

test('a column called __proto__ has its values under its name', () => {
  const shown = preview('__proto__,text\npos,a fine film\nneg,a bad film\n');
  expect(Object.keys(shown.values)).toEqual(['__proto__', 'text']);
  expect(structuredClone(shown).values['__proto__']?.length).toBe(2);
  expect(shown.guess).toEqual({ text: 'text', label: '__proto__' });
});
