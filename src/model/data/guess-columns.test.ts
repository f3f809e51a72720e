import { expect, test } from 'vitest';
import { tableOf } from '../testing/table-of.ts';
import { labelCandidates } from './guess-columns.ts';
import { previewTable } from './preview.ts';

const review = (i: number) => `Mug ${i} is ${i % 2 ? 'sturdy' : 'cracked'}`;
const thanks = (i: number) =>
  i % 2 ? '' : `Dear guest number ${i}, thank you ever so much for the words that you left with us here.`;

/** Rows of an export: stars, a review, and what stands beside it. */
function guessOf(names: string[], cell: (i: number) => string) {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 2 ? '5' : '1', review(i), cell(i)]);
  return previewTable(tableOf(names, rows)).guess;
}

test.each([
  ['content', 'replyContent'],
  ['Review Text', 'Developer Reply Text'],
  ['review', 'review_response'],
  ['comment', 'seller_comment'],
  ['avis', 'réponse'],
  ['body', 'owner answer'],
  ['x', 'y'],
])('the text is “%s”, though “%s” is longer and empty in half of the rows', (text, other) => {
  expect(guessOf(['score', text, other], thanks)).toMatchObject({ text, label: 'score' });
});

test('an answer in every row is still no review', () => {
  const always = (i: number) => thanks(2 * i);
  expect(guessOf(['score', 'content', 'replyContent'], always).text).toBe('content');
});

test.each([
  ['addresses', (i: number) => `https://shop.example/reviews/of/customers/number/${i}/with/all/details`],
  [
    'the same few descriptions',
    (i: number) => `A mug for all who love hot drinks in the morning, sort ${i % 3}`,
  ],
  ['nested data', (i: number) => JSON.stringify({ shop: 'the one at the corner', number: i, open: true })],
])('%s are no text, however long', (_, cell) => {
  expect(guessOf(['score', 'a', 'b'], cell).text).toBe('a');
});

test('a name with such letters inside says nothing: “start_date” has no star, “subclassified” no class', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [
    `${2_000 + (i % 7)}`,
    i % 2 ? 'fine' : 'poor',
    review(i),
  ]);
  expect(previewTable(tableOf(['start_date', 'mood', 'text'], rows)).guess.label).toBe('mood');
});

const labelled = (names: string[], cells: (i: number) => string[]) =>
  tableOf(
    names,
    Array.from({ length: 40 }, (_, i) => [...cells(i), review(i)]),
  );

test('what a reader said comes before what a program found, and both are named', () => {
  const both = (i: number) => [i % 3 ? 'positive' : 'negative', i % 2 ? 'positive' : 'negative'];
  for (const names of [
    ['vader_sentiment', 'sentiment', 'text'],
    ['predicted_label', 'label', 'text'],
    ['bertLabel', 'gold', 'text'],
    ['auto', 'human', 'text'],
  ]) {
    const table = labelled(names, both);
    expect(previewTable(table).guess.label).toBe(names[1]);
    expect(labelCandidates(table)).toEqual([names[1], names[0]]);
  }
});

test('flags and ids are not named as labels', () => {
  const table = labelled(['id', 'verified', 'rating', 'text'], (i) => [
    `${i}`,
    `${i % 2 > 0}`,
    `${(i % 5) + 1}`,
  ]);
  expect(labelCandidates(table)).toEqual(['rating']);
});

test('a column of twenty different values is no label', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [`${i + 1}`, review(i)]);
  expect(previewTable(tableOf(['id', 'text'], rows)).guess.label).toBeNull();
});
