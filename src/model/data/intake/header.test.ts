import { describe, expect, it } from 'vitest';
import { readFiles, rowsOf } from './testing/read.ts';

const review = (i: number) => `Pan number ${i} is ${i % 2 ? 'a joy' : 'a pity'}`;

/** A table whose header stands in a row of its own choice. */
function lines(at: number, header: string, count = 24): string[] {
  const rows = Array.from({ length: count }, (_, i) => `${i % 2},"${review(i)}"`);
  return rows.toSpliced(at, 0, header);
}

describe('a header below the first row', () => {
  it.each([
    [1, 'polarity,tweet'],
    [3, 'label,text'],
    [17, 'sentiment,review'],
    [24, 'etiket,yorum'],
    [60, 'Rating,Review text'],
    [5, 'score,product_review'],
  ])('in row %i names the columns, and costs no row', async (at, header) => {
    const table = await readFiles({ 'x.csv': lines(at, header, 70).join('\n') });
    expect(table.columns).toEqual(header.split(','));
    expect(rowsOf(table)).toEqual(Array.from({ length: 70 }, (_, i) => [`${i % 2}`, review(i)]));
  });

  it('has notes above it that are no rows, and rows that are', async () => {
    const file = ['Report of May', ...lines(2, 'label,text')].join('\n');
    const table = await readFiles({ 'x.csv': file });
    expect(table.columns).toEqual(['label', 'text']);
    expect(table.rowCount).toBe(24);
  });

  it('is found in lists of JSON', async () => {
    const rows: unknown[][] = Array.from({ length: 12 }, (_, i) => [i % 2, review(i)]);
    const table = await readFiles({ 'x.json': JSON.stringify(rows.toSpliced(2, 0, ['label', 'text'])) });
    expect(table.columns).toEqual(['label', 'text']);
    expect(rowsOf(table)[0]).toEqual(['0', review(0)]);
    expect(table.rowCount).toBe(12);
  });

  it('is no review that happens to be a word such as "Product"', async () => {
    const table = await readFiles({ 'x.csv': lines(4, '1,Product').join('\n') });
    expect(table.columns).toEqual(['Column 1', 'Column 2']);
    expect(table.rowCount).toBe(25);
  });
});

describe('a survey’s questions', () => {
  const questions = [
    'Would you, all in all, recommend our pan to a friend who likes to cook every day?',
    'Please tell us in your own words what you like about it, and what we should do better next time',
  ];
  const rows = Array.from({ length: 24 }, (_, i) => [i % 2 ? 'Surely' : 'Hardly', review(i)]);
  const file = (first: readonly string[]) =>
    [first, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');

  it('name the columns, long as they are', async () => {
    const table = await readFiles({ 'x.csv': file(questions) });
    expect(table.columns).toEqual(questions);
    expect(table.rowCount).toBe(24);
  });

  it('are no first review of a table without names', async () => {
    const table = await readFiles({ 'x.csv': file(['Hardly', questions[1]]) });
    expect(table.columns).toEqual(['Column 1', 'Column 2']);
    expect(table.rowCount).toBe(25);
  });
});

describe('a column called “No”', () => {
  const rows = (cell: (i: number) => string) =>
    Array.from({ length: 12 }, (_, i) => `${cell(i)},"${review(i)}",${i % 2 ? 'great' : 'poor'}`);

  it('is one of numbers', async () => {
    const table = await readFiles({ 'x.csv': ['No,review,verdict', ...rows(String)].join('\n') });
    expect(table.columns).toEqual(['No', 'review', 'verdict']);
    expect(table.rowCount).toBe(12);
  });

  it('is a first answer where others are “yes” and “no”', async () => {
    const answers = [`No,"${review(0)}",great`, ...rows((i) => (i % 3 ? 'Yes' : 'No'))];
    expect((await readFiles({ 'x.csv': answers.join('\n') })).rowCount).toBe(13);
  });
});
