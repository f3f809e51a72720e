import { saying } from '../src/contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import type { TablePreview } from '../src/model/index.ts';
import { checkColumnFlags, choiceOf, encodingOf, cleaningOf } from './columns.ts';

const preview = {
  columns: ['review', 'label', 'part', 'score'],
  guess: { text: 'review', label: 'label', split: 'part', why: { text: null, label: null, split: null } },
  values: {
    review: null,
    label: [
      { value: 'good', count: 5, guess: 1 },
      { value: 'bad', count: 4, guess: 0 },
      { value: 'so so', count: 2, guess: null },
    ],
    part: [],
    score: null,
  },
  codes: { label: null },
  numbers: {},
} as unknown as TablePreview;

describe('columns from flags', () => {
  it('takes what is guessed', () => {
    expect(choiceOf(preview, {})).toEqual({
      text: 'review',
      label: 'label',
      classes: { good: 1, bad: 0, 'so so': null },
      split: 'part',
    });
  });

  it('asks for columns, and says what numbers need where nothing is a label but they could be', () => {
    const guess = { ...preview.guess, label: null };
    const values = { review: null, label: null, part: null, score: null };
    const asking = { ...preview, guess, values, numbers: { score: { min: 0, max: 99 }, review: null } };
    const ask = (numbers: TablePreview['numbers']) => () => choiceOf({ ...asking, numbers }, {});
    expect(ask(asking.numbers)).toThrow(saying('Numbers (“score”) need --threshold 40,59 too.'));
    expect(ask({})).toThrow(saying(/--label-column, of review, label, part, score\.$/));
  });

  it('puts flags over the guess', () => {
    const flags = { classes: 'so so=positive, good=exclude', 'split-by-chance': true, balance: true };
    expect(choiceOf(preview, flags)).toMatchObject({
      classes: { good: null, bad: 0, 'so so': 1 },
      split: null,
      cleaning: { balance: true },
    });
    expect(choiceOf(preview, { 'split-column': 'label' }).split).toBe('label');
  });

  it('makes classes of their own of other names, in the order in which they are named or from bad to good', () => {
    const flags = { classes: 'good=joy,bad=anger,so so=exclude' };
    expect(choiceOf(preview, flags)).toMatchObject({
      classes: { good: 0, bad: 1, 'so so': null },
      classNames: ['joy', 'anger'],
    });
    expect(choiceOf(preview, { classes: 'so so=neutral,good=positive,bad=negative' })).toMatchObject({
      classes: { good: 2, bad: 0, 'so so': 1 },
      classNames: ['negative', 'neutral', 'positive'],
    });
    expect(() => choiceOf(preview, { classes: 'good=joy' })).toThrow(saying('2 to 50'));
  });

  it('sorts labels by a scheme that was asked for, and names those there are when it does not fit', () => {
    const score = [1, 2, 3, 4, 5].map((value) => ({
      value: String(value),
      count: 20,
      guess: value < 3 ? 0 : value > 3 ? 1 : 'middle',
    }));
    const stars = { ...preview, values: { ...preview.values, score } } as TablePreview;
    const chosen = (classes?: string) => choiceOf(stars, { 'label-column': 'score', classes });
    expect(chosen().classes).toEqual({ 1: 0, 2: 0, 3: null, 4: 1, 5: 1 });
    expect(chosen('two')).toEqual(chosen());
    expect(chosen('three')).toMatchObject({
      classes: { 1: 0, 2: 0, 3: 1, 4: 2, 5: 2 },
      classNames: ['negative', 'neutral', 'positive'],
    });
    expect(chosen('each').classNames).toEqual(['1', '2', '3', '4', '5']);
    for (const classes of ['two', 'three', 'each']) expect(() => checkColumnFlags({ classes })).not.toThrow();
    expect(() => choiceOf(preview, { classes: 'three' })).toThrow(saying('Take --classes two'));
  });

  it('asks what codes mean that do not tell it, with an example of each', () => {
    const codes = {
      label: [
        { value: '0', examples: ['Lovely'] },
        { value: '1', examples: ['Dull'] },
      ],
    };
    expect(() => choiceOf({ ...preview, codes }, {})).toThrow(saying('(0: “Lovely”; 1: “Dull”)'));
    expect(choiceOf({ ...preview, codes }, { classes: 'good=positive' }).classes).toMatchObject({ good: 1 });
  });

  it('takes a threshold for a column with many numbers', () => {
    expect(choiceOf(preview, { 'label-column': 'score', threshold: '4, 7.5' })).toMatchObject({
      label: 'score',
      threshold: { negativeTo: 4, positiveFrom: 7.5 },
    });
    expect(() => choiceOf(preview, { 'label-column': 'score' })).toThrow(
      saying('The column “score” has too many labels. Name another --label-column.'),
    );
  });

  it.each([
    [null, { min: 0, max: 99 }, 'numbers from 0 to 99', '--threshold 40,59, or name another --label-column.'],
    [null, { min: 0, max: 1 }, 'numbers from 0 to 1', '--threshold 0.4,0.6, or name'],
    [['1', '25', '99'], { min: 1, max: 99 }, 'numbers from 1 to 99', ', or take each as a class of its own'],
  ])('points numbers at a threshold within them: %j, %j', (labels, range, what, way) => {
    const score = labels?.map((value) => ({ value, count: 20, guess: null })) ?? null;
    const scores = {
      ...preview,
      values: { ...preview.values, score },
      numbers: { score: range },
    } as TablePreview;
    const flags = { 'label-column': 'score' };
    expect(() => choiceOf(scores, flags)).toThrow(saying(what));
    expect(() => choiceOf(scores, flags)).toThrow(saying(way));
    expect(choiceOf(scores, { ...flags, threshold: '10,20' }).threshold).toBeDefined();
  });

  it.each(['4', '7,4', '4,4', 'a,b', ',', '1,2,3', '4,'])('refuses the threshold %j', (threshold) => {
    expect(() => choiceOf(preview, { threshold })).toThrow(saying('--threshold takes two numbers'));
  });

  it('keeps a label that is a property of all objects', () => {
    const { classes } = choiceOf(preview, { classes: '__proto__=positive,a=b=negative' });
    expect(Object.entries(classes)).toContainEqual(['__proto__', 1]);
    expect(Object.entries(classes)).toContainEqual(['a=b', 0]);
  });

  it('knows encodings in small letters, and each cleaning option', () => {
    expect(encodingOf({ encoding: 'utf-8' })).toBe('UTF-8');
    expect(encodingOf({})).toBeNull();
    expect(cleaningOf({})).toBeNull();
    const all = { 'strip-markup': true, 'exclude-near-duplicates': true, 'exclude-cross-split': true };
    expect(cleaningOf(all)).toEqual({
      stripMarkup: true,
      excludeNearDuplicates: true,
      excludeCrossSplit: true,
    });
  });

  it('asks for columns that can’t be guessed', () => {
    const unknown = { ...preview, guess: { ...preview.guess, text: null } };
    expect(() => choiceOf(unknown, {})).toThrow(
      saying('Say which columns to read: --text-column and --label-column, of review, label, part, score.'),
    );
  });
});
