import { expect, it } from 'vitest';
import type { LabelSide, LabelValue } from './dataset.ts';
import { classSchemes } from './label-classes.ts';

const labels = (...values: [value: string, count: number, guess?: LabelSide][]): LabelValue[] =>
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

it('takes letters of which nothing is known as they are', () => {
  expect(classSchemes(labels(['A', 40], ['B', 30], ['C', 30]))[0].names).toEqual(['A', 'B', 'C']);
});

it('takes two that are known for negative and positive, and numbers for a scale', () => {
  expect(idsOf(labels(['bad', 40, 0], ['good', 30, 1]))).toEqual(['two']);
  const stars = labels(['5', 20, 1], ['1', 20, 0], ['3', 20], ['10', 20, 1]);
  expect(idsOf(stars)).toEqual(['two', 'each']);
  expect(classSchemes(stars)[1].names).toEqual(['1', '3', '5', '10']);
});

it('offers the middle of a scale as a class of its own', () => {
  const stars = labels(
    ['1', 20, 0],
    ['2', 20, 0],
    ['3', 20, 'middle'],
    ['4', 20, 1],
    ['5', 20, 1],
    ['n/a', 20],
  );
  const [two, three, each] = classSchemes(stars);
  expect({ ...two.classes }).toEqual({ 1: 0, 2: 0, 3: null, 4: 1, 5: 1, 'n/a': null });
  expect(three).toMatchObject({ id: 'three', names: ['negative', 'neutral', 'positive'] });
  expect({ ...three.classes }).toEqual({ 1: 0, 2: 0, 3: 1, 4: 2, 5: 2, 'n/a': null });
  expect(each.names).toHaveLength(6);
  expect(idsOf(labels(['1', 20, 0], ['3', 2, 'middle'], ['5', 20, 1]))).not.toContain('three');
});

it('joins five words to three classes where that is asked for', () => {
  const values = labels(
    ['awful', 20, 0],
    ['bad', 20, 0],
    ['neutral', 20, 'middle'],
    ['good', 20, 1],
    ['great', 20, 1],
  );
  expect(idsOf(values)).toEqual(['each', 'two', 'three']);
});

it('offers the same classes once', () => {
  const values = labels(['positive', 40, 1], ['neutral', 30, 'middle'], ['negative', 20, 0]);
  expect(idsOf(values)).toEqual(['each', 'two']);
});

it('keeps extremes with few rows on their side', () => {
  const values = labels(['Positive', 9, 1], ['Negative', 9, 0], ['Extremely Positive', 1, 1]);
  expect(idsOf(values)).toEqual(['two']);
});

it('takes letters for what they are beside each other', () => {
  expect(idsOf(labels(['P', 20, 1], ['N', 20, 0], ['O', 20]))).toEqual(['two', 'each']);
});

it('offers no class for each of more than fifty labels', () => {
  expect(idsOf(labels(...Array.from({ length: 51 }, (_, i): [string, number] => [`tag ${i}`, 20])))).toEqual([
    'two',
  ]);
});

it('keeps a label that is a property of all objects', () => {
  const [{ classes }] = classSchemes(labels(['__proto__', 20], ['constructor', 20]));
  expect(Object.entries(classes)).toEqual([
    ['__proto__', 0],
    ['constructor', 1],
  ]);
});
