import { expect, it } from 'vitest';
import type { LabelValue } from './dataset.ts';
import { classSchemes } from './label-classes.ts';

const labels = (...values: [value: string, count: number, guess?: number][]): LabelValue[] =>
  values.map(([value, count, guess = null]) => ({ value, count, guess }));
const idsOf = (values: LabelValue[]) => classSchemes(values).map(({ id }) => id);

it('makes a class of each word with enough rows, from bad to good', () => {
  const [first, second] = classSchemes(
    labels(['positive', 40, 1], ['neutral', 30], ['negative', 20, 0], ['typo', 3]),
  );
  expect(first).toMatchObject({ id: 'each', names: ['negative', 'neutral', 'positive'] });
  expect({ ...first.classes }).toEqual({ positive: 2, neutral: 1, negative: 0, typo: null });
  expect({ ...second.classes }).toEqual({ positive: 1, neutral: null, negative: 0, typo: null });
});

it('takes two words of which nothing is known as they are, by the alphabet', () => {
  expect(classSchemes(labels(['spam', 40], ['ham', 30]))[0].names).toEqual(['ham', 'spam']);
});

it('takes two that are known for negative and positive, and numbers for a scale', () => {
  expect(idsOf(labels(['bad', 40, 0], ['good', 30, 1]))).toEqual(['sentiment']);
  const stars = labels(['5', 20, 1], ['1', 20, 0], ['3', 20], ['10', 20, 1]);
  expect(idsOf(stars)).toEqual(['sentiment', 'each']);
  expect(classSchemes(stars)[1].names).toEqual(['1', '3', '5', '10']);
});

it('keeps extremes with few rows on their side', () => {
  const values = labels(['Positive', 9, 1], ['Negative', 9, 0], ['Extremely Positive', 1, 1]);
  expect(idsOf(values)).toEqual(['sentiment']);
});

it('takes letters for what they are beside each other', () => {
  expect(idsOf(labels(['P', 20, 1], ['N', 20, 0], ['O', 20]))).toEqual(['sentiment', 'each']);
});

it('offers no class for each of more than fifty labels', () => {
  expect(idsOf(labels(...Array.from({ length: 51 }, (_, i): [string, number] => [`tag ${i}`, 20])))).toEqual([
    'sentiment',
  ]);
});

it('keeps a label that is a property of all objects', () => {
  const [{ classes }] = classSchemes(labels(['__proto__', 20], ['constructor', 20]));
  expect(Object.entries(classes)).toEqual([
    ['__proto__', 0],
    ['constructor', 1],
  ]);
});
